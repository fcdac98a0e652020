import type { Point } from '../../domain/raster.ts'
import { clamp, lerp } from '../geometry.ts'
import { findNotches, type Notch, traceOutline } from './outline.ts'
import { type Silhouette, topAt } from './silhouette.ts'

/** A pair of armpits seen in the outline. */
export interface ArmpitPair {
  readonly points: readonly [Point, Point]
  /** A side whose armpit was not seen is the mirror of the other. */
  readonly seen: readonly [boolean, boolean]
  /** Of the ground in the notches; 0 where none was seen. */
  readonly angles: readonly [number, number]
}

interface Query {
  /** Axis of symmetry of the outline. */
  readonly mirrorX: number
  /** What the width of the trunk may be, roughly: that of its waist and of all of it. */
  readonly widths: readonly [number, number]
  /** Tops of the gaps in the cloth that are closed all around: where a cuff touches the trunk below. */
  readonly gaps: readonly Point[]
}

/** Where sleeves leave the trunk: at the armpit, or further down when they lie on it. */
export type Leaving = 'at-armpit' | 'below'

/** Arms of a notch, as a share of the trunk's width: longer than creases, shorter than a cap sleeve. */
const REACH = 0.13
/** A notch wider than this is a waist. */
const WIDEST = 2.7
/** From here on a notch is as good as any: a sleeve that lies at rest leaves 20 to 110 degrees. */
const SHARP = 1.9
/** Depth of armholes in body widths; a slit further down is where a sleeve that lies on the trunk leaves it. */
const USUAL_DEPTH = 0.47
const SHALLOWER = 0.2
const DEEPER = 0.19
const DEEPER_SLIT = 0.15
const SLIT = 0.7
const OPEN = 1.9
/** How far apart in height, how far off the axis, and how much off the trunk's width a pair is, in body widths. */
const LEVEL = 0.12
const OFF_AXIS = 0.09
const WIDTH = 0.3
/** What a notch must be worth so that it counts without its counterpart. */
const UNSEEN = 0.05
const LEAST = 0

/**
 * Finds the armpits as notches of the outline: corners of the ground between sleeve and trunk. A pair is chosen whose notches are sharp,
 * as deep as armholes are for their distance, level, and even about the axis; where only one is seen, it is mirrored.
 *
 * @returns null where sleeves lie on the trunk, or where there are none.
 */
export function findArmpits(silhouette: Silhouette, query: Query, leaving: Leaving): ArmpitPair | null {
  const slits = query.gaps.map((at): Notch => ({ at, angle: 0, opens: [0, 1] }))
  const notches = [...findNotches(traceOutline(silhouette.mask), REACH * query.widths[0]), ...slits].filter(
    ({ angle, opens, at }) => angle < WIDEST && opens[1] > -0.35 && at[1] > silhouette.top + 0.08 * query.widths[0],
  )
  const sides = ([0, 1] as const).map((side) => notches.filter((notch) => isOn(notch, side, query)))
  let best = LEAST
  let found: ArmpitPair | null = null
  const consider = (points: readonly [Point, Point], seen: readonly [Notch | null, Notch | null]): void => {
    const angle = Math.max(...seen.map((notch) => notch?.angle ?? 0))
    const strength = seen.reduce((sum, notch) => sum + (notch === null ? UNSEEN : sharpness(notch)), 0)
    const cost = depthCost(silhouette, points, { angle, leaving })
    const score = strength - offsets(points, query) - cost
    if (score <= best) return
    best = score
    found = { points, seen: [seen[0] !== null, seen[1] !== null], angles: [seen[0]?.angle ?? 0, seen[1]?.angle ?? 0] }
  }
  for (const left of sides[0]) {
    for (const right of sides[1]) {
      consider([left.at, right.at], [left, right])
    }
  }
  for (const side of [0, 1] as const) {
    for (const notch of sides[side]) {
      const mirrored: Point = [2 * query.mirrorX - notch.at[0], notch.at[1]]
      if (side === 0) consider([notch.at, mirrored], [notch, null])
      else consider([mirrored, notch.at], [null, notch])
    }
  }
  return found
}

/** Beside the axis, and opening to its own side or downwards. */
function isOn({ at, opens }: Notch, side: 0 | 1, { mirrorX, widths }: Query): boolean {
  const outward = side === 0 ? -1 : 1
  const off = (at[0] - mirrorX) * outward
  return off > 0.22 * widths[0] && off < 0.85 * widths[1] && opens[0] * outward > -0.4
}

/** 0 to .5 by the angle. */
function sharpness({ angle }: Notch): number {
  return 0.5 * clamp((WIDEST - angle) / (WIDEST - SHARP), 0, 1)
}

/** What the depth of a pair is unusual. */
function depthCost(
  silhouette: Silhouette,
  pair: readonly [Point, Point],
  { angle, leaving }: { readonly angle: number; readonly leaving: Leaving },
): number {
  const [left, right] = shoulderRows(silhouette, pair)
  const depth = ((pair[0][1] + pair[1][1]) / 2 - (left + right) / 2) / (pair[1][0] - pair[0][0])
  if (leaving === 'below') return depth < LEAST_BELOW || depth > MOST_BELOW ? 2 : 0
  const off = depth - USUAL_DEPTH
  const spread = off < 0 ? SHALLOWER : lerp(DEEPER_SLIT, DEEPER, clamp((angle - SLIT) / (OPEN - SLIT), 0, 1))
  return 0.7 * (off / spread) ** 2
}

/** Cuffs of sleeves that lie on the trunk end this far below the shoulders, in widths of what is seen of the trunk there. */
const LEAST_BELOW = 0.45
const MOST_BELOW = 2.2

function offsets(pair: readonly [Point, Point], { mirrorX, widths }: Query): number {
  const [left, right] = pair
  const width = right[0] - left[0]
  return (
    0.25 *
    (((left[1] - right[1]) / width / LEVEL) ** 2 +
      (((left[0] + right[0]) / 2 - mirrorX) / width / OFF_AXIS) ** 2 +
      (Math.min(...widths.map((usual) => Math.abs(Math.log(width / usual)))) / WIDTH) ** 2)
  )
}

/** Rows of the shoulder tips of a pair, taken within it: beside a sleeve that hangs, the contour has fallen already. */
export function shoulderRows(silhouette: Silhouette, [left, right]: readonly [Point, Point]): readonly [number, number] {
  const width = right[0] - left[0]
  const rowOf = (x: number, inward: 1 | -1): number =>
    // Below the cuffs a dress may be half as wide again as at the chest.
    Math.min(topAt(silhouette, x + inward * 0.06 * width), topAt(silhouette, x + inward * 0.14 * width) + SHOULDER_FALL * width)
  return [rowOf(left[0], 1), rowOf(right[0], -1)]
}

/** Usual fall of the shoulders between those two places. */
const SHOULDER_FALL = 0.045
