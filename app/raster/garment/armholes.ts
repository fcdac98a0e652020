import type { Point } from '../../domain/raster.ts'
import { clamp, lerp, median, quantile, smoothstep } from '../geometry.ts'
import { shoulderRows } from './armpit-corners.ts'
import { runsAt, type Silhouette, topAt } from './silhouette.ts'
import { collarAxis, type Trunk, type TrunkSide } from './trunk.ts'

/** Trunk sides and armpits that agree with each other. */
export interface Armholes {
  readonly sides: readonly [TrunkSide, TrunkSide]
  /** Null for a sleeveless garment. */
  readonly armpits: readonly [Point, Point] | null
  readonly axisX: number
  readonly bodyWidth: number
  /** What had to be assumed, and how much trust that costs (factor 0..1). */
  readonly notes: readonly string[]
  readonly trust: number
}

/** What is known of the sleeves from elsewhere. */
export type SleeveHint = 'none' | 'short' | 'long' | 'unknown'

/** Makes one consistent pair of the armpits found: a missing one, or one far lower, is the mirror of the other. */
export function settleArmpits(
  silhouette: Silhouette,
  found: { readonly trunk: Trunk; readonly sides: readonly [TrunkSide, TrunkSide]; readonly mirrorX: number },
): Armholes {
  const { trunk, sides, mirrorX } = found
  const [left, right] = [sides[0].armpit, sides[1].armpit]
  const height = silhouette.bottom - silhouette.top
  if (!left && !right) return { sides, armpits: null, axisX: trunk.axisX, bodyWidth: trunk.chest, notes: ['sleeveless'], trust: 1 }
  if (left && right && Math.abs(left[1] - right[1]) <= 0.12 * height) {
    const width = right[0] - left[0]
    const bodyWidth = isBelievable(width, trunk) ? width : trunk.width
    return { sides, armpits: [left, right], axisX: (left[0] + right[0]) / 2, bodyWidth, notes: [], trust: 1 }
  }
  const keep = !right || (left && left[1] < right[1]) ? 0 : 1
  // A touching sleeve moves the run axis; collar and symmetry stay in the middle.
  const axisX = Math.abs(mirrorX - trunk.axisX) > 0.06 * trunk.width ? median([collarAxis(silhouette), mirrorX, trunk.axisX]) : trunk.axisX
  const kept = (keep === 0 ? left : right) as Point
  const other: Point = [2 * axisX - kept[0], kept[1]]
  const mirrored: TrunkSide = { edge: sides[keep].edge.map((x) => 2 * axisX - x), armpit: other }
  const width = Math.abs(2 * (axisX - kept[0]))
  return {
    sides: keep === 0 ? [sides[0], mirrored] : [mirrored, sides[1]],
    armpits: keep === 0 ? [kept, other] : [other, kept],
    axisX,
    bodyWidth: isBelievable(width, trunk) ? width : trunk.width,
    notes: [left && right ? 'armpits-differ' : 'armpit-missing'],
    trust: 0.95,
  }
}

function isBelievable(width: number, trunk: Trunk): boolean {
  return width > 0.5 * trunk.width && width < 1.6 * trunk.width
}

/** Where the armpit of a garment is whose sleeves lie on it, below its shoulders. */
const USUAL_DEPTH = 0.48

/**
 * Sleeves that touch the trunk hide the armpit: the edge of the trunk is seen only below the cuff, or where the sleeve bends
 * away. The trunk is continued straight up to where armpits usually are, about a line from there to the collar.
 */
export function raiseArmpits(
  silhouette: Silhouette,
  found: Armholes & { readonly armpits: readonly [Point, Point] },
  sleeves: SleeveHint = 'unknown',
): Armholes {
  const { armpits, sides } = found
  const seenRow = (armpits[0][1] + armpits[1][1]) / 2
  const seenX = (armpits[0][0] + armpits[1][0]) / 2
  const collarX = collarAxis(silhouette)
  const centreAt = (row: number): number =>
    lerp(collarX, seenX, clamp((row - silhouette.top) / Math.max(1, seenRow - silhouette.top), 0, 1))
  const chest = chestBetweenSleeves(silhouette, {
    centreAt,
    bodyWidth: armpits[1][0] - armpits[0][0],
    seenRow,
    sleeves,
  })
  const raised = ([0, 1] as const).map((side) => {
    const row = Math.min(chest.rows[side], seenRow)
    const x = centreAt(row) + ((side === 0 ? -1 : 1) * chest.width) / 2
    return continueUp(sides[side], { top: silhouette.top, from: armpits[side], to: [x, row] })
  })
  return {
    ...found,
    bodyWidth: chest.width,
    axisX: centreAt((chest.rows[0] + chest.rows[1]) / 2),
    sides: [raised[0], raised[1]],
    armpits: [raised[0].armpit ?? armpits[0], raised[1].armpit ?? armpits[1]],
    notes: [...found.notes, 'armpits-raised'],
    trust: found.trust * 0.85,
  }
}

/** Most of the whole width at the chest that is trunk when sleeves lie along it; a shirt dress has .66 to .70. */
const MOST_TRUNK = 0.67
/** Short sleeves end above the waist, where a trunk may be wider. */
const MOST_TRUNK_SHORT = 0.7

/**
 * The chest of a garment whose trunk was seen only below the cuffs. One that flares is wider there than at the chest, sleeves and
 * all: taken for the chest, it made a dress as short as a shirt.
 */
function chestBetweenSleeves(
  silhouette: Silhouette,
  {
    centreAt,
    bodyWidth,
    seenRow,
    sleeves,
  }: {
    readonly centreAt: (row: number) => number
    readonly bodyWidth: number
    readonly seenRow: number
    readonly sleeves: SleeveHint
  },
): { readonly rows: readonly [number, number]; readonly width: number } {
  let width = bodyWidth
  let rows: readonly [number, number] = [silhouette.top, silhouette.top]
  let share = 1
  for (let pass = 0; pass < 6; pass++) {
    const row = (rows[0] + rows[1]) / 2
    const half = width / 2
    const centre = centreAt(row)
    const shoulders = shoulderRows(silhouette, [
      [centre - half, row],
      [centre + half, row],
    ])
    const depth = depthFor((seenRow - (shoulders[0] + shoulders[1]) / 2) / width, { share, sleeves })
    rows = [Math.round(shoulders[0] + depth * width), Math.round(shoulders[1] + depth * width)]
    const runs = runsAt(silhouette, (rows[0] + rows[1]) / 2)
    const whole = runs.length === 0 ? width : runs[runs.length - 1][1] - runs[0][0]
    width = Math.min(bodyWidth, Math.max(0.5 * bodyWidth, (sleeves === 'short' ? MOST_TRUNK_SHORT : MOST_TRUNK) * whole))
    share = width / Math.max(1, whole)
  }
  return { rows, width }
}

/** Short sleeves end this far below their armholes, which are not deeper than the limit: body widths. */
const SHORT_SLEEVE = 0.33
const DEEPEST = 0.6

/**
 * Depth of an armhole whose sleeve leaves the trunk at `seen` (body widths). Short sleeves leave it at their cuffs. Sleeves beside a
 * trunk that is a small share of the whole width leave it soon below a deep armhole, anywhere below others; sleeves that are spread
 * lie on so much of it that where they leave it says nothing.
 */
function depthFor(seen: number, { share, sleeves }: { readonly share: number; readonly sleeves: SleeveHint }): number {
  if (sleeves === 'short') return clamp(seen - SHORT_SLEEVE, USUAL_DEPTH, DEEPEST)
  const deeper = 0.4 * clamp(Math.min(seen, 0.75) - USUAL_DEPTH, 0, 1) * smoothstep(1.1, 0.8, seen)
  return USUAL_DEPTH + deeper * smoothstep(0.66, 0.63, share)
}

/** The edge of a side, from where it is seen straight up to its armpit. */
function continueUp(side: TrunkSide, { top, from, to }: { readonly top: number; readonly from: Point; readonly to: Point }): TrunkSide {
  const edge = side.edge.slice()
  const start = Math.round(from[1]) - top
  for (let r = Math.max(0, Math.round(to[1]) - top); r <= start && r < edge.length; r++) {
    edge[r] = lerp(to[0], from[0], clamp((r + top - to[1]) / Math.max(1, from[1] - to[1]), 0, 1))
  }
  return { edge, armpit: to }
}

/** Trunk of a garment whose sleeves lie on it all the way, as a share of the whole width. */
const TRUNK_SHARE = 0.64

/**
 * Armholes by proportion alone, for silhouettes that show no armpit: straight sides about the axis of symmetry, as wide as
 * the hem when it is seen alone.
 */
export function assumedArmholes(silhouette: Silhouette, mirrorX: number, sleeves: SleeveHint): Armholes {
  const { top, bottom } = silhouette
  const height = bottom - top
  const hems: number[] = []
  const spans: number[] = []
  for (let y = top; y <= bottom; y++) {
    const runs = runsAt(silhouette, y)
    if (runs.length === 0) continue
    spans.push(runs[runs.length - 1][1] - runs[0][0])
    const holding = runs.find(([first, last]) => first <= mirrorX && last >= mirrorX)
    if (holding && y > top + 0.86 * height && y < top + 0.96 * height) hems.push(holding[1] - holding[0])
  }
  const whole = quantile(spans, 0.98)
  const hem = median(hems)
  const bodyWidth = hem > 0.4 * whole && hem < 0.84 * whole ? hem : TRUNK_SHARE * whole
  const tipRow = (topAt(silhouette, mirrorX - 0.45 * bodyWidth) + topAt(silhouette, mirrorX + 0.45 * bodyWidth)) / 2
  const row = Math.round(tipRow + USUAL_DEPTH * bodyWidth)
  const side = (which: 0 | 1): TrunkSide => {
    const line = mirrorX + ((which === 0 ? -1 : 1) * bodyWidth) / 2
    const edge = new Float64Array(height + 1).fill(line)
    // Short sleeves end above the waist: what is wider below is the trunk itself.
    if (sleeves === 'short')
      for (let r = Math.round(row - top + 0.3 * bodyWidth); r <= height; r++)
        edge[r] = ownEdge(silhouette, { y: top + r, line, which, bodyWidth })
    return { edge, armpit: [line, row] }
  }
  const sides = [side(0), side(1)] as const
  const armpits = [sides[0].armpit as Point, sides[1].armpit as Point] as const
  return { sides, armpits, axisX: mirrorX, bodyWidth, notes: ['armholes-assumed'], trust: 0.75 }
}

function ownEdge(
  silhouette: Silhouette,
  at: { readonly y: number; readonly line: number; readonly which: 0 | 1; readonly bodyWidth: number },
): number {
  const runs = runsAt(silhouette, at.y)
  const outermost = at.which === 0 ? runs[0]?.[0] : runs[runs.length - 1]?.[1]
  return outermost === undefined ? at.line : clamp(outermost, at.line - 0.2 * at.bodyWidth, at.line + 0.2 * at.bodyWidth)
}
