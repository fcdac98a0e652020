import type { Point } from '../../domain/raster.ts'
import { clamp } from '../geometry.ts'
import { isCloth, type Silhouette, topAt } from './silhouette.ts'

/** Tips lie a little inside the armpits; dropped shoulders further out, raglan sleeves further in: spread in body widths. */
const USUAL = -0.03
const SPREAD = 0.16
const BEND = 3
/** Less of a bend is but the curve of a sleeve. */
const LEAST_BEND = 0.45
/** Shoulders are at least this long. */
const LEAST_SHOULDER = 0.06
/** Armholes are at least this deep. */
const LEAST_DEPTH = 0.18

/** Shoulder tips of a garment with sleeves: where the top contour bends down, near the columns of the armpits. */
export function sleevedTips(
  silhouette: Silhouette,
  {
    armpits,
    neckPoints,
    bodyWidth,
  }: { readonly armpits: readonly [Point, Point]; readonly neckPoints: readonly [Point, Point]; readonly bodyWidth: number },
): [Point, Point] {
  const tip = (side: 0 | 1): Point => {
    const outward = side === 0 ? -1 : 1
    const reach = 0.09 * bodyWidth
    let best = Number.NEGATIVE_INFINITY
    let found = armpits[side][0]
    for (let off = -0.16; off <= 0.24; off += 0.01) {
      const x = armpits[side][0] + outward * off * bodyWidth
      if ((x - neckPoints[side][0]) * outward < LEAST_SHOULDER * bodyWidth) continue
      const y = topAt(silhouette, x)
      if (y > armpits[side][1] - LEAST_DEPTH * bodyWidth) break
      const inside = clamp((y - topAt(silhouette, x - outward * reach)) / reach, -0.3, 1.5)
      const outside = clamp((topAt(silhouette, x + outward * reach) - y) / reach, 0, 1.5)
      // Where the cloth below is short the contour bends because the sleeve ends.
      const bend = hangs(silhouette, [x - outward * 0.03 * bodyWidth, y], LEAST_HANG * bodyWidth) ? outside - inside - LEAST_BEND : 0
      const score = BEND * Math.max(0, bend) - ((off - USUAL) / SPREAD) ** 2
      if (score <= best) continue
      best = score
      found = x
    }
    return [found, Math.min(topAt(silhouette, found), armpits[side][1] - LEAST_DEPTH * bodyWidth)]
  }
  return [tip(0), tip(1)]
}

/** Shortest cloth below a shoulder tip. */
const LEAST_HANG = 0.42

/** Whether cloth reaches down without a break from below a place of the top contour. */
function hangs(silhouette: Silhouette, [x, y]: Point, length: number): boolean {
  for (let below = 0.1; below < 1; below += 0.1) if (!isCloth(silhouette, x, y + 2 + below * length)) return false
  return true
}
