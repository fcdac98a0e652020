import type { Plane, Rgba8, Size } from '../../domain/raster.ts'
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

/** Leaves of pixels what a mask of their size leaves, in place: alpha becomes less, colours stay. */
export function applyMask(pixels: Rgba8, mask: ByteMask): void {
  for (let i = 0, a = 3; i < mask.data.length; i++, a += 4) pixels.data[a] = Math.round((pixels.data[a] * mask.data[i]) / 255)
}

/** A part of a mask and where it lies, on whole pixels. */
export interface MaskPart {
  readonly box: Box
  readonly mask: ByteMask
}

/**
 * The same for a part that a brush has changed: inside its box, pixels get the alpha that the part leaves of what was there before any mask.
 *
 * @param pixels are changed in place. `base` is of the same size, the layer without its mask.
 */
export function applyMaskPart(pixels: Rgba8, base: Rgba8, { box, mask }: MaskPart): void {
  for (let y = 0, i = 0; y < box.height; y++) {
    for (let x = 0, a = 4 * ((box.y + y) * pixels.width + box.x) + 3; x < box.width; x++, i++, a += 4) {
      pixels.data[a] = Math.round((base.data[a] * mask.data[i]) / 255)
    }
  }
}
