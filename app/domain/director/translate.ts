import type { Dialect } from './dialects.ts'
import type { ClipRatio, Direction } from './direction.ts'
import { type Control, wordingOf } from './wording.ts'

/**
 * How a provider is told of a control. `parameter`: exactly, in a field. `words`: in the prompt, so it may or may not be heeded. `nearest`:
 * with the nearest value it knows. `unsupported`: not at all.
 */
export interface Told {
  readonly control: Control
  readonly how: 'parameter' | 'words' | 'nearest' | 'unsupported'
}

/** A direction in a provider's own terms; without picture, key and price. */
export interface Translation {
  readonly parameters: Readonly<Record<string, string | number | boolean>>
  readonly prompt: string
  readonly negativePrompt: string
  /** Every control of the direction, each once. */
  readonly told: readonly Told[]
}

/** Prompts of a take, edited by hand; what is left out is made of the direction. */
export interface OwnWords {
  readonly prompt?: string
  readonly negativePrompt?: string
}

/** Says a direction to a provider. What it has no control for is said to be lost, never dropped in silence. */
export function translate(direction: Direction, dialect: Dialect, own: OwnWords = {}): Translation {
  const words = wordingOf(direction)
  const prompt = shorten(own.prompt ?? promptOf(direction), dialect.mostPrompt)
  const negativePrompt = own.negativePrompt ?? words.negative
  const seconds = nearestSeconds(direction.output.seconds, dialect.seconds)
  const ratio = ratioOf(direction.output.ratio, dialect)
  const isLocked = dialect.lockField !== null && direction.camera.move === 'static' && direction.camera.keyframes.length < 2
  const parameters: Record<string, string | number | boolean> = {
    [dialect.promptField]: prompt,
    [dialect.secondsField]: dialect.secondsAs === 'number' ? seconds : `${seconds}${dialect.secondsAs === 'text-with-s' ? 's' : ''}`,
  }
  if (ratio.value !== null) parameters[dialect.ratioField] = ratio.value
  if (dialect.negativeField !== null) parameters[dialect.negativeField] = negativePrompt
  if (dialect.seedField !== null) parameters[dialect.seedField] = direction.seed
  if (dialect.lockField !== null) parameters[dialect.lockField] = isLocked
  const told: Told[] = [
    { control: 'camera', how: isLocked ? 'parameter' : 'words' },
    ...(direction.camera.keyframes.length >= 2 ? ([{ control: 'keyframes', how: 'words' }] as const) : []),
    { control: 'easing', how: 'unsupported' },
    { control: 'model', how: 'words' },
    { control: 'fabric', how: 'words' },
    ...(direction.light.kind === 'none' ? [] : ([{ control: 'light', how: 'words' }] as const)),
    ...(direction.grain === 0 ? [] : ([{ control: 'grain', how: 'words' }] as const)),
    { control: 'seconds', how: seconds === direction.output.seconds ? 'parameter' : 'nearest' },
    { control: 'ratio', how: ratio.how },
    { control: 'frame-rate', how: 'unsupported' },
    { control: 'seed', how: dialect.seedField === null ? 'unsupported' : 'parameter' },
    { control: 'negative', how: dialect.negativeField === null ? 'unsupported' : 'parameter' },
  ]
  return { parameters, prompt, negativePrompt, told }
}

/** The prompt that a direction makes; it can be read and edited before it is sent. */
export function promptOf(direction: Direction): string {
  const { camera, model, fabric, light } = wordingOf(direction)
  const grain = direction.grain > 0 ? 'fine film grain' : ''
  const parts = [camera, model, fabric, light, grain, 'the garment keeps its exact colour, print and cut'].filter((part) => part !== '')
  return `${parts.join(', ')}.`.replace(/^./, (first) => first.toUpperCase())
}

function nearestSeconds(wanted: number, known: Dialect['seconds']): number {
  if ('from' in known) return Math.min(known.to, Math.max(known.from, Math.round(wanted)))
  return known.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best))
}

/** A shape that is not known is left out where the still gives it; else the nearest by its proportions. */
function ratioOf(ratio: ClipRatio, { ratios }: Dialect): { readonly value: string | null; readonly how: Told['how'] } {
  if (ratios === null) return { value: null, how: ratio === 'original' ? 'parameter' : 'unsupported' }
  const exact = ratios[ratio]
  if (exact !== undefined) return { value: exact, how: 'parameter' }
  if (ratio === 'original') return { value: null, how: 'unsupported' }
  const wanted = shapeOf(ratio)
  const [nearest] = (Object.keys(ratios) as ClipRatio[])
    .filter((one) => one !== 'original')
    .sort((a, b) => Math.abs(Math.log(shapeOf(a) / wanted)) - Math.abs(Math.log(shapeOf(b) / wanted)))
  return { value: ratios[nearest] ?? null, how: 'nearest' }
}

function shapeOf(ratio: ClipRatio): number {
  const [width, height] = ratio.split(':').map(Number)
  return width / height
}

function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most)
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), most / 2))
}
