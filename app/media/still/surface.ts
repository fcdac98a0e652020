import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import { type Rgb8, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import type { Canvas2D } from '../../raster/paint/canvas-2d.ts'
import { withAlpha } from '../../raster/with-alpha.ts'

/** A picture in memory that can be painted on, in Skia on the processor: the same bytes as in a browser's software canvas. */
export interface Surface {
  readonly canvas: Canvas
  readonly ctx: Canvas2D
}

/** A transparent surface. */
export function createSurface({ width, height }: Size): Surface {
  const canvas = createCanvas(width, height)
  return { canvas, ctx: canvas.getContext('2d') as unknown as Canvas2D }
}

/** A surface that holds a picture. */
export function surfaceOf(picture: Rgb8 | Rgba8): Surface {
  const surface = createSurface(picture)
  writePixels(surface, picture)
  return surface
}

/** Replaces everything on a surface of the picture's size. */
function writePixels({ canvas }: Surface, picture: Rgb8 | Rgba8): void {
  const data = clamped(withAlpha(picture).data)
  canvas.getContext('2d').putImageData(new ImageData(data, picture.width, picture.height), 0, 0)
}

/** What is on a surface, with straight alpha. */
export function readPixels({ canvas }: Surface): Rgba8 {
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
  return rgba8(canvas.width, canvas.height, new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
}

function clamped(data: Uint8Array): Uint8ClampedArray {
  return new Uint8ClampedArray(data.buffer, data.byteOffset, data.byteLength)
}
