import { z } from 'zod'
import { adjustmentsPatch } from './adjustments.ts'
import { documentName, MOST_LAYERS } from './document.ts'
import { canvasSize, crop } from './frame.ts'
import { layer, layerPatch } from './layer.ts'
import { layerId, MOST_STROKES, maskPatch, maskStroke, strokeId } from './mask.ts'

const layerIndex = z.int().min(0).max(MOST_LAYERS)

/** Everything that can be done to a document, each a thing of its own. */
const single = z.discriminatedUnion('type', [
  /** At `index` from the bottom; without it on top. */
  z.strictObject({ type: z.literal('add-layer'), layer, index: layerIndex.optional() }),
  z.strictObject({ type: z.literal('remove-layer'), layerId }),
  /** `index`: where it lies afterwards, from the bottom. */
  z.strictObject({ type: z.literal('move-layer'), layerId, index: layerIndex }),
  /** Fields are replaced whole; those that are not named stay. */
  z.strictObject({ type: z.literal('set-layer'), layerId, patch: layerPatch }),
  /** Gives a layer a mask where it has none (what is not named has its default), changes it, or with null takes it away. */
  z.strictObject({ type: z.literal('set-mask'), layerId, patch: maskPatch.nullable() }),
  /** At `index` among the strokes; without it as the last. */
  z.strictObject({ type: z.literal('add-stroke'), layerId, stroke: maskStroke, index: z.int().min(0).max(MOST_STROKES).optional() }),
  z.strictObject({ type: z.literal('remove-stroke'), layerId, strokeId }),
  /** Of a layer, or with null of the document. Steps are replaced whole. */
  z.strictObject({ type: z.literal('set-adjustments'), layerId: layerId.nullable(), patch: adjustmentsPatch }),
  z.strictObject({ type: z.literal('set-crop'), crop: crop.nullable() }),
  z.strictObject({ type: z.literal('set-canvas'), canvas: canvasSize }),
  /** The document; a layer's name is one of its fields. */
  z.strictObject({ type: z.literal('rename'), name: documentName }),
])
export type SingleCommand = z.output<typeof single>

/** `batch` is all or nothing and one thing to take back. */
export const command = z.discriminatedUnion('type', [
  single,
  z.strictObject({ type: z.literal('batch'), commands: z.array(single).min(1).max(1000) }),
])
export type Command = z.output<typeof command>
