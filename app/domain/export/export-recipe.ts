import { z } from 'zod'
import { picture } from '../document/fill.ts'
import { FONT_FAMILIES } from '../document/layer.ts'
import { between, colour, degrees, MOST_SIDE_PX, share } from '../document/numbers.ts'
import type { Size } from '../raster.ts'

export const EXPORT_FORMATS = ['png', 'jpeg', 'webp', 'avif', 'tiff'] as const
export const exportFormat = z.enum(EXPORT_FORMATS)
export type ExportFormat = z.output<typeof exportFormat>

const sidePx = z.int().min(1).max(MOST_SIDE_PX)

/** How large a file becomes. `inside` never enlarges; `cover` cuts off what hangs over, `pad` fills what stays free. */
export const exportSize = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('original') }),
  z.strictObject({ kind: z.literal('scale'), factor: between(0.01, 8) }),
  z.strictObject({ kind: z.literal('inside'), width: sidePx, height: sidePx }),
  z.strictObject({ kind: z.literal('cover'), width: sidePx, height: sidePx }),
  z.strictObject({ kind: z.literal('pad'), width: sidePx, height: sidePx, background: colour.default('#ffffff') }),
])
export type ExportSize = z.output<typeof exportSize>

export const MARK_PLACES = ['top-left', 'top', 'top-right', 'left', 'centre', 'right', 'bottom-left', 'bottom', 'bottom-right'] as const
export type MarkPlace = (typeof MARK_PLACES)[number]

/** A mark over a finished picture. Lengths are shares of the picture's shorter side. */
export const watermark = z.strictObject({
  content: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('text'),
      text: z.string().min(1).max(200),
      family: z.enum(FONT_FAMILIES).default('IBM Plex Sans'),
      weight: z.literal([100, 200, 300, 400, 500, 600, 700]).default(600),
      colour: colour.default('#ffffff'),
    }),
    z.strictObject({ kind: z.literal('logo'), picture }),
  ]),
  place: z.enum(MARK_PLACES).default('bottom-right'),
  /** Height of a line of text or of the logo. */
  size: between(0.01, 1).default(0.06),
  margin: between(0, 0.5).default(0.04),
  opacity: share.default(0.8),
  rotation: degrees.default(0),
  /** All over the picture, so that it cannot be cut off. */
  tiled: z.boolean().default(false),
})
export type Watermark = z.output<typeof watermark>

/** What a file says about itself. Nothing of the originals but what is chosen here: never a place. */
const exportMetadata = z.strictObject({
  /** Who made it, and whose it is: EXIF and XMP. */
  creator: z.string().max(200).nullable().default(null),
  copyright: z.string().max(500).nullable().default(null),
  /** Camera and time of the lowest photo that tells them. */
  keepCamera: z.boolean().default(false),
  /** IPTC's digital source type: `auto` says it where a draft or another made picture is in it. */
  aiLabel: z.enum(['auto', 'always', 'never']).default('auto'),
})

/** One kind of file that a document is exported as. */
export const exportRecipe = z.strictObject({
  /** Told in the file's name by `{recipe}`. */
  name: z.string().trim().min(1).max(60),
  format: exportFormat.default('png'),
  /** 1..100, for formats that lose something. */
  quality: z.int().min(1).max(100).default(90),
  size: exportSize.default({ kind: 'original' }),
  /** The colours are those of sRGB either way; `display-p3` tells them in the wider space. */
  profile: z.enum(['srgb', 'display-p3']).default('srgb'),
  /** Under what is transparent, where the format has no alpha. */
  background: colour.default('#ffffff'),
  watermark: watermark.nullable().default(null),
  metadata: exportMetadata.prefault({}),
})
export type ExportRecipe = z.output<typeof exportRecipe>

export const exportRecipes = z
  .array(exportRecipe)
  .min(1)
  .max(50)
  .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, { error: 'Each recipe has its own name' })

/** Placeholders: `{name}`, `{recipe}`, `{width}`, `{height}`, `{date}`, `{version}` (the step of the history). */
export const nameTemplate = z.string().trim().min(1).max(200).default('{name} {recipe}')

/** The name of a file without its ending. Unknown placeholders stay as they are. */
export function fillNameTemplate(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([a-z]+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole)).trim()
}

/** The size that a recipe gives a picture. */
export function exportedSize(picture: Size, size: ExportSize): Size {
  switch (size.kind) {
    case 'original':
      return { width: picture.width, height: picture.height }
    case 'scale':
      return scaled(picture, size.factor)
    case 'inside':
      return scaled(picture, Math.min(1, size.width / picture.width, size.height / picture.height))
    case 'cover':
    case 'pad':
      return { width: size.width, height: size.height }
  }
}

function scaled({ width, height }: Size, factor: number): Size {
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) }
}
