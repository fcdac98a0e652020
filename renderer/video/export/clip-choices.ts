import { createStore } from 'zustand/vanilla'
import type { Picture } from '../../../app/domain/document/fill.ts'
import type { MarkPlace } from '../../../app/domain/export/export-recipe.ts'
import { type ClipCodec, type ClipFit, type ClipRecipe, clipRecipe } from '../../../app/domain/video/clip-recipe.ts'
import { CLIP_RATIOS, type ClipRatio, type Network, networksOf } from '../../../app/domain/video/networks.ts'

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
  readonly encoder: ClipRecipe['encoder']
  /** Behind what is shown whole, where it is no blur. */
  readonly colour: string
  readonly creator: string
  readonly copyright: string
  readonly nameTemplate: string
  /** Networks that get a folder each, and the words that go there. */
  readonly networks: readonly string[]
  readonly caption: string
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
  encoder: 'software',
  colour: '#000000',
  creator: '',
  copyright: '',
  nameTemplate: '{name} {recipe}',
  networks: [],
  caption: '',
}

export const clipChoices = createStore<ClipChoices>(() => FIRST_CLIP_CHOICES)

export function setShape(ratio: ClipRatio, change: Partial<ShapeChoice>): void {
  clipChoices.setState(({ shapes }) => ({ shapes: { ...shapes, [ratio]: { ...shapes[ratio], ...change } } }))
}

export function setMark(change: Partial<ClipChoices['mark']>): void {
  clipChoices.setState(({ mark }) => ({ mark: { ...mark, ...change } }))
}

/** A network that gets a folder needs its shape. */
export function setNetwork(network: Network, isWanted: boolean): void {
  clipChoices.setState(({ networks }) => ({
    networks: isWanted ? [...networks.filter((id) => id !== network.id), network.id] : networks.filter((id) => id !== network.id),
  }))
  if (isWanted) setShape(network.ratio, { isWanted: true })
}

/** The networks of a shape that get a folder; null where none does. */
export function chosenNetworks({ networks }: Pick<ClipChoices, 'networks'>, ratio: ClipRatio): string[] | null {
  const chosen = networksOf(ratio, null).filter(({ id }) => networks.includes(id))
  return chosen.length === 0 ? null : chosen.map(({ id }) => id)
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
  const { shapes, shortSidePx, codec, quality, megabytes, cover, gif, webp, sound, encoder, colour } = choices
  return clipRecipe.parse({
    outputs: ratios.map((ratio) => ({
      name: ratio.replace(':', 'x'),
      ratio,
      shortSidePx,
      fit: shapes[ratio].fit,
      place: shapes[ratio].fit === 'crop' ? shapes[ratio].place : null,
      networks: chosenNetworks(choices, ratio),
      caption: chosenNetworks(choices, ratio) === null ? null : textOrNull(choices.caption),
    })),
    trim,
    watermark: markOf(choices),
    codec,
    aim: choices.aim === 'size' && canAimAtSize(choices) ? { kind: 'size', megabytes } : { kind: 'quality', quality },
    cover,
    gif,
    webp,
    sound,
    encoder,
    colour,
    metadata: { creator: textOrNull(choices.creator), copyright: textOrNull(choices.copyright) },
    nameTemplate: textOrNull(choices.nameTemplate) ?? FIRST_CLIP_CHOICES.nameTemplate,
  })
}

const textOrNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** The choices that make a recipe; for those that were saved, and those of exports of before. @param logoName what to call its logo. */
export function choicesOf(recipe: ClipRecipe, logoName: string): ClipChoices {
  const { codec, aim, cover, gif, webp, sound, encoder, colour, metadata, nameTemplate, outputs, watermark } = recipe
  const shapeOf = (ratio: ClipRatio): ShapeChoice => {
    const output = outputs.find((one) => one.ratio === ratio)
    return output === undefined ? { ...SHAPE, isWanted: false } : { isWanted: true, fit: output.fit, place: output.place }
  }
  return {
    shapes: { '9:16': shapeOf('9:16'), '4:5': shapeOf('4:5'), '1:1': shapeOf('1:1'), '16:9': shapeOf('16:9') },
    shortSidePx: outputs[0]?.shortSidePx ?? FIRST_CLIP_CHOICES.shortSidePx,
    mark: watermark === null ? FIRST_CLIP_CHOICES.mark : markChoiceOf(watermark, logoName),
    codec,
    aim: aim.kind,
    quality: aim.kind === 'quality' ? aim.quality : FIRST_CLIP_CHOICES.quality,
    megabytes: aim.kind === 'size' ? aim.megabytes : FIRST_CLIP_CHOICES.megabytes,
    cover,
    gif,
    webp,
    sound,
    encoder,
    colour,
    creator: metadata.creator ?? '',
    copyright: metadata.copyright ?? '',
    nameTemplate,
    networks: outputs.flatMap(({ networks }) => networks ?? []),
    caption: outputs.find(({ caption }) => caption !== null)?.caption ?? '',
  }
}

function markChoiceOf({ content, ...rest }: NonNullable<ClipRecipe['watermark']>, logoName: string): ClipChoices['mark'] {
  const percent = (share: number): number => Math.round(100 * share)
  return {
    kind: content.kind,
    text: content.kind === 'text' ? content.text : '',
    logo: content.kind === 'logo' ? { ...content.picture, name: logoName } : null,
    place: rest.place,
    size: percent(rest.size),
    margin: percent(rest.margin),
    opacity: percent(rest.opacity),
  }
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
