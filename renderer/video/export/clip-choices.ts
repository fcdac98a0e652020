import { createStore } from 'zustand/vanilla'
import type { Picture } from '../../../app/domain/document/fill.ts'
import type { MarkPlace } from '../../../app/domain/export/export-recipe.ts'
import { type ClipCodec, type ClipFit, type ClipRecipe, clipRecipe } from '../../../app/domain/video/clip-recipe.ts'
import { CLIP_RATIOS, type ClipRatio } from '../../../app/domain/video/networks.ts'

/** One shape in the sheet. */
interface ShapeChoice {
  readonly isWanted: boolean
  readonly fit: ClipFit
  /** Where the crop was put by hand; null follows the subject. */
  readonly place: number | null
}

/** What is chosen in the sheet; kept while the page lives, so that the next take goes out the same way. */
export interface ClipChoices {
  readonly shapes: Readonly<Record<ClipRatio, ShapeChoice>>
  readonly shortSidePx: number
  readonly mark: {
    readonly kind: 'none' | 'text' | 'logo'
    readonly text: string
    readonly logo: (Picture & { readonly name: string }) | null
    readonly place: MarkPlace
    /** Percent of the shorter side, as are margin and opacity. */
    readonly size: number
    readonly margin: number
    readonly opacity: number
  }
  readonly codec: ClipCodec
  readonly aim: 'quality' | 'size'
  readonly quality: number
  readonly megabytes: number
  readonly cover: boolean
  readonly gif: boolean
  readonly webp: boolean
  readonly sound: ClipRecipe['sound']
}

const SHAPE: ShapeChoice = { isWanted: true, fit: 'crop', place: null }

export const FIRST_CLIP_CHOICES: ClipChoices = {
  shapes: { '9:16': SHAPE, '4:5': SHAPE, '1:1': SHAPE, '16:9': SHAPE },
  shortSidePx: 1080,
  mark: { kind: 'none', text: '', logo: null, place: 'bottom-right', size: 6, margin: 4, opacity: 80 },
  codec: 'h264',
  aim: 'quality',
  quality: 75,
  megabytes: 8,
  cover: false,
  gif: false,
  webp: false,
  sound: 'normalise',
}

export const clipChoices = createStore<ClipChoices>(() => FIRST_CLIP_CHOICES)

export function setShape(ratio: ClipRatio, change: Partial<ShapeChoice>): void {
  clipChoices.setState(({ shapes }) => ({ shapes: { ...shapes, [ratio]: { ...shapes[ratio], ...change } } }))
}

export function setMark(change: Partial<ClipChoices['mark']>): void {
  clipChoices.setState(({ mark }) => ({ mark: { ...mark, ...change } }))
}

/** Shapes for where clips go. */
export const SHAPE_SETS = {
  all: CLIP_RATIOS,
  reels: ['9:16'],
  shop: ['1:1', '4:5'],
} as const satisfies Readonly<Record<string, readonly ClipRatio[]>>
export type ShapeSet = keyof typeof SHAPE_SETS

/** The set that is chosen exactly; `own` for any other choice. */
export function shapeSetOf({ shapes }: Pick<ClipChoices, 'shapes'>): ShapeSet | 'own' {
  const wanted = CLIP_RATIOS.filter((ratio) => shapes[ratio].isWanted)
  const sets = Object.entries(SHAPE_SETS) as [ShapeSet, readonly ClipRatio[]][]
  return sets.find(([, set]) => set.length === wanted.length && set.every((ratio) => wanted.includes(ratio)))?.[0] ?? 'own'
}

export function chooseShapes(set: ShapeSet): void {
  const wanted: readonly ClipRatio[] = SHAPE_SETS[set]
  for (const ratio of CLIP_RATIOS) setShape(ratio, { isWanted: wanted.includes(ratio) })
}

/** Codecs that a file size can be aimed at with. */
export const canAimAtSize = ({ codec }: Pick<ClipChoices, 'codec'>): boolean => codec === 'h264' || codec === 'vp9'

/** What is asked of the studio for these shapes; in their order. */
export function clipRecipeOf(choices: ClipChoices, ratios: readonly ClipRatio[], trim: ClipRecipe['trim']): ClipRecipe {
  const { shapes, shortSidePx, codec, quality, megabytes, cover, gif, webp, sound } = choices
  return clipRecipe.parse({
    outputs: ratios.map((ratio) => ({
      name: ratio.replace(':', 'x'),
      ratio,
      shortSidePx,
      fit: shapes[ratio].fit,
      place: shapes[ratio].fit === 'crop' ? shapes[ratio].place : null,
    })),
    trim,
    watermark: markOf(choices),
    codec,
    aim: choices.aim === 'size' && canAimAtSize(choices) ? { kind: 'size', megabytes } : { kind: 'quality', quality },
    cover,
    gif,
    webp,
    sound,
  })
}

function markOf({ mark }: ClipChoices): ClipRecipe['watermark'] {
  const { place, size, margin, opacity } = mark
  const content = contentOf(mark)
  if (content === null) return null
  return { content, place, size: size / 100, margin: margin / 100, opacity: opacity / 100, rotation: 0, tiled: false }
}

function contentOf({ kind, text, logo }: ClipChoices['mark']): NonNullable<ClipRecipe['watermark']>['content'] | null {
  if (kind === 'text' && text.trim() !== '') {
    return { kind: 'text', text: text.trim(), family: 'IBM Plex Sans', weight: 600, colour: '#ffffff' }
  }
  if (kind !== 'logo' || logo === null) return null
  const { assetId, hash, width, height } = logo
  return { kind: 'logo', picture: { assetId, hash, width, height } }
}
