import type { Point } from '../../domain/raster.ts'
import { along, clamp, dot, lerp, mean, median, mix, subtract, unit } from '../geometry.ts'
import { type BodyFrame, type BodyPlace, placeOf, pointAt, type Side } from './frame.ts'
import { isInside, type Limb, limbPlace, type ScaledMask } from './limb.ts'

/** Half widths of the body left and right of the spine, in pixels, at equal steps of s. */
export interface Outline {
  readonly from: number
  readonly to: number
  readonly left: readonly number[]
  readonly right: readonly number[]
}

const ROWS = 128

/** Half widths at `s`: the picture's left, then right. Rows outside the outline repeat the last one. */
export function halfWidths(outline: Outline, s: number): readonly [number, number] {
  const last = outline.left.length - 1
  const position = clamp(((s - outline.from) / (outline.to - outline.from)) * last, 0, last)
  const row = Math.min(last - 1, Math.floor(position))
  const t = position - row
  return [lerp(outline.left[row], outline.left[row + 1], t), lerp(outline.right[row], outline.right[row + 1], t)]
}

/**
 * Measures the sides of torso, hips and thighs: rows across the spine, scanned outwards until the mask ends or an arm
 * begins. What cannot be seen (an arm held to the side) keeps a body's usual width.
 */
export function measureOutline(
  frame: BodyFrame,
  options: { readonly mask: ScaledMask; readonly arms: readonly [Limb, Limb]; readonly legs: readonly [Limb, Limb] },
): Outline {
  const from = -0.05 * frame.torsoLength
  const to = 2.4 * frame.torsoLength
  const sides: [number[], number[]] = [[], []]
  for (let row = 0; row < ROWS; row++) {
    const s = lerp(from, to, row / (ROWS - 1))
    for (const side of [0, 1] as const) sides[side].push(scanRow(frame, { ...options, side, s }))
  }
  return { from, to, left: smoothRows(sides[0]), right: smoothRows(sides[1]) }
}

interface RowScan {
  readonly mask: ScaledMask
  readonly arms: readonly [Limb, Limb]
  readonly legs: readonly [Limb, Limb]
  readonly side: Side
  readonly s: number
}

function scanRow(frame: BodyFrame, { mask, arms, legs, side, s }: RowScan): number {
  const usual = usualHalfWidth(frame, s, legs[side])
  const arm = arms[side]
  const level = s / frame.torsoLength
  const sign = side === 0 ? -1 : 1
  const centre = pointAt(frame, s, 0)
  for (let reach = 0.3 * usual; reach < 1.6 * usual; reach++) {
    const x = centre[0] + frame.right[0] * sign * reach
    const y = centre[1] + frame.right[1] * sign * reach
    if (!isInside(mask, x, y)) {
      if (reach > 0.62 * usual) return clamp(reach, 0.78 * usual, 1.3 * usual)
    } else if (arm.usable && reach > 0.72 * usual && level > 0.12 && level < 1.15 && limbPlace(arm, x, y).ratio < 0.93) {
      // Nearer than .72 an arm crosses the front and says nothing about the side.
      return clamp(reach, 0.78 * usual, 1.3 * usual)
    }
  }
  return usual
}

/** Half width of a dressed body by level, in shoulder widths; below the hips the outer line of the leg. */
function usualHalfWidth(frame: BodyFrame, s: number, leg: Limb): number {
  const level = s / frame.torsoLength
  const width = frame.shoulderWidth
  if (level < 0.25) return width * lerp(0.56, 0.52, clamp(level / 0.25, 0, 1))
  if (level < 0.65) return width * lerp(0.52, 0.46, (level - 0.25) / 0.4)
  if (level < 1.05) return width * lerp(0.46, 0.56, (level - 0.65) / 0.4)
  const hips = 0.56 * width
  if (!leg.usable) return hips
  return lerp(hips, clamp(legHalfWidth(frame, s, leg), 0.2 * width, 0.9 * width), clamp((level - 1.05) / 0.3, 0, 1))
}

function legHalfWidth(frame: BodyFrame, s: number, leg: Limb): number {
  const [hip, knee, ankle] = leg.joints.map((joint) => placeOf(frame, joint[0], joint[1]))
  const sign = leg.side === 0 ? -1 : 1
  const isThigh = s < knee.s
  const [top, bottom] = isThigh ? [hip, knee] : [knee, ankle]
  const t = clamp((s - top.s) / (bottom.s - top.s + 1e-6), 0, 1)
  const [r0, r1, r2] = leg.radii
  return sign * lerp(top.u, bottom.u, t) + (isThigh ? lerp(r0, r1, t) : lerp(r1, r2, t))
}

function smoothRows(rows: readonly number[]): number[] {
  let smoothed = rows.map((_, i) => median(rows.slice(Math.max(0, i - 4), i + 5)))
  for (let pass = 0; pass < 3; pass++) {
    const before = smoothed
    smoothed = before.map((_, i) => mean(before.slice(Math.max(0, i - 3), i + 4)))
  }
  return smoothed
}

/** The line on which a top hangs: shoulder tips, crests halfway to the neck, and neck points, the picture's left first, in pixels. */
export interface ShoulderLine {
  readonly tips: readonly [Point, Point]
  readonly crests: readonly [Point, Point]
  readonly neck: readonly [Point, Point]
}

/**
 * Finds the shoulder line on the upper edge of the mask. Tips lie .14 shoulder widths outside the joints; where hair or an
 * old hood makes the edge too high, a body's usual height is taken.
 */
export function measureShoulders(frame: BodyFrame, joints: readonly [Point, Point], mask: ScaledMask): ShoulderLine {
  const width = frame.shoulderWidth
  const tip = (side: Side): Point => {
    const outward = unit(subtract(joints[side], joints[1 - side]))
    const start: Point = [joints[side][0] + outward[0] * 0.14 * width, joints[side][1] + outward[1] * 0.14 * width]
    const direction = unit(subtract(along(start, frame.down, -0.1 * width), joints[side]))
    return isInside(mask, ...start)
      ? upToEdge(frame, mask, { start, least: 0.03, most: 0.2, usual: 0.1 })
      : outToEdge(mask, { joint: joints[side], direction, least: 0.08 * width, most: 0.18 * width })
  }
  const neck = (side: Side): Point => {
    const tilt = dot(subtract(joints[side], frame.origin), frame.down) * 0.48
    const start = pointAt(frame, tilt, (side === 0 ? -0.24 : 0.24) * width)
    return upToEdge(frame, mask, { start, least: 0.17, most: 0.3, usual: 0.24 })
  }
  const tips = [tip(0), tip(1)] as const
  const necks = [neck(0), neck(1)] as const
  return { tips, crests: [crestOf(frame, mask, [tips[0], necks[0]]), crestOf(frame, mask, [tips[1], necks[1]])], neck: necks }
}

/** A crest lies at most this far (shoulder widths) above the straight line from tip to neck: beyond it hair or an old collar is seen. */
const MOST_CREST = 0.05

/** The muscle between neck and shoulder is round; a straight line left a strip of it bare. */
function crestOf(frame: BodyFrame, mask: ScaledMask, [tip, neck]: readonly [Point, Point]): Point {
  const middle = mix(tip, neck, 0.5)
  const most = MOST_CREST * frame.shoulderWidth
  let up = 0
  while (up <= most && isInside(mask, ...along(middle, frame.down, -up))) up++
  // Inside all the way up: this is no edge of a shoulder.
  return up > most ? middle : along(middle, frame.down, -up)
}

/**
 * A sloping or narrow shoulder: its tip is where the line from the joint, up and outwards, leaves the body. Going straight up or
 * down from beside it gave pagoda shoulders, and sleeves sewn on halfway down the arm.
 */
function outToEdge(
  mask: ScaledMask,
  { joint, direction, least, most }: { readonly joint: Point; readonly direction: Point; readonly least: number; readonly most: number },
): Point {
  let reach = least
  while (reach < most && isInside(mask, ...along(joint, direction, reach))) reach++
  return along(joint, direction, reach)
}

function upToEdge(
  frame: BodyFrame,
  mask: ScaledMask,
  query: { readonly start: Point; readonly least: number; readonly most: number; readonly usual: number },
): Point {
  const width = frame.shoulderWidth
  const at = (up: number): Point => [query.start[0] - frame.down[0] * up, query.start[1] - frame.down[1] * up]
  const covers = (up: number): boolean => isInside(mask, at(up)[0], at(up)[1])
  let up = 0
  while (up < 0.6 * width && covers(up)) up++
  const isBelievable = up >= 2 && up <= query.most * 1.25 * width
  return at(isBelievable ? clamp(up, query.least * width, query.most * width) : query.usual * width)
}

/** Level s of the shoulder line at `u`, in pixels; beyond the tips it falls at 60 %. */
export function shoulderLevel(frame: BodyFrame, line: ShoulderLine, u: number): number {
  const { tips, crests, neck } = line
  // Asked for each pixel of a body, so nothing is put into lists here.
  const first = placeOf(frame, tips[0][0], tips[0][1])
  const last = placeOf(frame, tips[1][0], tips[1][1])
  if (u < first.u) return first.s + (first.u - u) * 0.6
  if (u > last.u) return last.s + (u - last.u) * 0.6
  const left = placeOf(frame, neck[0][0], neck[0][1])
  const right = placeOf(frame, neck[1][0], neck[1][1])
  if (u > left.u && u <= right.u) return levelBetween(left, right, u)
  const isLeft = u <= left.u
  const crest = placeOf(frame, crests[isLeft ? 0 : 1][0], crests[isLeft ? 0 : 1][1])
  if (isLeft) return u < crest.u ? levelBetween(first, crest, u) : levelBetween(crest, left, u)
  return u < crest.u ? levelBetween(right, crest, u) : levelBetween(crest, last, u)
}

function levelBetween(from: BodyPlace, to: BodyPlace, u: number): number {
  return lerp(from.s, to.s, (u - from.u) / (to.u - from.u + 1e-6))
}
