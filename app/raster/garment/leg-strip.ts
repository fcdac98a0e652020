import type { Point } from '../../domain/raster.ts'
import { along, clamp, distance, mix, quantile, smooth, subtract, unit } from '../geometry.ts'
import type { StripRow, TubeStrip } from './anchors.ts'
import { isCloth, type Run, runsAt, type Silhouette } from './silhouette.ts'

const LEG_ROWS = 24
/** Of the cloth in a row. */
const LEAST_LEG = 0.12

/**
 * Cuts a leg into cross-sections. At the crotch they are level, further down they stand square to the leg: legs of trousers
 * lie spread, and level sections would give them pointed hems.
 */
export function legStrip(silhouette: Silhouette, crotch: Point, side: 0 | 1): TubeStrip {
  const levels = levelSections(silhouette, crotch, side)
  const usual = quantile(
    levels.map(({ outer, inner }) => distance(outer, inner)),
    0.4,
  )
  const whole = levels.filter(({ outer, inner }) => distance(outer, inner) > 0.7 * usual)
  const top = middle(levels[0])
  const axis = unit(subtract(middle(whole[Math.floor(0.92 * (whole.length - 1))]), middle(whole[Math.floor(0.25 * (whole.length - 1))])))
  const length = axisLength(silhouette, { top, axis, least: (whole.length - 1) / Math.max(0.3, axis[1]) })
  const rows: StripRow[] = []
  let arc = 0
  let outerLength = 0
  for (let k = 0; k <= LEG_ROWS; k++) {
    const row = sectionAt(silhouette, {
      centre: along(top, axis, (length * k) / LEG_ROWS),
      axis,
      turn: smooth(k / (0.35 * LEG_ROWS)),
      usual,
      levels,
    })
    const before = rows[rows.length - 1]
    if (before) {
      arc += distance(middle(row), middle(before))
      outerLength += distance(row.outer, before.outer)
    }
    rows.push({ ...row, arc })
  }
  widenEnd(rows)
  const end = rows[rows.length - 1]
  const step = 0.05 * length
  rows.push({ outer: along(end.outer, axis, step), inner: along(end.inner, axis, step), arc: arc + step })
  return { rows, length: arc, outerLength }
}

interface Section {
  readonly outer: Point
  readonly inner: Point
}

/** Level cross-sections of one leg, one for each pixel row from the crotch down. */
function levelSections(silhouette: Silhouette, crotch: Point, side: 0 | 1): Section[] {
  const sections: Section[] = []
  let divide = crotch[0]
  for (let y = Math.round(crotch[1]); y <= silhouette.bottom; y++) {
    const runs = runsAt(silhouette, y)
    const gap = gapAt(legsOf(runs), divide, silhouette.mask.width)
    // The line between the legs follows the gap; where they touch it stays.
    if (gap) divide += 0.2 * ((gap[0] + gap[1]) / 2 - divide)
    const own = runs.filter((run) => (side === 0 ? run[0] < divide : run[1] > divide))
    if (own.length === 0) break
    const first = own[0][0]
    const last = own[own.length - 1][1]
    const outer = side === 0 ? Math.min(first, divide - 2) : Math.max(last, divide + 2)
    const inner = gap ? gap[side] : divide
    sections.push({ outer: [outer, y], inner: [inner, y] })
  }
  return sections.length > 0 ? sections : [{ outer: crotch, inner: crotch }]
}

/**
 * A hem that lies slanted ends on one side before the other: its last sections are as wide as those above them, and empty where no cloth is. Cut short, they
 * drew the hem together like a bag.
 */
function widenEnd(rows: StripRow[]): void {
  const from = Math.round(0.5 * LEG_ROWS)
  const to = Math.round(0.75 * LEG_ROWS)
  const usual = quantile(
    rows.slice(from, to).map(({ outer, inner }) => distance(outer, inner)),
    0.5,
  )
  const { outer, inner } = rows[to]
  const centre = mix(outer, inner, 0.5)
  const across = unit(subtract(outer, inner))
  for (let k = to + 1; k < rows.length; k++) {
    const row = rows[k]
    if (distance(row.outer, row.inner) >= 0.97 * usual) continue
    // The side that is short is the one whose end moved towards the axis of the sections above.
    const offset = (point: Point): number => (point[0] - centre[0]) * across[0] + (point[1] - centre[1]) * across[1]
    const missing = usual - distance(row.outer, row.inner)
    const outerShort = Math.max(0, usual / 2 - offset(row.outer))
    const innerShort = Math.max(0, usual / 2 + offset(row.inner))
    const share = outerShort + innerShort > 0 ? outerShort / (outerShort + innerShort) : 0.5
    rows[k] = { outer: along(row.outer, across, missing * share), inner: along(row.inner, across, -missing * (1 - share)), arc: row.arc }
  }
}

/**
 * Runs that are wide enough for a leg. A crumb beside the outline is none: the line between the legs once followed the gap before one, from
 * the middle of striped shorts to their side.
 */
function legsOf(runs: readonly Run[]): readonly Run[] {
  const first = runs[0]?.[0] ?? 0
  const last = runs.at(-1)?.[1] ?? 0
  return runs.filter((run) => run[1] - run[0] > LEAST_LEG * (last - first))
}

/** How far the cloth goes on along the axis. */
function axisLength(
  silhouette: Silhouette,
  { top, axis, least }: { readonly top: Point; readonly axis: Point; readonly least: number },
): number {
  let length = 0.6 * least
  while (length < 1.5 * least && isCloth(silhouette, ...along(top, axis, length))) length++
  return Math.max(8, length)
}

interface SectionQuery {
  readonly centre: Point
  readonly axis: Point
  /** 0 level, 1 square to the axis. */
  readonly turn: number
  readonly usual: number
  readonly levels: readonly Section[]
}

/** The section through `centre`: as far as the cloth goes, but not into the other leg. */
function sectionAt(silhouette: Silhouette, { centre, axis, turn, usual, levels }: SectionQuery): Section {
  const level = levels[clamp(Math.round(centre[1] - levels[0].outer[1]), 0, levels.length - 1)]
  const towardsInner = level.inner[0] > level.outer[0] ? 1 : -1
  const square: Point = [axis[1] * towardsInner, -axis[0] * towardsInner]
  const direction = unit(mix([towardsInner, 0], square, turn))
  const scan = (sign: 1 | -1): Point => {
    let reach = 0
    while (reach < 0.9 * usual && isCloth(silhouette, ...along(centre, direction, sign * reach))) reach++
    return along(centre, direction, sign * reach)
  }
  const outer = scan(-1)
  const inner = scan(1)
  // Where the legs touch, the scan would run on into the other one.
  const limit = (level.inner[0] - centre[0]) * towardsInner
  const reached = (inner[0] - centre[0]) * towardsInner
  return { outer, inner: reached > limit && limit > 2 ? along(centre, direction, limit / Math.max(0.5, Math.abs(direction[0]))) : inner }
}

/** The gap between two runs that lies nearest to `nearX` and within `reach` of it. */
export function gapAt(runs: readonly Run[], nearX: number, reach: number): readonly [number, number] | null {
  let best: readonly [number, number] | null = null
  let nearest = reach
  for (let i = 0; i + 1 < runs.length; i++) {
    const gap = [runs[i][1], runs[i + 1][0]] as const
    const from = Math.abs((gap[0] + gap[1]) / 2 - nearX)
    if (from < nearest) {
      nearest = from
      best = gap
    }
  }
  return best
}

function middle(row: Section): Point {
  return mix(row.outer, row.inner, 0.5)
}
