import type { Point } from '../../domain/raster.ts'
import { edgesAt, type LowerAnchors, type RowEdges } from '../garment/anchors.ts'
import { lerp } from '../geometry.ts'
import type { IsCovered } from './unfold.ts'

/** A row this close to the widest one is as wide: the corner of a hem is the lowest of them. */
const AS_WIDE = 0.97

/** A waistband's first rows are ragged or empty; from the row on that is this wide (share of the waist) its sides are measured. */
const FULL_WAIST = 0.85

/** Places of a skirt by its own measure: `down` 0 at the waist and 1 at the hem, `across` -1 and 1 at the sides. */
export interface SkirtGrid {
  /** Row of a place on the sides; tells the width there. */
  row(down: number): number
  place(across: number, down: number): Point
  /** Length of the skirt in garment pixels, between that of its sides and that of its middle. */
  readonly length: number
}

/**
 * The grid of a skirt. A flared one that lies flat has a round hem, with its corners high and its middle low; worn, it is as
 * long everywhere. So every thread is followed down to its own end instead of cutting the skirt by level rows.
 */
export function skirtGrid(anchors: LowerAnchors, isCovered: IsCovered): SkirtGrid {
  const { top, bottom } = anchors
  const corner = cornerRow(anchors)
  const edges = steadyEdges(anchors)
  const row = (down: number): number => lerp(top - 2, corner, down)
  const hems = hemRows(anchors, corner, isCovered)
  const hemAt = (across: number): number => {
    const position = ((Math.max(-1, Math.min(1, across)) + 1) / 2) * (hems.length - 1)
    const before = Math.min(hems.length - 2, Math.floor(position))
    return lerp(hems[before], hems[before + 1], position - before)
  }
  return {
    row,
    place(across, down) {
      const [left, right] = edgesAt(edges, row(down))
      return [(left + right) / 2 + (across * (right - left)) / 2, lerp(top - 2, hemAt(across) + 2, down)]
    },
    length: (corner + bottom) / 2 - top,
  }
}

/** The sides with those of the first full row above it. */
function steadyEdges({ edges, top, bottom, waistWidth }: LowerAnchors): RowEdges {
  let full = top
  const isFull = (row: number): boolean => {
    const [left, right] = edgesAt(edges, row)
    return right - left > FULL_WAIST * waistWidth && right - left < waistWidth / FULL_WAIST
  }
  while (full < lerp(top, bottom, 0.2) && !(isFull(full) && isFull(full + 2))) full++
  if (!isFull(full)) return edges
  return { top: full, left: edges.left.slice(full - edges.top), right: edges.right.slice(full - edges.top) }
}

function cornerRow({ top, bottom, edges }: LowerAnchors): number {
  const widthAt = (row: number): number => edgesAt(edges, row)[1] - edgesAt(edges, row)[0]
  let widest = 0
  for (let row = Math.round(lerp(top, bottom, 0.4)); row <= bottom; row++) widest = Math.max(widest, widthAt(row))
  let row = bottom
  while (row > top && widthAt(row) < AS_WIDE * widest) row--
  return row
}

const HEM_SAMPLES = 25

/** Last covered row at even places from corner to corner. */
function hemRows({ bottom, edges }: LowerAnchors, corner: number, isCovered: IsCovered): number[] {
  const [left, right] = edgesAt(edges, corner)
  const rows: number[] = []
  for (let k = 0; k < HEM_SAMPLES; k++) {
    const x = lerp(left + 2, right - 2, k / (HEM_SAMPLES - 1))
    let row = bottom
    while (row > corner && !isCovered(x, row)) row--
    rows.push(row)
  }
  // The threads at the corners end in the side seam.
  return rows.map((_, k) => (rows[Math.max(0, k - 1)] + rows[k] + rows[Math.min(rows.length - 1, k + 1)]) / 3)
}
