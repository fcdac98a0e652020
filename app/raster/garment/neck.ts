import type { Point } from '../../domain/raster.ts'
import { clamp } from '../geometry.ts'
import { runsAt, type Silhouette, topAt } from './silhouette.ts'

/** Neck points, and whether what stands above them is a hood. */
export interface Neck {
  readonly points: readonly [Point, Point]
  readonly hood: boolean
  /** Where the shoulders begin: beside the foot of what stands on them, which is wider than its rim. */
  readonly shoulderEnds: readonly [Point, Point]
}

interface NeckQuery {
  readonly axisX: number
  readonly bodyWidth: number
}

/**
 * Finds the ends of the neck opening. A hood or a high collar stands on the shoulders: its foot is where the outline turns from steep to
 * flat. All other necks end in the two corners between which the outline sinks.
 */
export function findNeck(silhouette: Silhouette, query: NeckQuery): Neck {
  const foot = footOf(silhouette, query, HOOD_HEIGHT)
  if (foot !== null) return { points: foot, hood: true, shoulderEnds: foot }
  const points = corners(silhouette, query)
  return { points, hood: false, shoulderEnds: footOf(silhouette, query, STAND_HEIGHT) ?? points }
}

/** The silhouette with its top contour level where a hood stands or lies on it, for whoever looks for shoulders. */
export function withoutHood(silhouette: Silhouette, query: NeckQuery): Silhouette {
  const foot = footOf(silhouette, query, STAND_HEIGHT)
  if (foot === null) return silhouette
  const [left, right] = foot
  const topProfile = silhouette.topProfile.slice()
  for (let x = Math.floor(left[0]); x <= right[0]; x++) {
    const level = left[1] + ((right[1] - left[1]) * (x - left[0])) / Math.max(1, right[0] - left[0])
    topProfile[x] = Math.max(topProfile[x], Math.round(level))
  }
  return { ...silhouette, topProfile }
}

/** Half the usual neck opening, and how far it spreads, in body widths: boat necks and cardigans on hangers are twice as wide as collars. */
const USUAL_HALF = 0.2
const HALF_SPREAD = 0.13
/** The collar may lie this far beside the axis of the trunk. */
const CENTRE_SPREAD = 0.1
/** Heights of the two corners differ this much where a garment lies crooked. */
const LEVEL_SPREAD = 0.1
const PRIOR = 0.4

/** The two corners of the top contour that are sharpest, alike, and stand about the axis as necks do. */
function corners(silhouette: Silhouette, { axisX, bodyWidth }: NeckQuery): [Point, Point] {
  const step = Math.max(1, 0.006 * bodyWidth)
  const candidates = ([0, 1] as const).map((side) => {
    const found: { readonly x: number; readonly y: number; readonly sharpness: number }[] = []
    for (let off = -0.04; off < 0.45; off += step / bodyWidth) {
      const x = axisX + (side === 0 ? -off : off) * bodyWidth
      found.push({ x, y: topAt(silhouette, x), sharpness: cornerness(silhouette, { x, bodyWidth, side }) })
    }
    return found
  })
  let best = Number.NEGATIVE_INFINITY
  let points: [Point, Point] = [
    [axisX - USUAL_HALF * bodyWidth, silhouette.top],
    [axisX + USUAL_HALF * bodyWidth, silhouette.top],
  ]
  for (const left of candidates[0]) {
    for (const right of candidates[1]) {
      const half = (right.x - left.x) / 2 / bodyWidth
      if (half < 0.08) continue
      const off =
        ((half - USUAL_HALF) / HALF_SPREAD) ** 2 +
        (((left.x + right.x) / 2 - axisX) / bodyWidth / CENTRE_SPREAD) ** 2 +
        ((left.y - right.y) / bodyWidth / LEVEL_SPREAD) ** 2
      const score = left.sharpness + right.sharpness - PRIOR * off
      if (score <= best) continue
      best = score
      points = [
        [left.x, left.y],
        [right.x, right.y],
      ]
    }
  }
  return points
}

/** How sharply the contour falls on both sides of a column, at two scales; a fall on one side only counts half. */
function cornerness(silhouette: Silhouette, at: { readonly x: number; readonly bodyWidth: number; readonly side: 0 | 1 }): number {
  const outward = at.side === 0 ? -1 : 1
  const y = topAt(silhouette, at.x)
  let sum = 0
  for (const scale of [0.035, 0.07]) {
    const reach = scale * at.bodyWidth
    const inside = clamp((topAt(silhouette, at.x - outward * reach) - y) / reach, -1, 1.2)
    const outside = clamp((topAt(silhouette, at.x + outward * reach) - y) / reach, -1, 0.8)
    sum += Math.min(inside, 0.5) + 0.5 * Math.max(0, inside - 0.5) + outside
  }
  return sum / 2
}

/**
 * A hood that is up stands at least this high above its foot, in body widths; turtlenecks and collars have at most .18. One that is
 * turned down (.27) is drawn like a collar: its rim goes around the neck, and with its foot there its front would be behind the chin.
 */
const HOOD_HEIGHT = 0.33
/** From this height on what stands there hides the shoulders. */
const STAND_HEIGHT = 0.22
/** Least turn of the outline at the foot: the difference of its slopes inside and outside. */
const FOOT_TURN = 0.7

/** Where what stands on the shoulders at least `least` body widths high meets them; null where nothing does. */
function footOf(silhouette: Silhouette, { axisX, bodyWidth }: NeckQuery, least: number): [Point, Point] | null {
  const feet = ([0, 1] as const).map((side): Point | null => {
    const outward = side === 0 ? -1 : 1
    const reach = 0.06 * bodyWidth
    let best = FOOT_TURN
    let found: Point | null = null
    for (let off = 0.14; off < 0.52; off += 0.006) {
      const x = axisX + outward * off * bodyWidth
      const y = topAt(silhouette, x)
      const inside = clamp((y - topAt(silhouette, x - outward * reach)) / reach, -1, 2)
      const outside = clamp((topAt(silhouette, x + outward * reach) - y) / reach, 0, 2)
      if (inside - outside <= best) continue
      best = inside - outside
      found = [x, y]
    }
    return found
  })
  const [left, right] = feet
  if (left === null || right === null) return null
  const height = (left[1] + right[1]) / 2 - silhouette.top
  const isEven = Math.abs(left[1] - right[1]) < 0.2 * bodyWidth
  return height > least * bodyWidth && isEven ? narrowest(silhouette, [left, right], { axisX, bodyWidth }) : null
}

/** A hood hangs over its foot: the narrowest row a little above the shoulders. */
function narrowest(silhouette: Silhouette, feet: readonly [Point, Point], { axisX, bodyWidth }: NeckQuery): [Point, Point] {
  const from = Math.min(feet[0][1], feet[1][1]) - 0.03 * bodyWidth
  const to = Math.max(feet[0][1], feet[1][1]) + 0.06 * bodyWidth
  let best = feet[1][0] - feet[0][0]
  let found: [Point, Point] = [feet[0], feet[1]]
  for (let y = Math.round(from); y <= to; y++) {
    const run = runsAt(silhouette, y).find(([first, last]) => first <= axisX && last >= axisX)
    if (!run || run[1] - run[0] >= best || run[1] - run[0] < 0.25 * bodyWidth) continue
    best = run[1] - run[0]
    found = [
      [run[0], y],
      [run[1], y],
    ]
  }
  return found
}
