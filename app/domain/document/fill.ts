import { z } from 'zod'
import { assetId, contentHash } from '../ids.ts'
import { between, colour, degrees, MOST_SIDE_PX, share } from './numbers.ts'

/**
 * A picture of the library: `hash` is what is painted, `assetId` where a person finds it. The size is that of the upright picture,
 * told here so that a document can be laid out without a file.
 */
export const picture = z.strictObject({
  assetId,
  hash: contentHash,
  width: z.int().min(1).max(65_535),
  height: z.int().min(1).max(65_535),
})
export type Picture = z.output<typeof picture>

/** `at`: 0 is where the gradient begins. Colours between stops are mixed as canvas 2D mixes them. */
const stops = z
  .array(z.strictObject({ at: share, colour }))
  .min(2)
  .max(16)
  .refine((all) => all.every((stop, i) => i === 0 || stop.at >= (all[i - 1]?.at ?? 0)), { error: 'Stops go upwards' })

/** What a background is filled with. It always covers the whole canvas. */
export const fill = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('colour'), colour }),
  /** Along `angle`: 0 runs from left to right, 90 from top to bottom; it spans the canvas from corner to corner, as in CSS. */
  z.strictObject({ kind: z.literal('linear'), angle: degrees.default(90), stops }),
  /** From `x`, `y` (shares of the canvas) outwards; `radius` is a share of the canvas's diagonal. */
  z.strictObject({
    kind: z.literal('radial'),
    x: share.default(0.5),
    y: share.default(0.5),
    radius: between(0.01, 4).default(0.5),
    stops,
  }),
  /** Scaled until it covers the canvas; `x`, `y` is the share of the picture that stays in sight where it is too wide or too high. */
  z.strictObject({
    kind: z.literal('picture'),
    picture,
    x: share.default(0.5),
    y: share.default(0.5),
    blurPx: between(0, 500).default(0),
  }),
  /** The picture of a photo layer where it lies, without its mask, blurred; its edges are drawn out to the canvas's. */
  z.strictObject({ kind: z.literal('blurred'), layerId: z.string().max(40), blurPx: between(0, 500).default(40) }),
])
export type Fill = z.output<typeof fill>

/** The longest sides that a picture can have as a canvas, kept in proportion. */
export function fitCanvas(size: { readonly width: number; readonly height: number }): { width: number; height: number; scale: number } {
  const scale = Math.min(1, MOST_SIDE_PX / Math.max(size.width, size.height))
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)), scale }
}
