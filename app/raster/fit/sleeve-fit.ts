import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { type Limb, type LimbSection, limbSection, outwardNormal } from '../body/limb.ts'
import { halfWidths } from '../body/outline.ts'
import type { StripRow, TubeStrip } from '../garment/anchors.ts'
import { along, clamp, distance, dot, lerp, mix, smooth, subtract, unit } from '../geometry.ts'
import { createStrip, type Strip, setVertex } from './strip.ts'
import { wrapAround } from './wrap.ts'

const COLUMNS = 13

export interface SleeveQuery {
  readonly side: 0 | 1
  readonly sleeve: TubeStrip
  /** Pixels on the person for one garment pixel. */
  readonly scale: number
  readonly bodyWidth: number
  /** Where the torso map puts shoulder tip and armpit. */
  readonly tip: Point
  readonly armpit: Point
}

/** A fitted sleeve and where it ends on the arm (0 shoulder, 1 elbow, 2 wrist). */
export interface SleeveFit {
  readonly strip: Strip
  readonly cuff: number
}

/**
 * Lays a sleeve along an arm. Its length is spent on the arm as it is in space, then projected to the bones that are
 * seen, so that an arm pointing at the camera does not get a long sleeve.
 */
export function fitSleeve(body: Body, query: SleeveQuery): SleeveFit {
  const arm = body.arms[query.side]
  const bones = boneLengths(body)
  const scale = sleeveScale(query, bones)
  const fractionOf = (arc: number): number => (arc < bones.upper ? arc / bones.upper : 1 + (arc - bones.upper) / bones.fore)
  const rows = withHalfRows(extendPastCuff(query.sleeve.rows))
  const strip = createStrip(COLUMNS, rows.length)
  const foreshortening = clamp(distance(arm.joints[0], arm.joints[1]) / bones.upper, 0.25, 1.3)
  const root = { blend: Math.min(0.2 * bones.upper, 0.5 * query.sleeve.length * scale), foreshortening }
  rows.forEach((row, v) => {
    const arc = row.arc * scale
    const fraction = fractionOf(arc)
    const section = arm.usable ? limbSection(arm, Math.min(fraction, 2.08)) : hangingSection(body, query, arc * foreshortening)
    for (let column = 0; column < COLUMNS; column++) {
      const across = lerp(-1.06, 1.06, column / (COLUMNS - 1))
      const target = placeOnArm(body, query, { row, section, fraction, arc, across, root })
      const source = mix(row.outer, row.inner, (across + 1) / 2)
      const shade = 1 - 0.2 * Math.min(1.2, Math.abs(across)) ** 3 * smooth(arc / root.blend)
      setVertex(strip, v * COLUMNS + column, { source, target, shade })
    }
  })
  return { strip, cuff: fractionOf(query.sleeve.length * scale) }
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

/** Scale along the sleeve. A long sleeve (more than .72 body widths) ends near the wrist, whatever the cut-out's proportions. */
function sleeveScale({ sleeve, scale, bodyWidth }: SleeveQuery, bones: Bones): number {
  if (sleeve.length <= 0.72 * bodyWidth) return scale
  const share = (sleeve.length * scale) / (bones.upper + bones.fore)
  return share > 0.72 && share < 1.45 ? (scale * clamp(share, 0.88, 0.95)) / share : scale
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
  readonly arc: number
  /** -1 outer edge, 1 inner edge. */
  readonly across: number
  readonly root: { readonly blend: number; readonly foreshortening: number }
}

function placeOnArm(body: Body, query: SleeveQuery, { row, section, fraction, arc, across, root }: ArmPlacement): Point {
  const arm = body.arms[query.side]
  const half = clamp((0.72 * query.scale * distance(row.outer, row.inner)) / 2, section.radius * 1.1, section.radius * 1.75)
  // Inside, the sleeve of the upper arm lies on the arm; extra width there would cover the trunk and its print.
  const innerHalf = lerp(
    Math.min(half, Math.max(0.15 * body.frame.shoulderWidth, section.radius * 0.8)),
    half,
    smooth((fraction - 0.45) / 0.4),
  )
  const seen = wrapAround(clamp(across, -1.1, 1.1), 1)
  const free = along(section.point, section.normal, -seen * (seen > 0 ? innerHalf : half))
  const held = keepOutOfTorso(body, arm, { point: free, fraction })
  const axis = unit(subtract(arm.joints[1], arm.joints[0]))
  const atRoot = along(mix(query.tip, query.armpit, (across + 1) / 2), axis, arc * root.foreshortening)
  return mix(atRoot, held, smooth(arc / root.blend))
}

/** For a hanging upper arm the inner edge of the sleeve stays outside the side of the torso. */
function keepOutOfTorso(body: Body, arm: Limb, { point, fraction }: { readonly point: Point; readonly fraction: number }): Point {
  const { frame, outline } = body
  const hangs = dot(unit(subtract(arm.joints[1], arm.joints[0])), frame.down) > 0.7 && arm.usable
  const hold = hangs ? 1 - smooth((fraction - 0.75) / 0.3) : 0
  if (hold <= 0) return point
  const { s, u } = placeOf(frame, point[0], point[1])
  const sign = arm.side === 0 ? -1 : 1
  const side = halfWidths(outline, s)[arm.side]
  return u * sign < side ? along(point, frame.right, (side * sign - u) * hold) : point
}
