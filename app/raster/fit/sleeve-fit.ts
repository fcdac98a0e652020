import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { type Limb, type LimbSection, limbSection, outwardNormal } from '../body/limb.ts'
import { halfWidths } from '../body/outline.ts'
import type { StripRow, TubeStrip } from '../garment/anchors.ts'
import { along, clamp, distance, distanceToSegment, dot, lerp, mix, smooth, subtract, unit } from '../geometry.ts'
import { ROWS_PAST_CUFF, squareCuff } from './cuff.ts'
import { createStrip, type Strip, setVertex } from './strip.ts'
import type { IsCovered } from './unfold.ts'
import { wrapAround } from './wrap.ts'

const COLUMNS = 13

export interface SleeveQuery {
  readonly side: 0 | 1
  readonly sleeve: TubeStrip
  /** Pixels on the person for one garment pixel. */
  readonly scale: number
  /** Ends near the wrist whatever the proportions of the photograph. */
  readonly isLong: boolean
  /** Where the torso map puts shoulder tip and armpit. */
  readonly tip: Point
  readonly armpit: Point
  readonly isCovered: IsCovered
  /** `even` smooths the outline and ends the sleeve on its cuff; `plain` keeps the rows as they were measured. */
  readonly rows: 'even' | 'plain'
}

/** A fitted sleeve and where it ends on the arm (0 shoulder, 1 elbow, 2 wrist). */
export interface SleeveFit {
  readonly strip: Strip
  readonly cuff: number
}

/**
 * Lays a sleeve along an arm. Its outer edge runs from the shoulder tip, its inner edge from the armpit, both to the cuff,
 * each in its own measure: so the cross-sections fan out from the slanting armhole and do not cross. The length is spent
 * on the arm as it is in space, then projected to the bones that are seen, so that an arm pointing at the camera does not
 * get a long sleeve.
 */
export function fitSleeve(body: Body, query: SleeveQuery): SleeveFit {
  const arm = body.arms[query.side]
  const bones = boneLengths(body)
  const length = query.sleeve.length * sleeveScale(query, bones)
  const fractionOf = (arc: number): number => (arc < bones.upper ? arc / bones.upper : 1 + (arc - bones.upper) / bones.fore)
  const cuff = Math.min(2.02, fractionOf(length))
  const rows = withHalfRows(extendPastCuff(query.sleeve.rows))
  const shares = edgeShares(rows, query.sleeve.rows.length)
  const root = armholeOn(arm, query, cuff)
  const rootArc = root.fraction * bones.upper
  const fanEnd = clamp((0.95 * bones.upper) / length, 0.3, 1)
  const foreshortening = clamp(distance(arm.joints[0], arm.joints[1]) / bones.upper, 0.25, 1.3)
  const strip = createStrip(COLUMNS, rows.length)
  rows.forEach((row, v) => {
    const outerArc = shares[v].outer * length
    // Past the upper arm rows stand square to the arm again: slanted rows would cut the corner of a bent elbow.
    const innerArc = shares[v].inner * length + rootArc * Math.max(0, 1 - shares[v].inner / fanEnd)
    for (let column = 0; column < COLUMNS; column++) {
      const across = lerp(-1.06, 1.06, column / (COLUMNS - 1))
      const inward = (across + 1) / 2
      const arc = lerp(outerArc, innerArc, inward)
      const section = arm.usable ? limbSection(arm, Math.min(fractionOf(arc), 2.08)) : hangingSection(body, query, arc * foreshortening)
      const free = placeOnArm(body, query, { row, section, fraction: fractionOf(arc), across })
      // Until a third of the sleeve the armhole of the trunk still leads.
      const lead = 1 - smooth(lerp(shares[v].outer, shares[v].inner, clamp(inward, 0, 1)) / 0.35)
      const target = mix(free, mix(query.tip, root.point, inward), v === 0 ? 1 : lead * 0.6)
      const source = mix(row.outer, row.inner, inward)
      const shade = 1 - 0.2 * Math.min(1.2, Math.abs(across)) ** 3 * (1 - lead)
      setVertex(strip, v * COLUMNS + column, { source, target, shade })
    }
  })
  if (query.rows === 'even') {
    evenRows(strip)
    squareCuff(strip, query.isCovered)
  }
  return { strip, cuff }
}

/** Passes of smoothing: widths are measured row by row, and their noise would show as notches in the outline. */
const EVEN_PASSES = 3

/** Smooths the columns of a sleeve on the person, in place, between the armhole and the cuff. */
function evenRows({ columns, rows, target }: Strip): void {
  const step = 2 * columns
  for (let pass = 0; pass < EVEN_PASSES; pass++) {
    const before = target.slice()
    for (let i = step; i < step * (rows - 1 - ROWS_PAST_CUFF); i++) target[i] = (before[i - step] + 2 * before[i] + before[i + step]) / 4
  }
}

/** The lower end of the armhole on the arm. It stays above the cuff: the sleeve of a wide tee may be shorter than its armhole. */
function armholeOn(arm: Limb, { tip, armpit }: SleeveQuery, cuff: number): { readonly point: Point; readonly fraction: number } {
  if (!arm.usable) return { point: armpit, fraction: Math.min(0.3, 0.6 * cuff) }
  const [shoulder, elbow] = arm.joints
  const seen = distanceToSegment(armpit[0], armpit[1], { from: shoulder, to: elbow }).t
  const fraction = Math.min(seen, 0.5, 0.62 * cuff)
  return { point: mix(tip, armpit, seen > 0 ? clamp(fraction / seen, 0.35, 1) : 1), fraction }
}

/** How much of each edge lies before each row: 0 at the root, 1 at the cuff. */
function edgeShares(rows: readonly StripRow[], originalRows: number): { readonly outer: number; readonly inner: number }[] {
  const run = (edge: 'outer' | 'inner'): number[] => {
    const lengths = [0]
    for (let i = 1; i < rows.length; i++) lengths.push(lengths[i - 1] + distance(rows[i][edge], rows[i - 1][edge]))
    const cuff = lengths[Math.min(rows.length - 1, 2 * (originalRows - 1))] || 1
    return lengths.map((value) => value / cuff)
  }
  const outer = run('outer')
  const inner = run('inner')
  return rows.map((_, i) => ({ outer: outer[i], inner: inner[i] }))
}

interface Bones {
  readonly upper: number
  readonly fore: number
}

/** Lengths of the arm in space: the longest one seen, but never less than a body's usual share of the torso. */
function boneLengths(body: Body): Bones {
  const torso = body.frame.torsoLength
  const longest = (joint: 0 | 1): number =>
    Math.max(0, ...body.arms.filter((arm) => arm.usable).map((arm) => distance(arm.joints[joint], arm.joints[joint + 1])))
  return { upper: clamp(longest(0), 0.58 * torso, 0.8 * torso), fore: clamp(longest(1), 0.5 * torso, 0.75 * torso) }
}

/** Where long sleeves end, as a share of the arm from shoulder to wrist. */
const LONG_SLEEVE_END = 0.93

/** Scale along the sleeve. */
function sleeveScale({ sleeve, scale, isLong }: SleeveQuery, bones: Bones): number {
  return isLong && sleeve.length > 0 ? (LONG_SLEEVE_END * (bones.upper + bones.fore)) / sleeve.length : scale
}

/** Level sets end in a curve at the cuff; one row further along the last direction holds what is left of it. */
function extendPastCuff(rows: readonly StripRow[]): StripRow[] {
  const last = rows[rows.length - 1]
  const before = rows[rows.length - 2] ?? last
  const step = Math.max(6, (last.arc - before.arc) * 0.9)
  const direction = unit(subtract(mix(last.outer, last.inner, 0.5), mix(before.outer, before.inner, 0.5)))
  return [...rows, { outer: along(last.outer, direction, step), inner: along(last.inner, direction, step), arc: last.arc + step }]
}

function withHalfRows(rows: readonly StripRow[]): StripRow[] {
  return rows.flatMap((row, i) => {
    const next = rows[i + 1]
    if (!next) return [row]
    return [row, { outer: mix(row.outer, next.outer, 0.5), inner: mix(row.inner, next.inner, 0.5), arc: (row.arc + next.arc) / 2 }]
  })
}

/** Without a seen arm the sleeve hangs straight down from its armhole. */
function hangingSection(body: Body, { side, tip, armpit }: SleeveQuery, drop: number): LimbSection {
  const direction = body.frame.down
  return {
    point: along(mix(tip, armpit, 0.5), direction, drop),
    direction,
    normal: outwardNormal(direction, side),
    radius: 0.15 * body.frame.shoulderWidth,
  }
}

interface ArmPlacement {
  readonly row: StripRow
  readonly section: LimbSection
  readonly fraction: number
  /** -1 outer edge, 1 inner edge. */
  readonly across: number
}

function placeOnArm(body: Body, query: SleeveQuery, { row, section, fraction, across }: ArmPlacement): Point {
  const half = clamp((0.72 * query.scale * distance(row.outer, row.inner)) / 2, section.radius * 1.1, section.radius * 1.75)
  // Inside, the sleeve of the upper arm lies on the arm; extra width there would cover the trunk and its print.
  const slim = Math.min(
    half,
    Math.max(0.15 * body.frame.shoulderWidth, section.radius * (query.isLong || query.rows === 'plain' ? 0.8 : 1)),
  )
  const innerHalf = lerp(slim, half, smooth((fraction - 0.45) / 0.4))
  const outer = along(section.point, section.normal, half)
  const inner = keepOutOfTorso(body, query, { point: along(section.point, section.normal, -innerHalf), fraction })
  // The row lies between its two ends: holding each vertex out of the trunk by itself piled them up on one line.
  return mix(outer, inner, (wrapAround(clamp(across, -1.1, 1.1), 1) + 1) / 2)
}

/**
 * For a hanging upper arm the inner edge of the sleeve stays outside the side of the torso. Above the armpit it need not: there
 * the armhole of the trunk curves in, and a gap would open.
 */
function keepOutOfTorso(
  body: Body,
  { side, armpit, rows }: SleeveQuery,
  { point, fraction }: { readonly point: Point; readonly fraction: number },
): Point {
  const { frame, outline } = body
  const arm = body.arms[side]
  const hangs = dot(unit(subtract(arm.joints[1], arm.joints[0])), frame.down) > 0.7 && arm.usable
  const { s, u } = placeOf(frame, point[0], point[1])
  const below = rows === 'plain' ? 1 : smooth((s - placeOf(frame, armpit[0], armpit[1]).s) / (0.1 * frame.torsoLength) + 1)
  const hold = hangs ? below * (1 - smooth((fraction - 0.75) / 0.3)) : 0
  if (hold <= 0) return point
  const sign = side === 0 ? -1 : 1
  const edge = halfWidths(outline, s)[side]
  return u * sign < edge ? along(point, frame.right, (edge * sign - u) * hold) : point
}
