import { z } from 'zod'
import { strokePath } from '../brush-stroke.ts'
import { artifactId } from '../ids.ts'
import { between, share } from './numbers.ts'
import { patchOf } from './patch.ts'
import { roundShare } from './round-share.ts'

/** Strokes that one mask holds; what is painted beyond is folded into its source first. */
export const MOST_STROKES = 4096

/** Chosen by whoever adds it; unique within its document (layers) or its mask (strokes). */
const madeUpId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/)
export const layerId = madeUpId
export const strokeId = madeUpId

const path = {
  ...strokePath.shape,
  points: strokePath.shape.points.overwrite((points) => points.map(([x, y]) => [roundShare(x), roundShare(y)])),
}

/** One pull of the brush over a mask, in shares of the layer's picture. */
export const maskStroke = z
  .strictObject({
    id: strokeId,
    ...path,
    /** Pressure of a pen at each point, 0..1: the brush has that share of its width there. Null for a mouse. */
    pressure: z.array(share.overwrite(roundShare)).max(1024).nullable().default(null),
    /** Stops at the edges of what is painted over. */
    followEdges: z.boolean().default(false),
  })
  .refine(({ pressure, points }) => pressure === null || pressure.length === points.length, { error: 'A pressure for each point' })
export type MaskStroke = z.output<typeof maskStroke>

/**
 * What a mask is before it is brushed. `cut-out` and `folded` are one-channel pictures, 255 inside, of the whole layer at whatever
 * size they were made. How a cut-out came about is told so that it can be made again.
 */
export const maskSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('whole') }),
  z.strictObject({
    kind: z.literal('cut-out'),
    artifact: artifactId,
    subject: z.enum(['person', 'garment', 'scribble']),
    /** What magic select was shown: `add` is inside. */
    seeds: z.array(z.strictObject(path)).max(64).default([]),
  }),
  /** Strokes painted into one picture, where they had become too many. */
  z.strictObject({ kind: z.literal('folded'), artifact: artifactId }),
])
export type MaskSource = z.output<typeof maskSource>

const settings = {
  enabled: z.boolean().default(true),
  inverted: z.boolean().default(false),
  source: maskSource.default({ kind: 'whole' }),
  /** Moves the edge outwards, in pixels of the layer; negative inwards. */
  shiftPx: between(-100, 100).default(0),
  /** Softens the edge, in pixels of the layer. */
  featherPx: between(0, 250).default(0),
  /** How much of the old ground's colour is taken out of the edge. */
  decontaminate: share.default(0),
}

const strokes = z
  .array(maskStroke)
  .max(MOST_STROKES)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'Each stroke has its own id' })
  .default([])

/** Which part of a layer is seen. Source, then strokes in their order, then edge, then inversion. */
export const mask = z.strictObject({ ...settings, strokes })
export type Mask = z.output<typeof mask>

/** Changes to a mask; `strokes` replaces all of them, as folding does. */
export const maskPatch = patchOf({ ...settings, strokes })
