import type { Landmark } from '../../domain/landmarks.ts'
import { type Plane, type Point, plane, type Size } from '../../domain/raster.ts'
import { along, distance, dot, mix, subtract, unit } from '../geometry.ts'
import type { BodyFrame } from './frame.ts'

/** Head and face, in pixels of the picture the landmarks are in. */
export interface Head {
  /** Disc that holds head and hair line. */
  readonly centre: Point
  readonly radius: number
  readonly chin: Point
  /** The ellipse from forehead to chin that no draft may touch; null when the face is not seen. */
  readonly face: Ellipse | null
  /** Where skin colour is read: between nose and mouth. */
  readonly skinSample: Point
}

export interface Ellipse {
  readonly centre: Point
  /** Unit vector along the long axis. */
  readonly axis: Point
  readonly halfLength: number
  readonly halfWidth: number
}

const NOSE = 0
const EYES = [2, 5] as const
const EARS = [7, 8] as const
const MOUTH = [9, 10] as const
/** The face landmarks are guessed on the back of a head; then their visibility stays under this. */
const FACE_VISIBILITY = 0.5

/** Finds head, chin and face. The proportions (chin .65, forehead 1.0 of the eye to mouth distance) are those of an adult. */
export function measureHead(landmarks: readonly Landmark[], frame: BodyFrame): Head {
  const at = (i: number): Point => [landmarks[i].x, landmarks[i].y]
  const nose = at(NOSE)
  const mouth = mix(at(MOUTH[0]), at(MOUTH[1]), 0.5)
  const ears = mix(at(EARS[0]), at(EARS[1]), 0.5)
  const eyes = mix(at(EYES[0]), at(EYES[1]), 0.5)
  const radius = Math.max(distance(at(EARS[0]), at(EARS[1])) * 0.62, distance(mouth, ears), 0.24 * frame.shoulderWidth)
  const drop = distance(eyes, mouth)
  const axis = unit(subtract(mouth, eyes))
  const isSeen = !frame.rear && landmarks[NOSE].visibility > FACE_VISIBILITY && drop > 2
  return {
    centre: along(ears, frame.down, -0.18 * radius),
    radius,
    chin: along(mouth, subtract(mouth, nose), 1.15),
    face: isSeen ? { centre: along(eyes, axis, 0.33 * drop), axis, halfLength: 1.33 * drop, halfWidth: 1.02 * drop } : null,
    skinSample: mix(nose, mouth, 0.35),
  }
}

/** A mask of 0 and 1 of an ellipse; `scale` turns the ellipse's pixels into the mask's. */
export function ellipseMask(ellipse: Ellipse, size: Size, scale: number): Plane {
  const out = plane(size.width, size.height)
  eachInEllipse(ellipse, { ...size, scale }, (i) => {
    out.data[i] = 1
  })
  return out
}

/** Visits the pixels of an ellipse; `scale` turns the ellipse's pixels into those that are visited. */
export function eachInEllipse(
  ellipse: Ellipse,
  { width, height, scale = 1 }: Size & { readonly scale?: number },
  visit: (index: number) => void,
): void {
  const reach = Math.max(ellipse.halfLength, ellipse.halfWidth)
  const rows = [ellipse.centre[1] - reach, ellipse.centre[1] + reach].map((y) => Math.round(y * scale))
  const columns = [ellipse.centre[0] - reach, ellipse.centre[0] + reach].map((x) => Math.round(x * scale))
  const across: Point = [ellipse.axis[1], -ellipse.axis[0]]
  for (let y = Math.max(0, rows[0]); y < Math.min(height, rows[1]); y++) {
    for (let x = Math.max(0, columns[0]); x < Math.min(width, columns[1]); x++) {
      const offset: Point = [(x + 0.5) / scale - ellipse.centre[0], (y + 0.5) / scale - ellipse.centre[1]]
      const level = (dot(offset, ellipse.axis) / ellipse.halfLength) ** 2 + (dot(offset, across) / ellipse.halfWidth) ** 2
      if (level <= 1) visit(y * width + x)
    }
  }
}
