import type { Document } from '../../../app/domain/document/document.ts'
import type { Layer } from '../../../app/domain/document/layer.ts'
import type { Size } from '../../../app/domain/raster.ts'
import { type Affine, type Box, invert } from '../../../app/raster/crop/affine.ts'
import { layerMap } from '../../../app/raster/paint/maps.ts'
import { mapPoint } from '../canvas/camera.ts'
import type { Spot, ToolScene } from './tool.ts'

/** A layer that lies somewhere; a background covers everything. */
export type PlacedLayer = Exclude<Layer, { readonly kind: 'background' }>

export const isPlaced = (layer: Layer | null | undefined): layer is PlacedLayer =>
  layer !== null && layer !== undefined && layer.kind !== 'background'

/** Corners of a layer in document pixels, clockwise from its own top left. */
export function cornersOf({ transform }: PlacedLayer, size: Size): readonly [Spot, Spot, Spot, Spot] {
  const map = layerMap(transform, size)
  const at = (x: number, y: number): Spot => mapPoint(map, { x: x * size.width, y: y * size.height })
  return [at(0, 0), at(1, 0), at(1, 1), at(0, 1)]
}

export function boxAround(points: readonly Spot[]): Box {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

/** From document pixels to those of the layer. */
export function toLayer(layer: PlacedLayer, size: Size): Affine {
  return invert(layerMap(layer.transform, size))
}

/** Size of a layer in its own pixels, where that is told by the document. */
export function ownSize(document: Document, layer: Layer): Size | null {
  if (layer.kind === 'background') return document.canvas
  return layer.kind === 'text' ? null : layer.picture
}

/** The topmost layer under a spot that can be taken: seen, not locked, no background. */
export function layerAt({ document, sizeOf }: Pick<ToolScene, 'document' | 'sizeOf'>, spot: Spot): PlacedLayer | null {
  for (const layer of document.layers.toReversed()) {
    if (!isPlaced(layer) || !layer.visible || layer.locked || layer.opacity === 0) continue
    const size = sizeOf(layer)
    if (size !== null && isInside(mapPoint(toLayer(layer, size), spot), size)) return layer
  }
  return null
}

function isInside({ x, y }: Spot, { width, height }: Size): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height
}
