import type { Landmark } from '../../domain/landmarks.ts'
import type { Plane, Point } from '../../domain/raster.ts'
import { along, clamp, distanceToSegment, dot, lerp, median, mix, smooth, subtract, unit } from '../geometry.ts'
import { nearest } from '../resample.ts'
import { type BodyFrame, type Side, sideLandmarks } from './frame.ts'

/**
 * An arm (shoulder, elbow, wrist, knuckles) or a leg (hip, knee, ankle, toes) as a chain of capsules, in pixels of the
 * working picture.
 */
export interface Limb {
  readonly side: Side
  readonly joints: readonly [Point, Point, Point, Point]
  /** Radius of the dressed limb near the first, second and third joint. */
  readonly radii: readonly [number, number, number]
  /** Least visibility 0..1 of the joints that the limb needs. */
  readonly visibility: number
  /** The limb is seen well enough to put cloth on it. */
  readonly usable: boolean
  /** Depth of its nearest part in pixels; smaller is nearer to the camera. */
  readonly depth: number
}

/** Below this an elbow or knee is a guess of the model. Set by eye on rear and three-quarter views. */
const USABLE_VISIBILITY = 0.35

/** Measures an arm. The radius is taken outwards, because the inner side touches the torso. */
export function measureArm(
  landmarks: readonly Landmark[],
  frame: BodyFrame,
  options: { readonly side: Side; readonly mask: ScaledMask },
): Limb {
  const { side, mask } = options
  const index = sideLandmarks(side, frame.rear)
  const at = (i: number): Point => [landmarks[i].x, landmarks[i].y]
  const [shoulder, elbow, wrist] = [at(index.shoulder), at(index.elbow), at(index.wrist)]
  const fingers = mix(at(index.pinky), at(index.index), 0.5)
  const width = frame.shoulderWidth
  const radius = (bone: Bone, samples: readonly number[], usual: number): number =>
    outerRadius(mask, { ...bone, side, samples, most: 0.4 * width }) ?? usual * width
  const visibility = Math.min(1, landmarks[index.elbow].visibility)
  return {
    side,
    // Fingers reach past the knuckles that the model marks.
    joints: [shoulder, elbow, wrist, along(wrist, subtract(fingers, wrist), 1.25)],
    radii: [
      clamp(radius({ from: shoulder, to: elbow }, [0.35, 0.5, 0.65, 0.8], 0.17), 0.12 * width, 0.25 * width),
      clamp(radius({ from: elbow, to: wrist }, [0.05, 0.2], 0.14), 0.1 * width, 0.2 * width),
      clamp(radius({ from: elbow, to: wrist }, [0.7, 0.85, 0.95], 0.1), 0.075 * width, 0.16 * width),
    ],
    visibility,
    usable: visibility > USABLE_VISIBILITY,
    depth: Math.min(landmarks[index.wrist].z, landmarks[index.elbow].z),
  }
}

/** Measures a leg. The hip joint lies inside the body, so the thigh radius is taken from a little below it. */
export function measureLeg(
  landmarks: readonly Landmark[],
  frame: BodyFrame,
  options: { readonly side: Side; readonly mask: ScaledMask },
): Limb {
  const { side, mask } = options
  const index = sideLandmarks(side, frame.rear)
  const at = (i: number): Point => [landmarks[i].x, landmarks[i].y]
  const [hip, knee, ankle] = [at(index.hip), at(index.knee), at(index.ankle)]
  const width = frame.shoulderWidth
  const radius = (bone: Bone, samples: readonly number[], usual: number): number =>
    outerRadius(mask, { ...bone, side, samples, most: 0.5 * width }) ?? usual * width
  const visibility = Math.min(1, landmarks[index.knee].visibility)
  return {
    side,
    joints: [hip, knee, ankle, at(index.foot)],
    radii: [
      clamp(radius({ from: hip, to: knee }, [0.15, 0.3, 0.45], 0.27), 0.2 * width, 0.36 * width),
      clamp(radius({ from: hip, to: knee }, [0.85, 0.95], 0.19), 0.13 * width, 0.28 * width),
      clamp(radius({ from: knee, to: ankle }, [0.7, 0.85], 0.13), 0.085 * width, 0.24 * width),
    ],
    visibility,
    usable: visibility > USABLE_VISIBILITY,
    depth: Math.min(landmarks[index.knee].z, landmarks[index.ankle].z),
  }
}

/** A mask that may be smaller than the picture its points are in: mask pixel = picture pixel x `scale`. */
export interface ScaledMask {
  readonly mask: Plane
  readonly scale: number
}

export function isInside({ mask, scale }: ScaledMask, x: number, y: number): boolean {
  return nearest(mask, x * scale, y * scale) > 0.5
}

interface Bone {
  readonly from: Point
  readonly to: Point
}

interface RadiusQuery extends Bone {
  readonly side: Side
  readonly samples: readonly number[]
  readonly most: number
}

/** Median distance from the bone to the edge of the mask, outwards; undefined where no edge is near. */
function outerRadius(mask: ScaledMask, { from, to, side, samples, most }: RadiusQuery): number | undefined {
  const normal = outwardNormal(unit(subtract(to, from)), side)
  const found: number[] = []
  for (const sample of samples) {
    const centre = mix(from, to, sample)
    let reach = 0
    while (reach < most && isInside(mask, centre[0] + normal[0] * reach, centre[1] + normal[1] * reach)) reach += 1
    if (reach < 0.975 * most) found.push(reach)
  }
  return found.length === 0 ? undefined : median(found)
}

/** The normal that points away from the body for a limb that hangs. */
export function outwardNormal(direction: Point, side: Side): Point {
  return side === 0 ? [-direction[1], direction[0]] : [direction[1], -direction[0]]
}

/** Where a point lies on a limb: 0..1 first bone, 1..2 second, 2..3 hand or foot, and its distance in radii (1 is the skin). */
export interface LimbPlace {
  readonly along: number
  readonly ratio: number
  readonly distance: number
}

export function limbPlace(limb: Limb, x: number, y: number): LimbPlace {
  const { joints, radii } = limb
  const upper = distanceToSegment(x, y, { from: joints[0], to: joints[1] })
  const lower = distanceToSegment(x, y, { from: joints[1], to: joints[2] })
  const end = distanceToSegment(x, y, { from: joints[2], to: joints[3] })
  const upperRatio = upper.distance / lerp(radii[0], radii[1], upper.t)
  const lowerRatio = lower.distance / lerp(radii[1], radii[2], lower.t)
  // A hand is about a third wider than its wrist.
  const endRatio = end.distance / (radii[2] * 1.35)
  if (upperRatio <= lowerRatio && upperRatio <= endRatio) return { along: upper.t, ratio: upperRatio, distance: upper.distance }
  if (lowerRatio <= endRatio) return { along: 1 + lower.t, ratio: lowerRatio, distance: lower.distance }
  return { along: 2 + end.t, ratio: endRatio, distance: end.distance }
}

/** The axis of a limb at a fraction: point, direction, outward normal and radius. */
export interface LimbSection {
  readonly point: Point
  readonly direction: Point
  readonly normal: Point
  readonly radius: number
}

/**
 * The cross-section of a limb at `fraction` (0 first joint, 1 second, 2 third; outside that range it runs on straight).
 * Around the middle joint directions blend and the corner is cut, as cloth does.
 */
export function limbSection(limb: Limb, fraction: number): LimbSection {
  const [a, b, c] = limb.joints
  const first = unit(subtract(b, a))
  const second = unit(subtract(c, b))
  const direction = unit(mix(first, second, smooth((fraction - 0.8) / 0.4)))
  let point = fraction < 1 ? mix(a, b, fraction) : mix(b, c, fraction - 1)
  if (1 - dot(first, second) > 0.05) {
    const inside = mix(mix(a, b, 0.85), mix(b, c, 0.15), 0.5)
    point = mix(point, inside, 0.45 * Math.max(0, 1 - Math.abs(fraction - 1) / 0.22))
  }
  const [r0, r1, r2] = limb.radii
  const radius = fraction < 1 ? lerp(r0, r1, Math.max(0, fraction)) : lerp(r1, r2, Math.min(1, fraction - 1))
  return { point, direction, normal: outwardNormal(direction, limb.side), radius }
}

/** Where a cross-section is asked, in radii, outwards above 0: the inner side may lie before the trunk, whose cloth is no sleeve. */
const LIMB_SAMPLES = [-0.25, 0.25, 0.7] as const

/**
 * Where a sleeve or trouser leg ends on its limb (0 first joint, 1 second, 2 third): the last cross-section of which at least two of three
 * samples are cloth, before a bare half of a bone (the other hand may lie on the sleeve).
 *
 * @param cloth mask at analysis size.
 */
export function limbCover(limb: Limb, cloth: Plane, scale: number): number {
  if (!limb.usable) return 0
  let end = 0
  for (let fraction = 0.15; fraction < 2; fraction += 0.05) {
    const { point, normal, radius } = limbSection(limb, fraction)
    const covered = LIMB_SAMPLES.filter((across) => {
      const [x, y] = along(point, normal, across * radius)
      return nearest(cloth, x * scale, y * scale) > 0.5
    })
    if (covered.length >= 2) end = fraction
    else if (fraction - end > 0.45) break
  }
  return end
}
