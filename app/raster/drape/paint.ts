import type { Plane, Rgb8, Rgba8 } from '../../domain/raster.ts'
import type { Box } from '../crop/affine.ts'

/** A picture under work and how much of each pixel shows the new garment. */
export interface Canvas {
  readonly picture: Rgb8
  /** 0..1 at the picture's size. */
  readonly shown: Plane
}

/**
 * Lays a premultiplied layer over the canvas. `gain` is its brightness at a pixel, `keep` (0..1) how much of it is not hidden.
 *
 * @param layer empty outside its box.
 */
export function paintLayer(
  { picture, shown }: Canvas,
  { pixels, box }: { readonly pixels: Rgba8; readonly box: Box },
  options: { readonly gain?: (index: number) => number; readonly keep?: (index: number) => number } = {},
): void {
  const { gain, keep } = options
  for (let y = box.y; y < box.y + box.height; y++) {
    const start = y * shown.width + box.x
    for (let i = start, o = 4 * start; i < start + box.width; i++, o += 4) {
      if (pixels.data[o + 3] === 0) continue
      const kept = keep ? keep(i) : 1
      if (kept <= 0) continue
      const alpha = (pixels.data[o + 3] / 255) * kept
      const bright = (gain ? gain(i) : 1) * kept
      for (let c = 0; c < 3; c++) {
        const value = picture.data[3 * i + c] * (1 - alpha) + pixels.data[o + c] * bright
        picture.data[3 * i + c] = value > 254.5 ? 255 : value + 0.5
      }
      shown.data[i] += (1 - shown.data[i]) * alpha
    }
  }
}

/** A weight 0..1 at each pixel of a box of whole pixels; 0 outside it. */
export interface LocalWeight {
  readonly box: Box
  readonly at: (index: number) => number
}

/** Brings another picture's pixels to the front by weights 0..1; a plain function holds for the whole picture. */
export function reveal({ picture, shown }: Canvas, from: Rgb8, weight: LocalWeight | LocalWeight['at']): void {
  const { box, at } = typeof weight === 'function' ? { box: { x: 0, y: 0, width: shown.width, height: shown.height }, at: weight } : weight
  for (let y = box.y; y < box.y + box.height; y++) {
    const start = y * shown.width + box.x
    for (let i = start; i < start + box.width; i++) {
      const share = at(i)
      if (share <= 0) continue
      for (let c = 3 * i; c < 3 * i + 3; c++) {
        picture.data[c] = picture.data[c] + (from.data[c] - picture.data[c]) * share + 0.5
      }
      shown.data[i] *= 1 - share
    }
  }
}

/** Multiplies brightness in place, inside a box. */
export function dim(picture: Rgb8, { box, at }: LocalWeight): void {
  for (let y = box.y; y < box.y + box.height; y++) {
    const start = y * picture.width + box.x
    for (let i = start, o = 3 * start; i < start + box.width; i++, o += 3) {
      const factor = at(i)
      if (factor >= 1) continue
      picture.data[o] = picture.data[o] * factor + 0.5
      picture.data[o + 1] = picture.data[o + 1] * factor + 0.5
      picture.data[o + 2] = picture.data[o + 2] * factor + 0.5
    }
  }
}
