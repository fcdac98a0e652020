import { type Plane, plane, type Rgba8, type Size } from '../../domain/raster.ts'
import type { Box } from '../crop/affine.ts'
import type { FitLayer, GarmentFit, LayerName } from '../fit/fit.ts'
import { scaleSource, stripBounds } from '../fit/strip.ts'
import { drawStrip } from './draw-strip.ts'
import { emptyLayer, type Texture } from './texture.ts'

/** One layer of the garment as pixels on the person: premultiplied, at the photo's size. */
export interface DrawnLayer {
  readonly name: LayerName
  readonly pixels: Rgba8
  /** Every pixel outside it is empty. */
  readonly box: Box
}

/** The textures of a fit by layer; `size` of the anchors that the strips' source coordinates are in. */
export interface FitTextures {
  readonly anchorSize: Size
  readonly textureOf: (name: LayerName) => Texture
}

/** Draws every layer of a fit. */
export function drawFit(fit: GarmentFit, textures: FitTextures, size: Size): DrawnLayer[] {
  return fit.layers.map((layer: FitLayer) => {
    const texture = textures.textureOf(layer.name)
    const factor = { x: texture.width / textures.anchorSize.width, y: texture.height / textures.anchorSize.height }
    const pixels = emptyLayer(size)
    drawStrip(texture, scaleSource(layer.strip, factor), pixels)
    return { name: layer.name, pixels, box: stripBounds(layer.strip, size) }
  })
}

/** Union of the layers' alpha but for the inside of the back, 0..1. */
export function coverageOf(drawn: readonly DrawnLayer[], size: Size): Plane {
  const out = plane(size.width, size.height)
  for (const { name, pixels, box } of drawn) {
    if (name === 'back') continue
    for (let y = box.y; y < box.y + box.height; y++) {
      const start = y * size.width + box.x
      for (let i = start; i < start + box.width; i++) out.data[i] += (1 - out.data[i]) * (pixels.data[4 * i + 3] / 255)
    }
  }
  return out
}
