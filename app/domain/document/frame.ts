import { z } from 'zod'
import { between, degrees, documentPx, MOST_SIDE_PX } from './numbers.ts'

const sidePx = z.int().min(1).max(MOST_SIDE_PX)

/** What is painted on: its size in document pixels, transparent where no layer is, and the colours that pixels are told in. */
export const canvasSize = z.strictObject({
  width: sidePx,
  height: sidePx,
  /** `display-p3` keeps what a wide-gamut original has beyond sRGB. */
  colourSpace: z.enum(['srgb', 'display-p3']).default('srgb'),
})
export type CanvasSize = z.output<typeof canvasSize>

/**
 * Where a layer lies. A point of the layer (in its own pixels, from its middle) is mirrored, scaled, turned about that middle,
 * then moved to `x`, `y`.
 */
export const transform = z.strictObject({
  /** The layer's middle in document pixels, from the top left of the canvas. */
  x: documentPx,
  y: documentPx,
  /** Document pixels per pixel of the layer. */
  scale: between(0.001, 1000).default(1),
  rotation: degrees.default(0),
  flipX: z.boolean().default(false),
  flipY: z.boolean().default(false),
})
export type Transform = z.output<typeof transform>

/**
 * The part of the canvas that is shown and exported; nothing outside is lost. The canvas is turned by `angle` about the middle of
 * the frame, what lies in the frame then is cut out, and mirrored last. The picture that comes of it has the frame's size, rounded.
 */
export const crop = z.strictObject({
  x: documentPx,
  y: documentPx,
  width: between(1, MOST_SIDE_PX),
  height: between(1, MOST_SIDE_PX),
  /** Straightening and quarter turns. */
  angle: degrees.default(0),
  flipX: z.boolean().default(false),
  flipY: z.boolean().default(false),
  /** Sides that the frame is held to while it is dragged, such as 4 to 5; null is free. */
  ratio: z
    .strictObject({ width: between(0.01, 10_000), height: between(0.01, 10_000) })
    .nullable()
    .default(null),
})
export type Crop = z.output<typeof crop>
