import { type Camera, type Direction, directionOf } from './direction.ts'

/** A control of a direction, as it is told when a provider has nothing for it. */
export const CONTROLS = [
  'camera',
  'keyframes',
  'easing',
  'model',
  'fabric',
  'light',
  'grain',
  'seconds',
  'ratio',
  'frame-rate',
  'seed',
  'negative',
] as const
export type Control = (typeof CONTROLS)[number]

/** What a direction asks for in words that models of video are trained on. English: they know it best. */
export interface Wording {
  readonly camera: string
  readonly model: string
  readonly fabric: string
  readonly light: string
  /** What must not happen. */
  readonly negative: string
}

const NEVER = 'warped garment, changed print, changed colour, extra limbs, distorted hands, distorted face, text, watermark, flicker, cuts'

export function wordingOf(direction: Direction): Wording {
  return {
    camera: cameraWords(direction.camera),
    model: modelWords(direction),
    fabric: fabricWords(direction),
    light: {
      none: '',
      sweep: 'a soft band of light sweeps across the scene',
      spotlight: 'a spotlight opens on the model, the surroundings stay dark',
    }[direction.light.kind],
    negative: NEVER,
  }
}

function cameraWords(camera: Camera): string {
  if (camera.keyframes.length >= 2) return keyframeWords(camera)
  const way = directionOf(camera)
  const pace = `${amountWord(camera.amount)}${speedWord(camera.speed)}`
  switch (camera.move) {
    case 'static':
      return 'static camera, locked-off shot'
    case 'pan':
      return `${pace} camera pan to the ${way}`
    case 'tilt':
      return `${pace} camera tilt ${way}`
    case 'zoom':
      return `${pace} zoom ${way}`
    case 'dolly':
      return way === 'in' ? `${pace} dolly in towards the model` : `${pace} dolly out away from the model`
    case 'orbit':
      return `${pace} orbit around the model to the ${way}`
    case 'crane':
      return `${pace} crane shot moving ${way}`
    case 'handheld':
      return `${amountWord(camera.amount)} handheld camera sway`
  }
}

/** Views cannot be told in words; where they begin and end can. */
function keyframeWords({ keyframes }: Camera): string {
  const [first, last] = [keyframes[0], keyframes[keyframes.length - 1]]
  const size = last.zoom > 1.05 * first.zoom ? 'closing in' : last.zoom < 0.95 * first.zoom ? 'pulling back' : 'keeping its distance'
  const across = Math.abs(last.x - first.x) < 0.03 ? '' : last.x > first.x ? ', drifting to the right' : ', drifting to the left'
  const upright = Math.abs(last.y - first.y) < 0.03 ? '' : last.y > first.y ? ', moving down' : ', moving up'
  return `smooth camera move, ${size}${across}${upright}`
}

const amountWord = (amount: number): string => (amount < 0.25 ? 'subtle' : amount < 0.6 ? 'smooth' : 'strong')
const speedWord = (speed: number): string => (speed < 0.6 ? ' slow' : speed > 1.6 ? ' fast' : '')

function modelWords({ model }: Direction): string {
  switch (model.movement) {
    case 'still':
      return 'the model holds the pose'
    case 'breath':
      return 'the model breathes naturally and keeps the pose'
    case 'turn':
      return 'the model turns slightly to one side and to the other'
  }
}

function fabricWords({ fabric }: Direction): string {
  const { metresPerSecond, from } = fabric.wind
  const hand = fabric.stiffness < 0.3 ? 'soft flowing fabric' : fabric.stiffness < 0.65 ? 'fabric with body' : 'stiff structured fabric'
  if (metresPerSecond === 0) return `${hand}, hanging still`
  const wind = metresPerSecond < 2 ? 'a breath of air' : metresPerSecond < 6 ? 'a light breeze' : 'a strong wind'
  return `${hand} moving in ${wind} from ${sideOf(from)}`
}

function sideOf(from: number): string {
  if (Math.abs(from) <= 45) return 'the left'
  if (Math.abs(from) >= 135) return 'the right'
  return from > 0 ? 'above' : 'below'
}
