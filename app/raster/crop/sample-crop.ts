import type { Rgb8, Size } from '../../domain/raster.ts'
import { type Affine, scaleAfter } from './affine.ts'
import type { Pyramid } from './pyramid.ts'

export interface CropOptions {
  readonly size: Size
  /** From crop pixels to pixels of the picture. */
  readonly toPicture: Affine
  /** A byte becomes `(byte - mean) / std`. */
  readonly mean: number
  readonly std: number
  /** Beyond the picture: black, or its border repeated. */
  readonly outside: 'black' | 'repeat'
}

/**
 * Cuts a turned, scaled piece out of a picture for a network: bilinear, from the pyramid level that is between once and
 * twice as fine as the crop, so that shrinking does not alias.
 *
 * @returns planar floats, 3 x height x width (red, green, blue).
 */
export function sampleCrop(picture: Pyramid, options: CropOptions): Float32Array {
  const { toPicture } = options
  const scale = Math.sqrt(Math.abs(toPicture.a * toPicture.d - toPicture.b * toPicture.c))
  const level = Math.min(picture.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(scale, 1)))))
  // Halving drops an odd last row or column, so the exact factor is a power of two whatever the size.
  const factor = 1 / 2 ** level
  return sampleLevel(picture[level], scaleAfter(toPicture, factor, factor), options)
}

function sampleLevel(source: Rgb8, map: Affine, options: CropOptions): Float32Array {
  const { width, height, data } = source
  const { size, mean, std } = options
  const pixels = size.width * size.height
  const out = new Float32Array(3 * pixels)
  const black = -mean / std
  const scale = 1 / std
  for (let y = 0, o = 0; y < size.height; y++) {
    let u = map.a * 0.5 + map.b * (y + 0.5) + map.tx - 0.5
    let v = map.c * 0.5 + map.d * (y + 0.5) + map.ty - 0.5
    for (let x = 0; x < size.width; x++, o++, u += map.a, v += map.c) {
      if (options.outside === 'black' && (u < -1 || v < -1 || u > width || v > height)) {
        out[o] = out[o + pixels] = out[o + 2 * pixels] = black
        continue
      }
      const px = u < 0 ? 0 : Math.min(u, width - 1)
      const py = v < 0 ? 0 : Math.min(v, height - 1)
      const column = px | 0
      const row = py | 0
      const fx = px - column
      const fy = py - row
      const i = (row * width + column) * 3
      const right = column < width - 1 ? 3 : 0
      const below = row < height - 1 ? width * 3 : 0
      for (let c = 0; c < 3; c++) {
        const top = data[i + c] + (data[i + c + right] - data[i + c]) * fx
        const bottom = data[i + c + below] + (data[i + c + below + right] - data[i + c + below]) * fx
        out[o + c * pixels] = (top + (bottom - top) * fy - mean) * scale
      }
    }
  }
  return out
}
