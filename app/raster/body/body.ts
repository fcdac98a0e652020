import type { PoseEstimate } from '../../domain/landmarks.ts'
import type { Point, Size } from '../../domain/raster.ts'
import { type BodyFrame, bodyFrame, placeOf, sideLandmarks } from './frame.ts'
import { type Head, measureHead } from './head.ts'
import { type Limb, limbPlace, measureArm, measureLeg, type ScaledMask } from './limb.ts'
import { halfWidths, measureOutline, measureShoulders, type Outline, type ShoulderLine } from './outline.ts'

/** A person as the fit sees them: plain data, in pixels of one picture. The first of a pair is the picture's left. */
export interface Body {
  readonly size: Size
  readonly frame: BodyFrame
  readonly arms: readonly [Limb, Limb]
  readonly legs: readonly [Limb, Limb]
  readonly outline: Outline
  readonly shoulders: ShoulderLine
  readonly head: Head
  /** Least visibility 0..1 of shoulders and hips. */
  readonly torsoVisibility: number
}

/**
 * Measures a body from its pose and mask.
 *
 * @param mask the person, 0..1; may be smaller than the picture (`scale` below 1).
 */
export function measureBody(pose: PoseEstimate, size: Size, mask: ScaledMask): Body {
  const { landmarks } = pose
  const frame = bodyFrame(landmarks)
  const arms = [measureArm(landmarks, frame, { side: 0, mask }), measureArm(landmarks, frame, { side: 1, mask })] as const
  const legs = evenLegs([measureLeg(landmarks, frame, { side: 0, mask }), measureLeg(landmarks, frame, { side: 1, mask })])
  const sides = [sideLandmarks(0, frame.rear), sideLandmarks(1, frame.rear)]
  const joint = (index: number): Point => [landmarks[index].x, landmarks[index].y]
  return {
    size,
    frame,
    arms,
    legs,
    outline: measureOutline(frame, { mask, arms, legs }),
    shoulders: measureShoulders(frame, [joint(sides[0].shoulder), joint(sides[1].shoulder)], mask),
    head: measureHead(landmarks, frame),
    torsoVisibility: Math.min(1, ...sides.flatMap((side) => [landmarks[side.shoulder].visibility, landmarks[side.hip].visibility])),
  }
}

/** Legs of one body differ by less than this; what makes one look thicker is the hand that hangs beside it. */
const MOST_UNEVEN = 1.2

function evenLegs([left, right]: readonly [Limb, Limb]): readonly [Limb, Limb] {
  if (!left.usable || !right.usable) return [left, right]
  const capped = (leg: Limb, other: Limb): Limb => {
    const radius = (at: 0 | 1 | 2): number => Math.min(leg.radii[at], MOST_UNEVEN * other.radii[at])
    return { ...leg, radii: [radius(0), radius(1), radius(2)] }
  }
  return [capped(left, right), capped(right, left)]
}

/** Least ratio to a usable arm's capsule; below 1 the point lies on an arm. */
export function armRatio(body: Body, x: number, y: number): number {
  let least = 9
  for (const arm of body.arms) if (arm.usable) least = Math.min(least, limbPlace(arm, x, y).ratio)
  return least
}

/** How far out a point lies: 0 on the spine, 1 on the side of the torso at its level. */
export function torsoRatio(body: Body, x: number, y: number): { readonly s: number; readonly u: number; readonly ratio: number } {
  const { s, u } = placeOf(body.frame, x, y)
  const [left, right] = halfWidths(body.outline, s)
  return { s, u, ratio: Math.abs(u) / (u < 0 ? left : right) }
}

/** The same body in a part of its picture: every point moved by minus the corner of `crop`. */
export function cropBody(pose: PoseEstimate, crop: { readonly x: number; readonly y: number }): PoseEstimate {
  return {
    ...pose,
    box: { ...pose.box, x: pose.box.x - crop.x, y: pose.box.y - crop.y },
    landmarks: pose.landmarks.map((mark) => ({ ...mark, x: mark.x - crop.x, y: mark.y - crop.y })),
  }
}
