import { type Plane, plane, type Rgb8, rgb8, type Size } from '../../domain/raster.ts'
import type { Affine } from '../crop/affine.ts'
import { samplePlane } from '../resample.ts'

/** A picture as it lies over another one. */
export interface Laid {
  readonly picture: Rgb8
  /** 1 where it reaches, 0 beyond its border (there it repeats its border). */
  readonly reach: Plane
}

/**
 * Lays a picture over a size by a map (Catmull-Rom, so that detail stays as sharp as it was).
 *
 * @param map from pixels of the size to those of the picture, centres at .5.
 */
export function layOver(source: Rgb8, map: Affine, size: Size): Laid {
  const picture = rgb8(size.width, size.height)
  const reach = plane(size.width, size.height)
  const [across, down] = [new Float64Array(4), new Float64Array(4)]
  for (let y = 0, i = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, i++) {
      const u = map.a * (x + 0.5) + map.b * (y + 0.5) + map.tx - 0.5
      const v = map.c * (x + 0.5) + map.d * (y + 0.5) + map.ty - 0.5
      if (u > -0.75 && v > -0.75 && u < source.width - 0.25 && v < source.height - 0.25) reach.data[i] = 1
      sample(source, u, v, { across, down, out: picture.data, at: 3 * i })
    }
  }
  return { picture, reach }
}

interface Place {
  readonly across: Float64Array
  readonly down: Float64Array
  readonly out: Rgb8['data']
  readonly at: number
}

function sample({ width, height, data }: Rgb8, u: number, v: number, { across, down, out, at }: Place): void {
  const [column, row] = [Math.floor(u), Math.floor(v)]
  weightsAt(u - column, across)
  weightsAt(v - row, down)
  let [red, green, blue] = [0, 0, 0]
  for (let j = 0; j < 4; j++) {
    const line = Math.min(height - 1, Math.max(0, row + j - 1)) * width
    for (let k = 0; k < 4; k++) {
      const weight = down[j] * across[k]
      const i = 3 * (line + Math.min(width - 1, Math.max(0, column + k - 1)))
      red += weight * data[i]
      green += weight * data[i + 1]
      blue += weight * data[i + 2]
    }
  }
  out[at] = byteOf(red)
  out[at + 1] = byteOf(green)
  out[at + 2] = byteOf(blue)
}

/** Catmull-Rom weights of the four neighbours (Keys 1981, a = -.5). */
function weightsAt(t: number, out: Float64Array): void {
  const [t2, t3] = [t * t, t * t * t]
  out[0] = -0.5 * t3 + t2 - 0.5 * t
  out[1] = 1.5 * t3 - 2.5 * t2 + 1
  out[2] = -1.5 * t3 + 2 * t2 + 0.5 * t
  out[3] = 0.5 * t3 - 0.5 * t2
}

const byteOf = (value: number): number => Math.max(0, Math.min(255, Math.round(value)))

/** The same for a mask of a picture, of any size; nothing beyond its border. @param of the picture that the map leads to. */
export function layPlaneOver(mask: Plane, map: Affine, { size, of }: { readonly size: Size; readonly of: Size }): Plane {
  const out = plane(size.width, size.height)
  const [scaleX, scaleY] = [mask.width / of.width, mask.height / of.height]
  for (let y = 0, i = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, i++) {
      const u = (map.a * (x + 0.5) + map.b * (y + 0.5) + map.tx) * scaleX
      const v = (map.c * (x + 0.5) + map.d * (y + 0.5) + map.ty) * scaleY
      if (u >= 0 && v >= 0 && u <= mask.width && v <= mask.height) out.data[i] = samplePlane(mask, u, v)
    }
  }
  return out
}
