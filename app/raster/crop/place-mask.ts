import { type Plane, plane, type Size } from '../../domain/raster.ts'
import { type Affine, invert, scaleAfter } from './affine.ts'

/**
 * Lays a network's square answer back where its crop came from.
 *
 * @param mask values of the crop, row-major.
 * @param toPicture from pixels of the mask to pixels of a picture of the size `picture`.
 * @param size of the answer: a smaller copy of the picture.
 * @returns bilinear inside the crop, 0 outside.
 */
export function placeMask(mask: Plane, where: { readonly toPicture: Affine; readonly picture: Size; readonly size: Size }): Plane {
  const { picture, size } = where
  const out = plane(size.width, size.height)
  const inverse = invert(scaleAfter(where.toPicture, size.width / picture.width, size.height / picture.height))
  const { width, height, data } = mask
  for (let y = 0, o = 0; y < size.height; y++) {
    let u = inverse.a * 0.5 + inverse.b * (y + 0.5) + inverse.tx - 0.5
    let v = inverse.c * 0.5 + inverse.d * (y + 0.5) + inverse.ty - 0.5
    for (let x = 0; x < size.width; x++, o++, u += inverse.a, v += inverse.c) {
      if (u < -0.5 || v < -0.5 || u > width - 0.5 || v > height - 0.5) continue
      const px = u < 0 ? 0 : Math.min(u, width - 1)
      const py = v < 0 ? 0 : Math.min(v, height - 1)
      const column = px | 0
      const row = py | 0
      const i = row * width + column
      const right = column < width - 1 ? 1 : 0
      const below = row < height - 1 ? width : 0
      const top = data[i] + (data[i + right] - data[i]) * (px - column)
      const bottom = data[i + below] + (data[i + below + right] - data[i + below]) * (px - column)
      out.data[o] = top + (bottom - top) * (py - row)
    }
  }
  return out
}

/** The smallest box, in pixels of the plane, that holds every value above `threshold`; null when there is none. */
export function boundsAbove(mask: Plane, threshold: number): { x: number; y: number; width: number; height: number } | null {
  let left = mask.width
  let right = -1
  let top = -1
  let bottom = -1
  for (let y = 0; y < mask.height; y++) {
    const span = spanAbove(mask, threshold, y)
    if (span === null) continue
    if (top < 0) top = y
    bottom = y
    left = Math.min(left, span.first)
    right = Math.max(right, span.last)
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 }
}

/**
 * The first and the last value of a row above a threshold. Apart on purpose: as one loop over all pixels V8 (Node 24.21) now and then forgot the
 * top row when it went over to optimised code in the middle of it, and somebody 271 px tall was 160.
 */
function spanAbove({ width, data }: Plane, threshold: number, y: number): { first: number; last: number } | null {
  let first = 0
  while (first < width && data[y * width + first] <= threshold) first++
  if (first === width) return null
  let last = width - 1
  while (data[y * width + last] <= threshold) last--
  return { first, last }
}
