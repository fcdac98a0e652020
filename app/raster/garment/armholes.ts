import type { Point } from '../../domain/raster.ts'
import { clamp, median, quantile } from '../geometry.ts'
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
  if (!left && !right) return { sides, armpits: null, axisX: trunk.axisX, bodyWidth: trunk.width, notes: ['sleeveless'], trust: 1 }
  if (left && right && Math.abs(left[1] - right[1]) <= 0.12 * height) {
    const width = right[0] - left[0]
    const bodyWidth = isBelievable(width, trunk) ? width : trunk.width
    return raiseArmpits(silhouette, { sides, armpits: [left, right], axisX: (left[0] + right[0]) / 2, bodyWidth, notes: [], trust: 1 })
  }
  const keep = !right || (left && left[1] < right[1]) ? 0 : 1
  // A touching sleeve moves the run axis; collar and symmetry stay in the middle.
  const axisX = Math.abs(mirrorX - trunk.axisX) > 0.06 * trunk.width ? median([collarAxis(silhouette), mirrorX, trunk.axisX]) : trunk.axisX
  const kept = (keep === 0 ? left : right) as Point
  const other: Point = [2 * axisX - kept[0], kept[1]]
  const mirrored: TrunkSide = { edge: sides[keep].edge.map((x) => 2 * axisX - x), armpit: other }
  const width = Math.abs(2 * (axisX - kept[0]))
  return raiseArmpits(silhouette, {
    sides: keep === 0 ? [sides[0], mirrored] : [mirrored, sides[1]],
    armpits: keep === 0 ? [kept, other] : [other, kept],
    axisX,
    bodyWidth: isBelievable(width, trunk) ? width : trunk.width,
    notes: [left && right ? 'armpits-differ' : 'armpit-missing'],
    trust: 0.95,
  })
}

function isBelievable(width: number, trunk: Trunk): boolean {
  return width > 0.5 * trunk.width && width < 1.6 * trunk.width
}

/** Armholes deeper than this (body widths) are none: the sleeve lies on the trunk, and the gap below it was found. */
const DEEPEST = 0.6
/** Where the armpit of such a garment is. */
const USUAL_DEPTH = 0.46

/**
 * Sleeves that touch the trunk hide the armpit: the edge of the trunk is seen only below the cuff, or where the sleeve bends
 * away. The trunk is continued straight up to where armpits usually are.
 */
function raiseArmpits(silhouette: Silhouette, found: Armholes & { readonly armpits: readonly [Point, Point] }): Armholes {
  const { armpits, sides, bodyWidth } = found
  const tipRow = (armpits[0][1] + armpits[1][1]) / 2
  const tips = [armpits[0][0] + 0.05 * bodyWidth, armpits[1][0] - 0.05 * bodyWidth].map((x) => topAt(silhouette, x))
  const depth = tipRow - (tips[0] + tips[1]) / 2
  if (depth <= DEEPEST * bodyWidth) return found
  const chest = chestBetweenSleeves(silhouette, { axisX: (armpits[0][0] + armpits[1][0]) / 2, bodyWidth })
  const raised = ([0, 1] as const).map((side) =>
    continueUp(silhouette, sides[side], { from: armpits[side], bodyWidth, chest: chest.edges[side], row: chest.row }),
  )
  return {
    ...found,
    bodyWidth: chest.width,
    sides: [raised[0], raised[1]],
    armpits: [raised[0].armpit ?? armpits[0], raised[1].armpit ?? armpits[1]],
    notes: [...found.notes, 'armpits-raised'],
    trust: found.trust * 0.85,
  }
}

/** Most of the whole width at the chest that is trunk when sleeves lie along it; a shirt dress has .66 to .70. */
const MOST_TRUNK = 0.7

/**
 * The chest of a garment whose trunk was seen only below the cuffs. One that flares is wider there than at the chest, sleeves and
 * all: taken for the chest, it made a dress as short as a shirt.
 */
function chestBetweenSleeves(
  silhouette: Silhouette,
  { axisX, bodyWidth }: { readonly axisX: number; readonly bodyWidth: number },
): { readonly row: number; readonly width: number; readonly edges: readonly [number | null, number | null] } {
  const rowFor = (width: number): number => {
    const tips = [axisX - 0.45 * width, axisX + 0.45 * width].map((x) => topAt(silhouette, x))
    return Math.round((tips[0] + tips[1]) / 2 + USUAL_DEPTH * width)
  }
  let width = bodyWidth
  for (let pass = 0; pass < 5; pass++) {
    const runs = runsAt(silhouette, rowFor(width))
    const whole = runs.length === 0 ? width : runs[runs.length - 1][1] - runs[0][0]
    width = Math.min(width, Math.max(0.5 * bodyWidth, MOST_TRUNK * whole))
  }
  const edges = width < bodyWidth ? ([axisX - width / 2, axisX + width / 2] as const) : ([null, null] as const)
  return { row: rowFor(width), width, edges }
}

function continueUp(
  silhouette: Silhouette,
  side: TrunkSide,
  {
    from,
    row,
    bodyWidth,
    chest,
  }: { readonly from: Point; readonly row: number; readonly bodyWidth: number; readonly chest: number | null },
): TrunkSide {
  const { top } = silhouette
  const start = Math.round(from[1]) - top
  const edge = side.edge.slice()
  // Slope of the trunk just below, but no more than a flared dress has.
  const span = Math.round(0.35 * bodyWidth)
  const below = edge[Math.min(edge.length - 1, start + span)]
  const seen = Number.isNaN(below) ? 0 : clamp((below - from[0]) / span, -0.12, 0.12)
  const slope = chest === null ? seen : (from[0] - chest) / Math.max(1, from[1] - row)
  for (let r = row - top; r <= start && r < edge.length; r++) if (r >= 0) edge[r] = from[0] + slope * (r - start)
  return { edge, armpit: [from[0] + slope * (row - top - start), row] }
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
