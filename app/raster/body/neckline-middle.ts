import type { Plane } from '../../domain/raster.ts'
import { nearest } from '../resample.ts'
import type { Body } from './body.ts'
import { placeOf, pointAt } from './frame.ts'

/** How far from the spine a neckline is looked for, in shoulder widths. */
const REACH = 0.4
const COLUMNS = 55
/** The lowest third of a neckline says where its middle is; its sides hang on the neck. */
const LOWEST = 0.67
/** A neckline is seen when bare skin comes before the cloth in this share of the columns between its ends. */
const LEAST_SEEN = 0.2
/** Farther than this from the spine hair or a hand was taken for skin, in shoulder widths. */
const MOST = 0.26

/**
 * Finds the middle of a neckline: where the skin between chin and cloth reaches lowest. On a turned body it lies to the side, and so
 * does everything that is in the middle of the front; the depth that a pose model gives for the shoulders says too little of it (-1.2
 * to 1.2 on bodies that are turned by less than 30 degrees).
 *
 * @param seen.cloth the top, 0 or 1, and `skin` 0..1, at analysis size: pixel = picture pixel x `scale`.
 * @returns its distance from the spine towards the picture's right, in shoulder widths; null where no skin is seen above the cloth.
 */
export function necklineMiddle(
  { frame, head }: Body,
  seen: { readonly cloth: Plane; readonly skin: Plane; readonly scale: number },
): number | null {
  const width = frame.shoulderWidth
  const from = placeOf(frame, head.chin[0], head.chin[1]).s
  const step = 1 / seen.scale
  const depths: { readonly u: number; readonly s: number }[] = []
  for (let column = 0; column < COLUMNS; column++) {
    const u = (-REACH + (2 * REACH * column) / (COLUMNS - 1)) * width
    let skin = 0
    for (let s = from; s < 0.6 * frame.torsoLength; s += step) {
      const [x, y] = pointAt(frame, s, u)
      if (nearest(seen.cloth, x * seen.scale, y * seen.scale) > 0.5) {
        if (skin >= 2) depths.push({ u, s })
        break
      }
      skin = nearest(seen.skin, x * seen.scale, y * seen.scale) > 0.25 ? skin + 1 : 0
    }
  }
  if (depths.length < LEAST_SEEN * COLUMNS) return null
  const [high, low] = [Math.min(...depths.map(({ s }) => s)), Math.max(...depths.map(({ s }) => s))]
  if (low - high < 0.02 * width) return null
  const lowest = depths.filter(({ s }) => s >= high + LOWEST * (low - high))
  const middle = lowest.reduce((sum, { u }) => sum + u, 0) / lowest.length / width
  return Math.abs(middle) > MOST ? null : middle
}
