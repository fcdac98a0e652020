import { z } from 'zod'
import { adjustments, NO_ADJUSTMENTS } from './adjustments.ts'
import { canvasSize, crop } from './frame.ts'
import { layer } from './layer.ts'

/** The version of documents that this program writes. A change that older programs would misread is a new one, with a step in `UPGRADES`. */
export const DOCUMENT_VERSION = 1

export const MOST_LAYERS = 100

export const documentName = z.string().trim().min(1).max(200)

/** Layers from the bottom up; each id stands once. */
export const layers = z
  .array(layer)
  .max(MOST_LAYERS)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'Each layer has its own id' })

/**
 * A picture as instructions: pictures of the library in layers, and what is done to them. Nothing in it is a pixel, so no original is
 * ever touched. Changed only by commands (`applyCommand`).
 */
export const document = z.strictObject({
  version: z.literal(DOCUMENT_VERSION),
  name: documentName,
  canvas: canvasSize,
  /** Null shows the whole canvas. */
  crop: crop.nullable().default(null),
  /** Over everything, after the layers are put together. */
  adjustments: adjustments.default(NO_ADJUSTMENTS),
  layers: layers.default([]),
})
export type Document = z.output<typeof document>
