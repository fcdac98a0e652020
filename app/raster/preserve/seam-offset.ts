import { type Plane, plane, type Rgb8, type Size } from '../../domain/raster.ts'
import { distanceField } from '../motion/distance-field.ts'
import { pushPull } from '../push-pull.ts'
import { resizePlane } from '../resample.ts'

/** What is added to a picture beside a seam so that it meets the other one, per channel, in steps of 255. */
export type SeamOffset = readonly [Plane, Plane, Plane]

/** Pixels of a frame for one of the offset's: it is smooth but at the seam, where the pixels themselves are mixed. */
const COARSE = 2
/** How far from the seam it has fallen to a third, in shares of the long side: cloth keeps its colour. */
const REACH = 0.02
/** Differences beyond this are no other light but something else that is shown. */
const OTHER = 28

/**
 * The difference of two pictures along the border of what is kept, flowed into what is replaced (a membrane, as in Poisson editing, Pérez et
 * al. 2003, that fades with distance: a garment that touches a seam keeps its colour).
 *
 * @param kept 0..1: 1 where `original` stays. The rim of it that borders on what is replaced says how far apart both are.
 */
export function seamOffset(original: Rgb8, replaced: Rgb8, kept: Plane): SeamOffset {
  const size: Size = { width: Math.ceil(kept.width / COARSE), height: Math.ceil(kept.height / COARSE) }
  const toReplaced = distanceField(kept, (i) => kept.data[i] < 0.5)
  const toKept = distanceField(kept, (i) => kept.data[i] >= 0.5)
  const sums = [plane(size.width, size.height), plane(size.width, size.height), plane(size.width, size.height)] as const
  const weights = plane(size.width, size.height)
  const rimPx = 3
  for (let y = 0, i = 0; y < kept.height; y++) {
    for (let x = 0; x < kept.width; x++, i++) {
      if (kept.data[i] < 0.5 || toReplaced.data[i] > rimPx) continue
      const o = Math.floor(y / COARSE) * size.width + Math.floor(x / COARSE)
      const apart = [0, 1, 2].map((c) => original.data[3 * i + c] - replaced.data[3 * i + c]) as [number, number, number]
      const weight = 1 / (1 + (Math.hypot(...apart) / OTHER) ** 4)
      for (let c = 0; c < 3; c++) sums[c].data[o] += weight * apart[c]
      weights.data[o] += weight
    }
  }
  const known = plane(size.width, size.height)
  for (let o = 0; o < known.data.length; o++) {
    if (weights.data[o] < 1e-3) continue
    for (let c = 0; c < 3; c++) sums[c].data[o] /= weights.data[o]
    known.data[o] = Math.min(1, weights.data[o])
  }
  const reachPx = REACH * Math.max(kept.width, kept.height)
  return pushPull(sums, known).map((flowed) => {
    const offset = resizePlane(flowed, kept)
    for (let i = 0; i < offset.data.length; i++) offset.data[i] *= Math.exp(-Math.max(0, toKept.data[i] - 1) / reachPx)
    return offset
  }) as unknown as SeamOffset
}
