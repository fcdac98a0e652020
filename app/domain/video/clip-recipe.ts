import { z } from 'zod'
import { between, colour, share } from '../document/numbers.ts'
import { nameTemplate, watermark } from '../export/export-recipe.ts'
import type { Size } from '../raster.ts'
import { type ClipRatio, clipRatio } from './networks.ts'

export const CLIP_CODECS = ['h264', 'hevc', 'vp9', 'av1', 'prores'] as const
export const clipCodec = z.enum(CLIP_CODECS)
export type ClipCodec = z.output<typeof clipCodec>

/** How a frame of another shape is filled: cut to it around the subject, or shown whole over its own blur or a colour. */
export const CLIP_FITS = ['crop', 'blur', 'color'] as const
export const clipFit = z.enum(CLIP_FITS)
export type ClipFit = z.output<typeof clipFit>

/** One file that a clip is exported as. */
export const clipOutput = z.strictObject({
  /** Told in the file's name by `{recipe}`. */
  name: z.string().trim().min(1).max(60),
  ratio: clipRatio,
  /** Of the finished frame; 2160 with 16:9 is 4K. */
  shortSidePx: z.int().min(64).max(2160).multipleOf(2).default(1080),
  fit: clipFit.default('crop'),
  /** Where the crop stays, 0 left or top, 1 right or bottom; null follows the subject. */
  place: share.nullable().default(null),
  /** Networks whose covered zones are kept free; null means all that take the shape. */
  networks: z.array(z.string().max(40)).max(20).nullable().default(null),
  /** Beside the file of a network, for its caption. */
  caption: z.string().max(5000).nullable().default(null),
})
export type ClipOutput = z.output<typeof clipOutput>

/** How large a file becomes. A size is aimed at in two passes. */
export const clipAim = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quality'), quality: z.int().min(1).max(100).default(75) }),
  z.strictObject({ kind: z.literal('size'), megabytes: between(0.05, 4000) }),
])

/** Codecs that two passes are made with. */
const TWO_PASS_CODECS: readonly ClipCodec[] = ['h264', 'vp9']

/** Everything that a clip is exported as: all outputs come of one decode. */
export const clipRecipe = z
  .strictObject({
    outputs: z
      .array(clipOutput)
      .min(1)
      .max(8)
      .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, { error: 'Each output has its own name' }),
    /** The part that is kept, in milliseconds from the first frame; null keeps all. */
    trim: z
      .strictObject({ startMs: z.number().min(0), endMs: z.number().positive() })
      .refine(({ startMs, endMs }) => endMs - startMs >= 40, { error: 'A part is at least 40 ms long' })
      .nullable()
      .default(null),
    watermark: watermark.nullable().default(null),
    codec: clipCodec.default('h264'),
    aim: clipAim.prefault({ kind: 'quality' }),
    /** `hardware` where an encoder of the machine has proved itself with a frame, else as `software`. */
    encoder: z.enum(['software', 'hardware']).default('software'),
    /** Behind a frame that is shown whole where `fit` is `color`. */
    colour: colour.default('#000000'),
    /** -14 LUFS and at most -1.5 dBTP, as the networks play it; or as it is; or none. */
    sound: z.enum(['normalise', 'keep', 'remove']).default('normalise'),
    /** A picture of the best frame of each output. */
    cover: z.boolean().default(false),
    /** Short moving pictures of the first output. */
    gif: z.boolean().default(false),
    webp: z.boolean().default(false),
    /** Nothing of the original but what is chosen here: no place, no camera. */
    metadata: z
      .strictObject({ creator: z.string().max(200).nullable().default(null), copyright: z.string().max(500).nullable().default(null) })
      .prefault({}),
    nameTemplate,
  })
  .refine(({ aim, codec }) => aim.kind === 'quality' || TWO_PASS_CODECS.includes(codec), {
    error: `A file size can be aimed at with ${TWO_PASS_CODECS.join(' and ')}`,
    path: ['aim'],
  })
export type ClipRecipe = z.output<typeof clipRecipe>

/** The size of a finished frame; both sides are even, as encoders want them. */
export function outputSize(ratio: ClipRatio, shortSidePx: number): Size {
  const [across = 1, down = 1] = ratio.split(':').map(Number)
  const even = (length: number): number => 2 * Math.round(length / 2)
  return across < down
    ? { width: shortSidePx, height: even((shortSidePx * down) / across) }
    : { width: even((shortSidePx * across) / down), height: shortSidePx }
}
