import { type Plane, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import type { Box } from '../crop/affine.ts'
import { resampleRows, wholeOf } from '../resample-rows.ts'

/** A mask of one byte a pixel, 255 inside: a quarter of a plane's memory, for pictures of 24 megapixels. Row-major, top left first. */
export interface ByteMask extends Size {
  readonly data: Uint8Array
}

export function byteMask({ width, height }: Size, data: Uint8Array = new Uint8Array(width * height)): ByteMask {
  if (data.length !== width * height) throw new RangeError(`Mask data has ${data.length} values, its size needs ${width * height}`)
  return { width, height, data }
}

/** A mask of 0..1 as bytes, at another size: area mean where it shrinks, Catmull-Rom where it grows. */
export function bytesOfPlane(source: Plane, size: Size): ByteMask {
  const out = byteMask(size)
  const { width, height, data } = source
  const read = (y: number, line: Float32Array): void => line.set(data.subarray(y * width, (y + 1) * width))
  resampleRows({ width, height, channels: 1, read }, { box: wholeOf(source), size }, (y, line) => {
    for (let x = 0, o = y * size.width; x < size.width; x++, o++) out.data[o] = Math.max(0, Math.min(255, line[x] * 255 + 0.5))
  })
  return out
}

/** A part of a mask, on its own. `box` lies in the mask, on whole pixels. */
export function cutMask({ width, data }: ByteMask, box: Box): ByteMask {
  const out = byteMask(box)
  for (let y = 0; y < box.height; y++) {
    const from = (box.y + y) * width + box.x
    out.data.set(data.subarray(from, from + box.width), y * box.width)
  }
  return out
}

/** What a mask leaves of pixels of its size. Straight alpha; colours stay. */
export function applyMask(pixels: Rgba8, { data }: ByteMask): Rgba8 {
  const out = rgba8(pixels.width, pixels.height, pixels.data.slice())
  for (let i = 0, a = 3; i < data.length; i++, a += 4) out.data[a] = mulBytes(out.data[a], data[i])
  return out
}

/** The product of two shares in bytes, rounded. */
function mulBytes(a: number, b: number): number {
  return Math.round((a * b) / 255)
}
