import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { type Limb, type LimbSection, limbSection, outwardNormal } from '../body/limb.ts'
import { halfWidths } from '../body/outline.ts'
import type { StripRow, TubeStrip } from '../garment/anchors.ts'
import { along, clamp, distance, distanceToSegment, dot, lerp, mix, smooth, subtract, unit } from '../geometry.ts'
import { ROWS_PAST_CUFF, squareCuff } from './cuff.ts'
import { edgeShares, evenSleeve, extendPastCuff, withHalfRows } from './sleeve-rows.ts'
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
  const sleeve = evenSleeve(query.sleeve)
  const length = lengthOnArm(sleeve, query, bones)
  const fractionOf = (arc: number): number => (arc < bones.upper ? arc / bones.upper : 1 + (arc - bones.upper) / bones.fore)
  const cuff = Math.min(2.02, fractionOf(length))
  const rows = withHalfRows(extendPastCuff(sleeve.rows))
  const shares = edgeShares(rows, 2 * (sleeve.rows.length - 1))
  const root = armholeOn(arm, query, cuff)
  const rootArc = root.fraction * bones.upper
  const tipArc = arm.usable ? clamp(fractionOn(arm, query.tip), -0.3, root.fraction) * bones.upper : 0
  const fanEnd = clamp((0.95 * bones.upper) / length, 0.3, 1)
  const foreshortening = clamp(distance(arm.joints[0], arm.joints[1]) / bones.upper, 0.25, 1.3)
  const strip = createStrip(COLUMNS, rows.length)
  rows.forEach((row, v) => {
    // Both edges start where the trunk ends: rows that began above a low shoulder tip ran back over the armhole. Past the upper arm
    // rows stand square to the arm again: slanted ones would cut the corner of a bent elbow.
    const outerArc = shares[v].outer * length + tipArc * Math.max(0, 1 - shares[v].outer / fanEnd)
    const innerArc = shares[v].inner * length + rootArc * Math.max(0, 1 - shares[v].inner / fanEnd)
    for (let column = 0; column < COLUMNS; column++) {
      const across = lerp(-1.06, 1.06, column / (COLUMNS - 1))
      const inward = (across + 1) / 2
      // Places across are those that are seen on a round arm; a slanting row must lie on one line with the armhole.
      const seen = (wrapAround(across, 1) + 1) / 2
      const arc = lerp(outerArc, innerArc, seen)
      const section = arm.usable ? limbSection(arm, Math.min(fractionOf(arc), 2.08)) : hangingSection(body, query, arc * foreshortening)
      const free = placeOnArm(body, query, { row, section, fraction: fractionOf(arc), seen })
      // Until a third of the sleeve the armhole of the trunk still leads.
      const lead = 1 - smooth(lerp(shares[v].outer, shares[v].inner, clamp(inward, 0, 1)) / 0.35)
      const target = mix(free, mix(query.tip, root.point, seen), v === 0 ? 1 : lead * 0.6)
      const source = mix(row.outer, row.inner, inward)
      const shade = 1 - 0.2 * Math.min(1.2, Math.abs(across)) ** 3 * (1 - lead)
      setVertex(strip, v * COLUMNS + column, { source, target, shade })
    }
  })
  evenRows(strip)
  squareCuff(strip, query.isCovered)
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

/** Where the foot of a point lies on the line of the upper arm: 0 shoulder, 1 elbow, less than 0 above the shoulder. */
function fractionOn({ joints }: Limb, point: Point): number {
  const bone = subtract(joints[1], joints[0])
  return dot(subtract(point, joints[0]), bone) / Math.max(1, dot(bone, bone))
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

/** Where long sleeves end, as a share of the arm from shoulder to wrist: photographs and patterns have .95 to 1.02. */
const LONG_SLEEVE_END = 0.975

/** Short sleeves are measured from the middle of the armhole, which lies this share of the upper arm below the shoulder joint. */
const ARMHOLE_BELOW = 0.12
/**
 * A trunk lies round the body and is drawn narrower than it is; a sleeve is as long as it is. Tees of men end at .55 to .75 of the
 * upper arm in photographs; by the scale of the trunk alone theirs ended at .36 to .50.
 */
const SLEEVE_STRETCH = 1.15

/** From the shoulder joint to the cuff along the arm in space, in pixels on the person. */
function lengthOnArm(sleeve: TubeStrip, { scale, isLong }: SleeveQuery, bones: Bones): number {
  if (isLong && sleeve.length > 0) return LONG_SLEEVE_END * (bones.upper + bones.fore)
  return ARMHOLE_BELOW * bones.upper + SLEEVE_STRETCH * scale * sleeve.length
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
  /** 0 outer edge, 1 inner edge. */
  readonly seen: number
}

/** Width of a sleeve on an arm over its flat width, by the scale of the trunk: a tube shows .64 of it, and its own scale is larger. */
const SEEN_SLEEVE = 0.78

function placeOnArm(body: Body, query: SleeveQuery, { row, section, fraction, seen }: ArmPlacement): Point {
  const half = clamp((SEEN_SLEEVE * query.scale * distance(row.outer, row.inner)) / 2, section.radius * 1.1, section.radius * 1.75)
  // Inside, the sleeve of the upper arm lies on the arm; extra width there would cover the trunk and its print.
  const slim = Math.min(half, Math.max(0.15 * body.frame.shoulderWidth, section.radius * (query.isLong ? 0.8 : 1)))
  const innerHalf = lerp(slim, half, smooth((fraction - 0.45) / 0.4))
  const outer = along(section.point, section.normal, half)
  const inner = keepOutOfTorso(body, query, { section, half: innerHalf, fraction })
  // The row lies between its two ends: holding each vertex out of the trunk by itself piled them up on one line.
  return mix(outer, inner, seen)
}

/** A sleeve reaches at least this share of the arm's radius over its axis, wherever the trunk is thought to end. */
const LEAST_INSIDE = 0.35

/** How far a sleeve lies over the edge of the trunk, in shoulder widths: between two edges that only meet the old clothes show. */
const OVERLAP = 0.03

/** Inner end of a cross-section. On a hanging upper arm it stays outside of the armhole, and below it outside of the side of the trunk. */
function keepOutOfTorso(
  body: Body,
  { side, tip, armpit }: SleeveQuery,
  { section, half, fraction }: { readonly section: LimbSection; readonly half: number; readonly fraction: number },
): Point {
  const { frame, outline } = body
  const arm = body.arms[side]
  const point = along(section.point, section.normal, -half)
  const hangs = dot(unit(subtract(arm.joints[1], arm.joints[0])), frame.down) > 0.7 && arm.usable
  const hold = hangs ? 1 - smooth((fraction - 0.75) / 0.3) : 0
  if (hold <= 0) return point
  const sign = side === 0 ? -1 : 1
  const { s, u } = placeOf(frame, point[0], point[1])
  const [top, bottom] = [placeOf(frame, tip[0], tip[1]), placeOf(frame, armpit[0], armpit[1])]
  const share = (s - top.s) / Math.max(1, bottom.s - top.s)
  const trunk = share < 1 ? lerp(top.u, bottom.u, Math.max(0, share)) * sign : halfWidths(outline, s)[side]
  const edge = trunk - OVERLAP * frame.shoulderWidth
  if (u * sign >= edge) return point
  const moved = Math.min((edge - u * sign) * hold, half - LEAST_INSIDE * section.radius)
  return moved > 0 ? along(point, frame.right, sign * moved) : point
}
