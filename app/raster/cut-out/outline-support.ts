import type { Plane } from '../../domain/raster.ts'
import { boxBlur } from '../blur.ts'
import { quantile } from '../geometry.ts'
import type { ClothLook } from './cloth-look.ts'

/** Looks are compared this far on either side of an outline, in pixels of a picture of about 256 px. */
const REACH = 3
/** Least difference of looks across an outline, and over what the ground itself differs by between places as far apart. */
const LEAST_STEP = 6
const OVER_GROUND = 1.2

/**
 * Share 0..1 of an outline across which the look of the cloth changes more than the ground's own does: an outline that runs
 * through a garment, between its trunk and a lost sleeve, has the same cloth on both sides.
 *
 * @param mask 0 or 1, the size of the look.
 */
export function outlineSupport({ width, height, values }: ClothLook, mask: Plane): number {
  const soft = boxBlur(mask, 2)
  const apart = (i: number, j: number): number =>
    Math.hypot(
      values[4 * i] - values[4 * j],
      values[4 * i + 1] - values[4 * j + 1],
      values[4 * i + 2] - values[4 * j + 2],
      values[4 * i + 3] - values[4 * j + 3],
    )
  const steps: number[] = []
  const grounds: number[] = []
  for (let y = REACH; y < height - REACH; y++) {
    for (let x = REACH; x < width - REACH; x++) {
      const i = y * width + x
      const [gx, gy] = [soft.data[i + 1] - soft.data[i - 1], soft.data[i + width] - soft.data[i - width]]
      const norm = Math.hypot(gx, gy)
      if (soft.data[i] > 0.4 && soft.data[i] < 0.6 && norm > 0.05) {
        const offset = Math.round((REACH * gy) / norm) * width + Math.round((REACH * gx) / norm)
        steps.push(apart(i + offset, i - offset))
      } else if (soft.data[i] < 0.01 && (x + y) % 3 === 0 && soft.data[i + REACH] < 0.01 && soft.data[i - REACH] < 0.01) {
        grounds.push(apart(i - REACH, i + REACH))
      }
    }
  }
  if (steps.length === 0) return 0
  const least = Math.max(LEAST_STEP, grounds.length === 0 ? 0 : OVER_GROUND * quantile(grounds, 0.75))
  return steps.filter((step) => step >= least).length / steps.length
}
