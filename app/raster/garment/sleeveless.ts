import type { Point } from '../../domain/raster.ts'
import { clamp } from '../geometry.ts'
import { type Run, type Silhouette, topAt } from './silhouette.ts'
import type { Trunk } from './trunk.ts'

/** Where the armhole of a sleeveless garment ends, below its shoulder tips. */
const SLEEVELESS_DEPTH = 0.46

/** Armpits of a garment without sleeves: as deep as the chest there is wide. */
export function sleevelessArmpits(
  silhouette: Silhouette,
  found: { readonly shoulderTips: readonly [Point, Point]; readonly bodyWidth: number; readonly runs: Trunk['runs'] },
): [Point, Point] {
  const [left, right] = found.shoulderTips
  // Held by no straps: the upper edge is as wide as the chest, and its corners lie under the arms.
  if (isStrapless(silhouette, found)) return [left, right]
  let width = found.bodyWidth
  let run: Run = [left[0], right[0]]
  let y = left[1]
  for (let pass = 0; pass < 5; pass++) {
    y = Math.min(silhouette.bottom - 5, Math.round((left[1] + right[1]) / 2 + SLEEVELESS_DEPTH * width))
    run = found.runs[y - silhouette.top]
    width = Math.min(found.bodyWidth, run[1] - run[0])
  }
  return [
    [run[0], y],
    [run[1], y],
  ]
}

/** Straps stand further in than this share of the width below them, and the neckline between them is deeper than that of it. */
const STRAPLESS = 0.9
const STRAPLESS_DEPTH = 0.08

/** Whether the upper edge is straight and as wide as what it holds. */
export function isStrapless(
  silhouette: Silhouette,
  { shoulderTips: [left, right], runs }: { readonly shoulderTips: readonly [Point, Point]; readonly runs: Trunk['runs'] },
): boolean {
  const width = right[0] - left[0]
  const level = (left[1] + right[1]) / 2
  const below = runs[clamp(Math.round(level + 0.15 * width) - silhouette.top, 0, runs.length - 1)]
  return width > STRAPLESS * (below[1] - below[0]) && sagOf(silhouette, left[0], right[0]) < STRAPLESS_DEPTH * width
}

/** How far the middle of the upper edge lies below its highest place. */
function sagOf(silhouette: Silhouette, left: number, right: number): number {
  let highest = Number.POSITIVE_INFINITY
  for (let x = left; x <= right; x++) highest = Math.min(highest, topAt(silhouette, x))
  return topAt(silhouette, (left + right) / 2) - highest
}
