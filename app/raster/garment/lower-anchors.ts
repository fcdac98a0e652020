import type { Point } from '../../domain/raster.ts'
import { distance, mix, quantile } from '../geometry.ts'
import type { LowerAnchors, RowEdges, TubeEnd, TubeStrip } from './anchors.ts'
import { hemCorners, tubeEnd, waistCorners } from './corners.ts'
import { gapAt, legStrip } from './leg-strip.ts'
import { isCloth, type Run, runsAt, type Silhouette } from './silhouette.ts'
import { findMirror } from './symmetry.ts'
import { LOWER_LIMITS, lowerTrust } from './trust.ts'

/** Rise (waist to crotch) over waist width of trousers and shorts, for legs that lie together without a gap. */
const USUAL_RISE = 0.72

/**
 * Measures trousers and shorts (`legs` 'two') or a skirt (`legs` 'none') from a silhouette; coordinates are the silhouette's.
 */
export function measureLower(silhouette: Silhouette, options: { readonly legs: 'two' | 'none' }): LowerAnchors {
  const { mask, top, bottom } = silhouette
  const axisX = findMirror(silhouette).axisX
  const edges = outerEdges(silhouette)
  const waistRows: number[] = []
  const height = bottom - top
  for (let row = Math.round(0.02 * height); row < Math.max(4, 0.1 * height); row++) waistRows.push(edges.right[row] - edges.left[row])
  const waistWidth = Math.max(8, quantile(waistRows, 0.5))
  const notes: string[] = []
  const crotch = options.legs === 'two' ? findCrotch(silhouette, { axisX, waistWidth, notes }) : null
  const legs = crotch ? ([legStrip(silhouette, crotch, 0), legStrip(silhouette, crotch, 1)] as const) : ([null, null] as const)
  const cuffs = crotch
    ? ([legEnd(silhouette, { legs, crotch, side: 0 }), legEnd(silhouette, { legs, crotch, side: 1 })] as const)
    : ([null, null] as const)
  const anchors = {
    shape: 'lower' as const,
    size: { width: mask.width, height: mask.height },
    top,
    bottom,
    edges,
    waistWidth,
    waist: waistCorners(silhouette, top + 0.15 * height),
    crotch,
    legs,
    cuffs,
    hem: cuffs[0] && cuffs[1] ? ([cuffs[0].outer, cuffs[1].outer] as const) : hemCorners(silhouette, edges, top + 0.5 * height),
  }
  const trust = lowerTrust(anchors, { silhouette, axisX, guessed: notes.length > 0 })
  return { ...anchors, confidence: trust.confidence, notes: [...notes, ...trust.failed] }
}

/** Outermost cloth of every row. */
function outerEdges(silhouette: Silhouette): RowEdges {
  const left: number[] = []
  const right: number[] = []
  for (let y = silhouette.top; y <= silhouette.bottom; y++) {
    const runs = runsAt(silhouette, y)
    const before = left.length - 1
    left.push(runs.length > 0 ? runs[0][0] : (left[before] ?? 0))
    right.push(runs.length > 0 ? runs[runs.length - 1][1] : (right[before] ?? silhouette.mask.width))
  }
  return { top: silhouette.top, left, right }
}

/**
 * Legs that lie on each other hide the crotch: the gap between them ends lower than any rise does. It is put where the deepest
 * rises end. Shares of the waist width.
 */
const OVERLAP = { from: LOWER_LIMITS.deepRise, rise: 1.03 } as const
const SHORT_OVERLAP = { from: LOWER_LIMITS.deepShortRise, rise: 0.7 } as const

/**
 * The highest row from which the legs stay apart. Rows are looked at from the hem up; a crease that closes the gap for a
 * few rows does not end it.
 */
function findCrotch(
  silhouette: Silhouette,
  { axisX, waistWidth, notes }: { readonly axisX: number; readonly waistWidth: number; readonly notes: string[] },
): Point {
  const { top, bottom } = silhouette
  const height = bottom - top
  let found: Point | null = null
  let closed = 0
  for (let y = bottom - Math.round(0.02 * height); y > top + 0.12 * height; y--) {
    const gap = legGap(runsAt(silhouette, y), axisX, waistWidth)
    if (gap) {
      found = [(gap[0] + gap[1]) / 2, y]
      closed = 0
    } else if (++closed > Math.max(4, 0.03 * height) && found) break
  }
  const [least, most] = LOWER_LIMITS.rise
  const rise = found === null ? 0 : (found[1] - top) / waistWidth
  const isShort = height / waistWidth < LOWER_LIMITS.short
  const overlap = isShort ? SHORT_OVERLAP : OVERLAP
  if (found && rise > overlap.from && rise <= most) {
    notes.push('crotch-raised')
    const waist = waistCorners(silhouette, top + 0.15 * height)
    const unit = distance(waist[0], waist[1])
    return [found[0], (waist[0][1] + waist[1][1]) / 2 + overlap.rise * unit]
  }
  if (found && rise >= least && rise <= most) return found
  notes.push('crotch-guessed')
  return [axisX, Math.min(top + USUAL_RISE * waistWidth, top + 0.75 * height)]
}

/** The gap nearest to the axis, within a quarter of the waist of it, between runs that are wide enough for legs. */
function legGap(runs: readonly Run[], axisX: number, waistWidth: number): readonly [number, number] | null {
  return gapAt(
    runs.filter(([first, last]) => last - first > 0.12 * waistWidth),
    axisX,
    0.25 * waistWidth,
  )
}

/** Cloth of the other leg is no part of the end of this one; the line between them runs from the crotch to the middle of the hems. */
function legEnd(
  silhouette: Silhouette,
  { legs, crotch, side }: { readonly legs: readonly [TubeStrip | null, TubeStrip | null]; readonly crotch: Point; readonly side: 0 | 1 },
): TubeEnd | null {
  const rows = legs[side]?.rows.slice(0, -1)
  const other = legs[side === 0 ? 1 : 0]?.rows.at(-1)
  const own = rows?.at(-1)
  if (!rows || !own || !other) return null
  const foot = mix(own.inner, other.inner, 0.5)
  const divideAt = (y: number): number => crotch[0] + ((foot[0] - crotch[0]) * (y - crotch[1])) / Math.max(1, foot[1] - crotch[1])
  return tubeEnd(rows, (x, y) => isCloth(silhouette, x, y) && (side === 0 ? x <= divideAt(y) : x >= divideAt(y)))
}
