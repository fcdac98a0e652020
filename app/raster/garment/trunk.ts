import type { Point } from '../../domain/raster.ts'
import { clamp, lerp, median, quantile, smooth } from '../geometry.ts'
import type { RowEdges } from './anchors.ts'
import { type Run, runsAt, type Silhouette, topAt } from './silhouette.ts'

/** Trunk of a top as first seen: the run that holds the axis, followed from the hem up. */
export interface Trunk {
  readonly axisX: number
  readonly width: number
  /** Width in which armpits are looked for: that of the waist where a skirt flares below it, else `width`. */
  readonly chest: number
  readonly runs: readonly Run[]
}

/** Follows the trunk. `runs` is indexed by row - top. */
export function followTrunk(silhouette: Silhouette): Trunk {
  const { top, bottom } = silhouette
  const height = bottom - top
  const runs: Run[] = []
  for (let y = top; y <= bottom; y++) runs.push(trunkRun(runsAt(silhouette, y), silhouette.centreX))
  const middle = runs.slice(Math.round(0.55 * height), Math.round(0.9 * height))
  const width = quantile(
    middle.map(([first, last]) => last - first),
    0.35,
  )
  // Rows where a sleeve touches are wider and off centre: only narrow rows tell the axis.
  const narrow = middle.filter(([first, last]) => last - first <= width * 1.06).map(([first, last]) => (first + last) / 2)
  // Above there may be a hood.
  const upper = runs.slice(Math.round(0.35 * height), Math.round(0.55 * height))
  const waist = quantile(
    upper.map(([first, last]) => last - first),
    0.1,
  )
  return { axisX: median(narrow), width, chest: Math.min(width, CHEST_OVER_WAIST * waist), runs }
}

/** A fitted dress is this much wider at the chest than at the waist. */
const CHEST_OVER_WAIST = 1.1

function trunkRun(runs: readonly Run[], axisX: number): Run {
  const holding = runs.find(([first, last]) => first <= axisX && last >= axisX)
  if (holding) return holding
  const distanceOf = (run: Run): number => Math.abs((run[0] + run[1]) / 2 - axisX)
  return runs.reduce<Run>((best, run) => (distanceOf(run) < distanceOf(best) ? run : best), runs[0] ?? [axisX - 1, axisX + 1])
}

/** One side of the trunk from the hem up to its armpit. */
export interface TrunkSide {
  /** Edge x by row - top; NaN above the armpit. */
  readonly edge: Float64Array
  readonly armpit: Point | null
}

/** A trunk whose chest is narrower than this share of it flares: its wide first rows are a skirt. */
const FLARED = 0.92

/** A sleeve leaves the trunk where the edge jumps outwards by this share of the body width. */
const ARMPIT_STEP = 0.055

/**
 * Walks one edge of the trunk upwards to the armpit. The reference is the median of the recent edge, so that a flared hem
 * or a waist is followed; the step must hold for 80 % of the next 3 % of the height, so that a crease is not an armpit.
 */
export function walkSide(silhouette: Silhouette, trunk: Trunk, side: 0 | 1): TrunkSide {
  const { top, bottom } = silhouette
  const height = bottom - top
  const sign = side === 0 ? -1 : 1
  const edge = new Float64Array(height + 1).fill(Number.NaN)
  const recent: number[] = []
  const window = Math.max(12, Math.floor(0.07 * height))
  const outAt = (row: number, reference: number): number => (trunk.runs[Math.max(0, row)][side] - reference) * sign
  let started = trunk.chest < FLARED * trunk.width
  for (let row = Math.round(0.95 * height); row > 0.08 * height; row--) {
    const run = trunk.runs[row]
    // A cuff that touches the hem of a top makes the first rows too wide.
    if (!started && run[1] - run[0] > trunk.width * 1.12 && row > 0.55 * height) {
      edge[row] = trunk.axisX + (sign * trunk.width) / 2
      continue
    }
    started = true
    const reference = recent.length > 8 ? median(recent.slice(-window)) : run[side]
    const isOut = (run[side] - reference) * sign > ARMPIT_STEP * trunk.chest
    if (isOut && recent.length > 12) {
      const ahead = Math.max(4, Math.round(0.03 * height))
      let held = 0
      for (let k = 0; k < ahead; k++) if (outAt(row - k, reference) > 0.05 * trunk.chest) held++
      if (held >= 0.8 * ahead) {
        const x = edge[Math.min(height, row + 3)]
        return { edge, armpit: [Number.isNaN(x) ? reference : x, top + row] }
      }
    }
    if (!isOut) recent.push(run[side])
    edge[row] = isOut ? reference : run[side]
  }
  return { edge, armpit: null }
}

/** A cuff or a sleeve that touches the trunk moves its edge out at once by more than this share of the body width. */
const TOUCH = 0.05

/** One edge of the trunk from a known armpit down to the hem; where a sleeve touches it again it goes straight on. */
export function descendSide(
  silhouette: Silhouette,
  trunk: Trunk,
  from: { readonly armpit: Point; readonly side: 0 | 1; readonly width: number },
): TrunkSide {
  const { top, bottom } = silhouette
  const { armpit, side, width } = from
  const sign = side === 0 ? -1 : 1
  const edge = new Float64Array(bottom - top + 1).fill(Number.NaN)
  const recent: number[] = []
  let touched = 0
  for (let row = Math.round(armpit[1]) - top; row <= bottom - top; row++) {
    const seen = trunk.runs[row][side]
    const reference = recent.length > 0 ? median(recent.slice(-RECENT)) : armpit[0]
    const jump = (seen - reference) * sign
    // What stays wide for longer is a skirt, not a sleeve.
    if (jump > TOUCH * width && touched < LONGEST_TOUCH * width) {
      touched++
      edge[row] = reference
      continue
    }
    touched = 0
    recent.push(seen)
    edge[row] = seen
  }
  return { edge, armpit }
}

/** In widths of the trunk. */
const LONGEST_TOUCH = 1.2
const RECENT = 9

/** Trunk edges for every row: the walked ones below the armpit, a slightly hollow armhole line above it. */
export function trunkEdges(
  silhouette: Silhouette,
  options: {
    readonly sides: readonly [TrunkSide, TrunkSide]
    readonly armpits: readonly [Point, Point]
    readonly shoulderTips: readonly [Point, Point]
    readonly bodyWidth: number
    readonly runs: readonly Run[]
    readonly sleeved: boolean
  },
): RowEdges {
  const edges = ([0, 1] as const).map((side) => sideEdges(silhouette, { ...options, side }))
  return { top: silhouette.top, left: edges[0], right: edges[1] }
}

interface SideEdges {
  readonly sides: readonly [TrunkSide, TrunkSide]
  readonly armpits: readonly [Point, Point]
  readonly shoulderTips: readonly [Point, Point]
  readonly bodyWidth: number
  readonly runs: readonly Run[]
  readonly sleeved: boolean
  readonly side: 0 | 1
}

function sideEdges(silhouette: Silhouette, { sides, armpits, shoulderTips, bodyWidth, runs, sleeved, side }: SideEdges): number[] {
  const { top, bottom } = silhouette
  const sign = side === 0 ? -1 : 1
  const armpit = armpits[side]
  const tip = shoulderTips[side]
  const rows = bottom - top + 1
  const out = new Array<number>(rows)
  const armpitRow = clamp(Math.round(armpit[1]) - top, 0, rows - 1)
  let last = armpit[0]
  for (let row = armpitRow; row < rows; row++) {
    const walked = sides[side].edge[row]
    // The last rows curl (a rounded hem corner): keep the edge straight there.
    const wanted = Number.isNaN(walked) || row > rows - 0.03 * rows ? last : walked
    last += clamp(wanted - last, -0.02 * bodyWidth, 0.02 * bodyWidth)
    out[row] = last
  }
  for (let row = 0; row < armpitRow; row++) {
    const y = top + row
    if (!sleeved) {
      out[row] = y < tip[1] ? tip[0] : runs[row][side]
      continue
    }
    const t = clamp((y - tip[1]) / (armpit[1] - tip[1] + 1e-6), 0, 1)
    out[row] = lerp(tip[0], armpit[0], smooth(t) * 0.5 + t * 0.5) - sign * 0.03 * bodyWidth * Math.sin(Math.PI * t)
  }
  return out
}

/** The axis that the collar tells: middle of the topmost rows. Right when sleeves touch the trunk and the run axis is not. */
export function collarAxis(silhouette: Silhouette): number {
  const { top, bottom } = silhouette
  const middles: number[] = []
  for (let y = top; y < top + 0.08 * (bottom - top); y++) {
    const runs = runsAt(silhouette, y)
    if (runs.length > 0) middles.push((runs[0][0] + runs[runs.length - 1][1]) / 2)
  }
  return median(middles)
}

/**
 * Shoulder tips of a sleeveless garment: the corners of the top contour, furthest out and up, among the columns whose top is near the
 * neck points' height. A ruffle hangs on beside its corner.
 */
export function sleevelessTips(silhouette: Silhouette, neckPoints: readonly [Point, Point], bodyWidth: number): [Point, Point] {
  const level = Math.min(neckPoints[0][1], neckPoints[1][1]) + 0.17 * bodyWidth
  const tip = (side: 0 | 1): Point => {
    const sign = side === 0 ? -1 : 1
    let best = Number.NEGATIVE_INFINITY
    let found: Point = neckPoints[side]
    for (let x = neckPoints[side][0]; x > 0 && x < silhouette.mask.width - 1 && topAt(silhouette, x + sign) < level; x += sign) {
      const y = topAt(silhouette, x)
      if (sign * x - y <= best) continue
      best = sign * x - y
      found = [x, y]
    }
    return found
  }
  return [tip(0), tip(1)]
}
