import { z } from 'zod'
import { BRUSHED_MASKS } from './brushed-mask.ts'
import { MOST_GARMENTS } from './garment-region.ts'
import { MOST_PAINTED, MOST_POINTS, MOST_STROKE_POINTS, MOST_STROKES, paintedBy, pointsIn } from './stroke-limits.ts'

/** A brush may leave the picture; farther out it does nothing. */
const share = z.number().min(-0.5).max(1.5)

/** One pull of a brush: how it went over a picture, and what it did there. */
export const strokePath = z.object({
  mode: z.enum(['add', 'erase']),
  /** Diameter, as a share of the picture's long side. */
  width: z.number().min(0.0005).max(0.5),
  /** Share of the radius that is painted in full: 1 is a hard edge. */
  hardness: z.number().min(0).max(1).default(0.8),
  /** `[x, y]` as shares of the picture's width and height; one point is a dab. */
  points: z
    .array(z.tuple([share, share]))
    .min(1)
    .max(MOST_STROKE_POINTS),
})
export type StrokePath = z.output<typeof strokePath>

/**
 * A stroke over a mask. Masks of the person are painted in shares of the working picture, a cut-out in shares of the garment's.
 *
 * `garment`: its place in the wearing order, from 0. A cut-out without it is the innermost one's. `old-garment`, `arms` and `front`
 * without it count for every garment; with it only for the half of the body that this garment goes on: a hem belongs to the top
 * and not to the trousers.
 */
export const brushStroke = strokePath.extend({
  mask: z.enum(BRUSHED_MASKS),
  garment: z
    .int()
    .min(0)
    .max(MOST_GARMENTS - 1)
    .nullable()
    .default(null),
})
export type BrushStroke = z.output<typeof brushStroke>

/** In the order in which they were painted: later ones go over earlier ones. */
export const brushStrokes = z
  .array(brushStroke)
  .max(MOST_STROKES)
  .refine((strokes) => pointsIn(strokes) <= MOST_POINTS, { error: 'Too many points' })
  .refine((strokes) => paintedBy(strokes) <= MOST_PAINTED, { error: 'Too much is painted' })
