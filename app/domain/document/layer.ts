import { z } from 'zod'
import { corrections } from '../corrections.ts'
import { jobId } from '../ids.ts'
import { adjustments, contactShadow, NO_ADJUSTMENTS, upscale } from './adjustments.ts'
import { fill, picture } from './fill.ts'
import { transform } from './frame.ts'
import { layerId, mask } from './mask.ts'
import { between, colour, share } from './numbers.ts'
import { patchOf } from './patch.ts'

/** Those of canvas 2D; `normal` is its `source-over`. */
export const BLEND_MODES = [
  'normal',
  'multiply',
  'screen',
  'overlay',
  'darken',
  'lighten',
  'color-dodge',
  'color-burn',
  'hard-light',
  'soft-light',
  'difference',
  'exclusion',
  'hue',
  'saturation',
  'color',
  'luminosity',
] as const
export const blendMode = z.enum(BLEND_MODES)
export type BlendMode = z.output<typeof blendMode>

/** The families that come with the studio. Letters that one lacks are taken from the others. */
export const FONT_FAMILIES = ['IBM Plex Sans', 'IBM Plex Sans Hebrew', 'IBM Plex Sans Arabic'] as const

export const layerName = z.string().trim().min(1).max(200)

/** What every layer has. */
const common = {
  name: layerName,
  visible: z.boolean().default(true),
  /** A locked layer changes only by being unlocked, shown or hidden. */
  locked: z.boolean().default(false),
  opacity: share.default(1),
  blend: blendMode.default('normal'),
}

const photoFields = {
  ...common,
  /** What the picture shows: a cut-out of a person or garment is a photo with a mask. */
  role: z.enum(['picture', 'person', 'garment']).default('picture'),
  picture,
  transform,
  shadow: contactShadow.nullable().default(null),
  upscale: upscale.nullable().default(null),
  /** A draft that is put right on the canvas: the layer shows that draft with these corrections over its own. */
  draft: z.strictObject({ jobId, corrections }).nullable().default(null),
}

const logoFields = { ...common, picture, transform, shadow: contactShadow.nullable().default(null) }

const backgroundFields = { ...common, fill }

/** What the letters of a text look like. */
const textLookFields = {
  content: z
    .string()
    .max(2000)
    // Line breaks are the only control characters with a meaning here.
    .regex(/^[^\p{Cc}]*(\n[^\p{Cc}]*)*$/u),
  family: z.enum(FONT_FAMILIES).default('IBM Plex Sans'),
  weight: z.literal([100, 200, 300, 400, 500, 600, 700]).default(400),
  sizePx: between(1, 4000).default(64),
  /** Start and end follow the direction. */
  align: z.enum(['start', 'centre', 'end']).default('start'),
  /** Added after each letter, as a share of the size. Letters that are joined stay joined. */
  tracking: between(-0.2, 2).default(0),
  /** From line to line, as a share of the size. */
  lineHeight: between(0.5, 4).default(1.25),
  /** `auto` is decided by the first letter that has a direction. */
  direction: z.enum(['auto', 'ltr', 'rtl']).default('auto'),
  /** Where lines are broken; null only at line breaks. */
  maxWidthPx: between(1, 65_536).nullable().default(null),
}
export const textLook = z.strictObject(textLookFields)
export type TextLook = z.output<typeof textLook>

/** A layer of text is as large as its lines at scale 1; its middle stays where `transform` says. */
const textFields = {
  ...common,
  transform,
  ...textLookFields,
  colour: colour.default('#ffffff'),
  shadow: contactShadow.nullable().default(null),
}

/** These have commands of their own. */
const masked = { mask: mask.nullable().default(null), adjustments: adjustments.default(NO_ADJUSTMENTS) }
const id = { id: layerId }

export const photoLayer = z.strictObject({ kind: z.literal('photo'), ...id, ...photoFields, ...masked })
export const logoLayer = z.strictObject({ kind: z.literal('logo'), ...id, ...logoFields, ...masked })
/** Its pixels, for a mask, are those of the canvas. */
export const backgroundLayer = z.strictObject({ kind: z.literal('background'), ...id, ...backgroundFields, ...masked })
export const textLayer = z.strictObject({ kind: z.literal('text'), ...id, ...textFields })
export type PhotoLayer = z.output<typeof photoLayer>
export type LogoLayer = z.output<typeof logoLayer>
export type BackgroundLayer = z.output<typeof backgroundLayer>
export type TextLayer = z.output<typeof textLayer>

export const layer = z.discriminatedUnion('kind', [photoLayer, logoLayer, backgroundLayer, textLayer])
export type Layer = z.output<typeof layer>
export type LayerKind = Layer['kind']

/** Fields of a layer of any kind that one command may change; those that the layer's kind does not have are refused. */
export const layerPatch = patchOf({ ...photoFields, ...backgroundFields, ...textFields })
export type LayerPatch = z.output<typeof layerPatch>

const namesOf = (fields: object): ReadonlySet<string> => new Set(Object.keys(fields))
/** What `layerPatch` may name for each kind. */
export const PATCHABLE: Readonly<Record<LayerKind, ReadonlySet<string>>> = {
  photo: namesOf(photoFields),
  logo: namesOf(logoFields),
  background: namesOf(backgroundFields),
  text: namesOf(textFields),
}
