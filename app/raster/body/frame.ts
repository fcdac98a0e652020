import type { Landmark } from '../../domain/landmarks.ts'
import type { Point } from '../../domain/raster.ts'
import { clamp, distance, length, mix, subtract, unit } from '../geometry.ts'

/** Left or right as seen in the picture, whatever way the person faces: 0 is the picture's left. */
export type Side = 0 | 1
export const SIDES: readonly Side[] = [0, 1]

/**
 * The coordinate system of a body, in pixels of the working picture. A place on the body is (s, u): s runs down the spine
 * from the middle of the shoulders, u runs to the picture's right, both in pixels.
 */
export interface BodyFrame {
  readonly origin: Point
  /** Unit vector down the spine. */
  readonly down: Point
  /** Unit vector across, towards the picture's right. */
  readonly right: Point
  /** Middle of the shoulders to middle of the hips; never less than 1.15 raw shoulder widths, so that a crouch stays wide. */
  readonly torsoLength: number
  /** Between the shoulder joints; never less than .56 torso lengths, so that a turned body keeps its scale. */
  readonly shoulderWidth: number
  /** The person shows their back: picture left is the person's left. */
  readonly rear: boolean
  /** Turn of the shoulders about the spine as depth over width, -1.2..1.2; above 0 the picture's left shoulder is farther. */
  readonly yaw: number
}

/** Indices into the 33 landmarks for the picture's side `side`. */
export interface SideLandmarks {
  readonly shoulder: number
  readonly elbow: number
  readonly wrist: number
  readonly pinky: number
  readonly index: number
  readonly hip: number
  readonly knee: number
  readonly ankle: number
  readonly heel: number
  readonly foot: number
}

const LEFT_SHOULDER = 11
const RIGHT_SHOULDER = 12

/** The landmarks of the limb on one side of the picture; a rear view swaps them. */
export function sideLandmarks(side: Side, rear: boolean): SideLandmarks {
  const isPersonsRight = (side === 0) !== rear
  const shoulder = isPersonsRight ? RIGHT_SHOULDER : LEFT_SHOULDER
  return {
    shoulder,
    elbow: shoulder + 2,
    wrist: shoulder + 4,
    pinky: shoulder + 6,
    index: shoulder + 8,
    hip: shoulder + 12,
    knee: shoulder + 14,
    ankle: shoulder + 16,
    heel: shoulder + 18,
    foot: shoulder + 20,
  }
}

/** Measures the frame from the landmarks of a pose. Needs shoulders and hips; their visibility is not looked at. */
export function bodyFrame(landmarks: readonly Landmark[]): BodyFrame {
  const at = (index: number): Point => [landmarks[index].x, landmarks[index].y]
  const rear = landmarks[RIGHT_SHOULDER].x > landmarks[LEFT_SHOULDER].x
  const left = sideLandmarks(0, rear)
  const right = sideLandmarks(1, rear)
  const origin = mix(at(left.shoulder), at(right.shoulder), 0.5)
  const hips = mix(at(left.hip), at(right.hip), 0.5)
  const down = unit(subtract(hips, origin))
  const rawWidth = distance(at(left.shoulder), at(right.shoulder))
  const torsoLength = Math.max(length(subtract(hips, origin)), 1.15 * rawWidth)
  const depth = landmarks[left.shoulder].z - landmarks[right.shoulder].z
  return {
    origin,
    down,
    right: [down[1], -down[0]],
    torsoLength,
    shoulderWidth: Math.max(rawWidth, 0.56 * torsoLength),
    rear,
    yaw: clamp(depth / (rawWidth + 1e-6), -1.2, 1.2),
  }
}

/** A place on the body in the frame's axes, in pixels. */
export interface BodyPlace {
  readonly s: number
  readonly u: number
}

export function placeOf(frame: BodyFrame, x: number, y: number): BodyPlace {
  const { origin, down, right } = frame
  const dx = x - origin[0]
  const dy = y - origin[1]
  return { s: dx * down[0] + dy * down[1], u: dx * right[0] + dy * right[1] }
}

export function pointAt(frame: BodyFrame, s: number, u: number): Point {
  return [frame.origin[0] + frame.down[0] * s + frame.right[0] * u, frame.origin[1] + frame.down[1] * s + frame.right[1] * u]
}
