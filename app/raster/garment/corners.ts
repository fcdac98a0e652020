import type { Point } from '../../domain/raster.ts'
import { distance, dot, mix, subtract, unit } from '../geometry.ts'
import { edgesAt, type RowEdges, type StripRow, type TubeEnd } from './anchors.ts'
import { isCloth, runsAt, type Silhouette } from './silhouette.ts'

/** Down counts for more than out: rounded corners still end at the hem, and flared skirts keep theirs up to 1.9. */
const HEM_DOWN = 1.2
/** Cloth beside the edge of the trunk that still counts as trunk, as a share of its width. */
const BESIDE = 0.04

/**
 * The two lower corners of a trunk or skirt: cloth that lies furthest down and out. Hems are round, cut aslant or
 * hold a knot, so the last row tells nothing of them.
 *
 * @param from first row that is looked at.
 */
export function hemCorners(silhouette: Silhouette, edges: RowEdges, from: number): readonly [Point, Point] {
  const corner = (side: 0 | 1): Point => {
    const sign = side === 0 ? -1 : 1
    let best = Number.NEGATIVE_INFINITY
    let found: Point = [edgesAt(edges, silhouette.bottom)[side], silhouette.bottom]
    const to = hemRow(silhouette, edges, { side, from })
    for (let y = Math.round(from); y <= to; y++) {
      const [left, right] = tailEdges(edges, y, from)
      const spare = BESIDE * (right - left)
      const x = outermost(silhouette, { y, from: left - spare, to: right + spare, side })
      if (x === null || sign * x + HEM_DOWN * y <= best) continue
      best = sign * x + HEM_DOWN * y
      found = [x, y]
    }
    return found
  }
  return [corner(0), corner(1)]
}

/** A tail that hangs at one side only is no part of the trunk's run: its edge is what it was this far above, in widths of the trunk. */
const TAIL = 0.2

function tailEdges(edges: RowEdges, y: number, from: number): readonly [number, number] {
  const [trunkLeft, trunkRight] = edgesAt(edges, from)
  let [left, right] = edgesAt(edges, y)
  for (let row = y - 1; row > Math.max(from, y - TAIL * (trunkRight - trunkLeft)); row--) {
    const [first, last] = edgesAt(edges, row)
    left = Math.min(left, first)
    right = Math.max(right, last)
  }
  return [left, right]
}

/** Lowest row in which a corner of the hem may lie: a cuff that hangs below it must not be taken for it. */
function hemRow(silhouette: Silhouette, edges: RowEdges, { side, from }: { readonly side: 0 | 1; readonly from: number }): number {
  const lowest = [from, from]
  let width = 0
  for (let y = Math.round(from); y <= silhouette.bottom; y++) {
    const [left, right] = tailEdges(edges, y, from)
    width = right - left
    const isAt = (inset: number): boolean => isCloth(silhouette, side === 0 ? left + inset * width : right - inset * width, y)
    if ([0.1, 0.14, 0.18].some(isAt)) lowest[0] = y
    if ([0.3, 0.34, 0.38].some(isAt)) lowest[1] = y
  }
  // A hem that hangs askew goes on falling towards its corner.
  return Math.min(silhouette.bottom, lowest[0] + 0.6 * Math.max(0, lowest[0] - lowest[1]) + SAG * width)
}

/** A corner may hang this far below the hem a little further in, as a share of the trunk's width. */
const SAG = 0.05

/** Outermost cloth of a row within some columns. */
function outermost(
  silhouette: Silhouette,
  { y, from, to, side }: { readonly y: number; readonly from: number; readonly to: number; readonly side: 0 | 1 },
): number | null {
  let found: number | null = null
  for (const [first, last] of runsAt(silhouette, y)) {
    if (last < from || first > to) continue
    const x = side === 0 ? Math.max(first, from) : Math.min(last, to)
    if (found === null || (side === 0 ? x < found : x > found)) found = x
  }
  return found
}

/** The two upper corners of a lower garment: cloth that lies furthest up and out in its upper part, down to the row `to`. */
export function waistCorners(silhouette: Silhouette, to: number): readonly [Point, Point] {
  const corner = (side: 0 | 1): Point => {
    const sign = side === 0 ? -1 : 1
    let best = Number.NEGATIVE_INFINITY
    let found: Point = [silhouette.centreX, silhouette.top]
    for (let y = silhouette.top; y <= to; y++) {
      const runs = runsAt(silhouette, y)
      if (runs.length === 0) continue
      const x = side === 0 ? runs[0][0] : runs[runs.length - 1][1]
      // Trousers widen below the waist: height counts for more.
      if (sign * x - WAIST_UP * y <= best) continue
      best = sign * x - WAIST_UP * y
      found = [x, y]
    }
    return found
  }
  return [corner(0), corner(1)]
}

const WAIST_UP = 2

/** A cuff may reach back this far, in widths of the tube: the crotch of short legs is no part of their ends. */
const SLANT = 0.7

/**
 * The outer and the inner corner of the end of a tube: what lies furthest along it and to the side, both counting alike. The last of
 * its cross-sections is one level of distance from the armhole: at a slanting cuff it holds the outer corner alone.
 *
 * @param short a tube of fewer widths in length lies along its outer edge.
 */
export function tubeEnd(rows: readonly StripRow[], isTube: (x: number, y: number) => boolean, short = 0): TubeEnd {
  const last = rows[rows.length - 1]
  const middles = rows.map((row) => mix(row.outer, row.inner, 0.5))
  const widths = rows.map((row) => distance(row.outer, row.inner)).sort((a, b) => a - b)
  const width = widths[widths.length >> 1]
  const near = middles.findIndex((middle) => distance(middle, middles[middles.length - 1]) < 1.2 * width)
  const from = middles[Math.max(0, Math.min(near - 1, middles.length - 2))]
  const run = middles.slice(1).reduce((sum, middle, i) => sum + distance(middle, middles[i]), 0)
  // The inner edge of a cap sleeve is a point; along the outer one it lies as long sleeves do along their middle.
  const axis = unit(run < short * width ? subtract(last.outer, rows[0].outer) : subtract(middles[middles.length - 1], from))
  // The last section may be a few pixels of the outer corner; what is outward shows in all of the far half.
  const half = rows.slice(rows.length >> 1)
  const outward = unit(
    half.reduce<Point>((sum, row) => [sum[0] + row.outer[0] - row.inner[0], sum[1] + row.outer[1] - row.inner[1]], [0, 0]),
  )
  const aside = unit(subtract(outward, [axis[0] * dot(outward, axis), axis[1] * dot(outward, axis)]))
  const centre = middles[middles.length - 1]
  const reach = Math.ceil(1.6 * width)
  const corner = (sign: 1 | -1): Point => {
    let best = Number.NEGATIVE_INFINITY
    let found: Point = sign === 1 ? last.outer : last.inner
    for (let y = Math.floor(centre[1] - reach); y <= centre[1] + reach; y++) {
      for (let x = Math.floor(centre[0] - reach); x <= centre[0] + reach; x++) {
        if (!isTube(x, y)) continue
        const off: Point = [x - centre[0], y - centre[1]]
        const side = sign * dot(off, aside)
        const score = dot(off, axis) + side
        if (score <= best || side > width || dot(off, axis) < -SLANT * width) continue
        best = score
        found = [x, y]
      }
    }
    return found
  }
  return { outer: corner(1), inner: corner(-1) }
}
