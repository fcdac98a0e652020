import type { Point } from '../../domain/raster.ts'
import type { StripRow, TubeStrip } from '../garment/anchors.ts'
import { along, clamp, distance, dot, lerp, median, mix, subtract, unit } from '../geometry.ts'

/** A row is past the armhole when both its ends lie this share of the armhole's length beyond it. */
const PAST_ROOT = 0.08
/** The corner of a cuff lies within this many sleeve widths of its end. */
const CUFF_REACH = 1.6
/** Least distance of a corner from the straight line across it, as a share of that line. */
const CORNER = 0.13
/** Rows of the fan between the armhole and the first row that stands square, and of the one before a slanting cuff. */
const FAN_ROWS = 4

/** Rows of a fan keep this share of their length off the underarm: the fringe of the cut-out there would lie over the trunk. */
const INSET = 0.06

/**
 * Makes rows of a sleeve that do not cross: the measured ones are lines at one distance from the armhole, cut square to the axis.
 * Near the armhole they run into the trunk, near a slanting cuff they run along it. So the rows that stand free are kept, and
 * the rest is fanned out evenly: from the armhole to the first of them, and from the last of them to the cuff's corners.
 */
export function evenSleeve(sleeve: TubeStrip): TubeStrip {
  const { rows } = sleeve
  const last = rows.length - 1
  if (last < 2) return sleeve
  const width = median(rows.slice(1).map((row) => distance(row.outer, row.inner)))
  const first = firstPastRoot(rows)
  const corners = {
    outer: cornerBefore(
      rows.map((row) => row.outer),
      { from: first, end: rows[last].inner, width },
    ),
    inner: cornerBefore(
      rows.map((row) => row.inner),
      { from: first, end: rows[last].outer, width },
    ),
  }
  const edge = (side: 'outer' | 'inner'): Point[] => {
    // On the outer side all points lie on the outline; on the inner side those before the first free row lie in the trunk.
    const start = side === 'outer' ? 1 : first
    return [rows[0][side], ...rows.slice(start, Math.max(start, corners[side]) + 1).map((row) => row[side])]
  }
  const isCut = corners.outer < last || corners.inner < last
  const square = isCut ? Math.min(corners.outer, corners.inner) - 2 : last
  const made =
    square > first
      ? [
          ...fan({ outer: edge('outer').slice(0, first + 1), inner: edge('inner').slice(0, 2) }, FAN_ROWS),
          ...rows.slice(first, square),
          ...(isCut ? fanToCuff(rows, { from: square, corners }) : [rows[last]]),
        ]
      : fan({ outer: edge('outer'), inner: edge('inner') }, Math.max(2 * FAN_ROWS, rows.length)).concat({
          outer: rows[Math.max(1, corners.outer)].outer,
          inner: rows[Math.max(first, corners.inner)].inner,
          arc: 0,
        })
  const measured = withArcs(made)
  return isCut ? { ...sleeve, rows: measured, length: cutLength(measured) } : { ...sleeve, rows: rescaled(measured, sleeve.length) }
}

/** Index of the first row from which on all rows lie past the line from shoulder tip to armpit, at both ends. */
function firstPastRoot(rows: readonly StripRow[]): number {
  const { outer: tip, inner: armpit } = rows[0]
  const least = PAST_ROOT * distance(tip, armpit)
  const middle = (row: StripRow): Point => mix(row.outer, row.inner, 0.5)
  let first = rows.length - 1
  while (first > 1) {
    const row = rows[first - 1]
    const direction = unit(subtract(middle(rows[Math.min(rows.length - 1, first)]), middle(rows[first - 2])))
    if (dot(subtract(row.inner, armpit), direction) < least || dot(subtract(row.outer, tip), direction) < least) break
    first--
  }
  return first
}

/** Index of the point of an edge where the cuff begins: the last one, or a clear corner a little before it. */
function cornerBefore(points: readonly Point[], at: { readonly from: number; readonly end: Point; readonly width: number }): number {
  const last = points.length - 1
  let start = last
  let length = distance(points[last], at.end)
  while (start > 0 && length < CUFF_REACH * at.width) {
    // Points before the first free row lie in the trunk; the edge comes from the root there.
    const before = start > at.from ? start - 1 : 0
    length += distance(points[start], points[before])
    start = before
  }
  const chord = subtract(at.end, points[start])
  const span = Math.hypot(chord[0], chord[1])
  if (span < 1) return last
  let corner = last
  let farthest = 0
  for (let i = Math.max(start + 1, at.from); i <= last; i++) {
    const [x, y] = subtract(points[i], points[start])
    const off = Math.abs(x * chord[1] - y * chord[0]) / span
    if (off > farthest * 1.05) {
      farthest = off
      corner = i
    }
  }
  return farthest > CORNER * span ? corner : last
}

/** `count` rows at even shares of two edges, the last of them left out: it is the first of what follows. */
function fan({ outer, inner }: { readonly outer: readonly Point[]; readonly inner: readonly Point[] }, count: number): StripRow[] {
  return Array.from({ length: count }, (_, i) => {
    const end = pointOn(outer, i / count)
    return { outer: end, inner: mix(pointOn(inner, i / count), end, INSET), arc: 0 }
  })
}

function fanToCuff(
  rows: readonly StripRow[],
  { from, corners }: { readonly from: number; readonly corners: { readonly outer: number; readonly inner: number } },
): StripRow[] {
  const edge = (side: 'outer' | 'inner'): Point[] => rows.slice(from, corners[side] + 1).map((row) => row[side])
  const end = { outer: rows[corners.outer].outer, inner: rows[corners.inner].inner, arc: 0 }
  return [...fan({ outer: edge('outer'), inner: edge('inner') }, FAN_ROWS), end]
}

/** The place at a share (0..1) of the length of a line. */
function pointOn(line: readonly Point[], share: number): Point {
  let whole = 0
  for (let i = 1; i < line.length; i++) whole += distance(line[i], line[i - 1])
  let rest = clamp(share, 0, 1) * whole
  for (let i = 1; i < line.length; i++) {
    const piece = distance(line[i], line[i - 1])
    if (rest <= piece && piece > 0) return mix(line[i - 1], line[i], rest / piece)
    rest -= piece
  }
  return line[line.length - 1]
}

function withArcs(rows: readonly StripRow[]): StripRow[] {
  let arc = 0
  return rows.map((row, i) => {
    const before = rows[i - 1]
    if (before) arc += distance(mix(row.outer, row.inner, 0.5), mix(before.outer, before.inner, 0.5))
    return { ...row, arc }
  })
}

function rescaled(rows: readonly StripRow[], length: number): StripRow[] {
  const whole = rows[rows.length - 1].arc
  return whole > 0 ? rows.map((row) => ({ ...row, arc: (row.arc * length) / whole })) : [...rows]
}

/** As measured for any sleeve: the axis starts half an armhole too low, the outer edge is too long, the truth lies between. */
function cutLength(rows: readonly StripRow[]): number {
  let outer = 0
  for (let i = 1; i < rows.length; i++) outer += distance(rows[i].outer, rows[i - 1].outer)
  return lerp(rows[rows.length - 1].arc, outer, 0.5)
}

/** One row further along the last direction, for what is left of the cloth past the cuff. */
export function extendPastCuff(rows: readonly StripRow[]): StripRow[] {
  const last = rows[rows.length - 1]
  const before = rows[rows.length - 2] ?? last
  const step = Math.max(6, (last.arc - before.arc) * 0.9)
  const direction = unit(subtract(mix(last.outer, last.inner, 0.5), mix(before.outer, before.inner, 0.5)))
  return [...rows, { outer: along(last.outer, direction, step), inner: along(last.inner, direction, step), arc: last.arc + step }]
}

/** Twice the rows less one. */
export function withHalfRows(rows: readonly StripRow[]): StripRow[] {
  return rows.flatMap((row, i) => {
    const next = rows[i + 1]
    if (!next) return [row]
    return [row, { outer: mix(row.outer, next.outer, 0.5), inner: mix(row.inner, next.inner, 0.5), arc: (row.arc + next.arc) / 2 }]
  })
}

/** How much of each edge lies before each row: 0 at the root, 1 at the row `cuff`. */
export function edgeShares(rows: readonly StripRow[], cuff: number): { readonly outer: number; readonly inner: number }[] {
  const run = (edge: 'outer' | 'inner'): number[] => {
    const lengths = [0]
    for (let i = 1; i < rows.length; i++) lengths.push(lengths[i - 1] + distance(rows[i][edge], rows[i - 1][edge]))
    const whole = lengths[Math.min(rows.length - 1, cuff)] || 1
    return lengths.map((value) => value / whole)
  }
  const outer = run('outer')
  const inner = run('inner')
  return rows.map((_, i) => ({ outer: outer[i], inner: inner[i] }))
}
