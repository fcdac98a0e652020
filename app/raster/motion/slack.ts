import type { PoseEstimate } from '../../domain/landmarks.ts'
import { type Plane, type Point, plane } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { type BodyFrame, placeOf, SIDES, sideLandmarks } from '../body/frame.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { distanceToSegment, mix, smoothstep } from '../geometry.ts'
import { mapPlane } from '../morphology.ts'
import { distanceField } from './distance-field.ts'

/** Everything at one size, the pose in its pixels. */
export interface SlackInput {
  readonly person: Plane
  readonly cloth: Plane
  readonly pose: PoseEstimate | null
  readonly frame: BodyFrame | null
}

/** Where the waist holds cloth, in torso lengths below the shoulders; hems below it are free from `FREE` on. */
const WAIST = 0.62
const FREE = 1.7
/** How much cloth moves between shoulders and waist, against a free hem. */
const TRUNK = 0.32

/**
 * How freely cloth moves at each place: not at the shoulders and the waist that carry it, a little between them, the more the farther below;
 * hardly where it lies on a limb; not where a hand, an arm or hair lies over it.
 */
export function slackOf({ person, cloth, pose, frame }: SlackInput): Plane {
  if (pose === null || frame === null) return slackByHeight(cloth)
  const bones = bonesOf(pose, frame)
  const { width, height } = cloth
  const hanging = plane(width, height)
  const over = new Uint8Array(width * height)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const p = placeOf(frame, x + 0.5, y + 0.5).s / frame.torsoLength
      const near = nearestOf(bones, x + 0.5, y + 0.5)
      hanging.data[i] = hang(p) * (0.3 + 0.7 * smoothstep(0.1, 0.42, near.limb / frame.shoulderWidth))
      if (person.data[i] > 0.4 && cloth.data[i] < 0.4 && !(near.isLeg && p > 0.85)) over[i] = 1
    }
  }
  const held = distanceField(cloth, (i) => over[i] === 1)
  const soft = blur(hanging, 0.05 * frame.shoulderWidth)
  return mapPlane(soft, (value, i) => value * smoothstep(0.02, 0.3, held.data[i] / frame.shoulderWidth))
}

/** @param p torso lengths below the shoulders. */
function hang(p: number): number {
  if (p <= 0) return 0
  if (p < WAIST) return TRUNK * Math.sin((Math.PI * p) / WAIST) ** 2
  return smoothstep(WAIST, FREE, p)
}

/** Of cloth whose wearer is not known: held along its upper edge. */
function slackByHeight(cloth: Plane): Plane {
  const box = boundsAbove(cloth, 0.5)
  if (box === null) return plane(cloth.width, cloth.height)
  return mapPlane(cloth, (_, i) => smoothstep(0.15, 1.1, (Math.floor(i / cloth.width) - box.y) / box.height))
}

interface Bone {
  readonly from: Point
  readonly to: Point
  readonly kind: 'leg' | 'arm' | 'trunk'
}

function bonesOf({ landmarks }: PoseEstimate, frame: BodyFrame): Bone[] {
  const at = (index: number): Point => [landmarks[index].x, landmarks[index].y]
  const bones: Bone[] = []
  for (const side of SIDES) {
    const { shoulder, elbow, wrist, index, hip, knee, ankle, foot } = sideLandmarks(side, frame.rear)
    bones.push({ from: at(shoulder), to: at(elbow), kind: 'arm' }, { from: at(elbow), to: at(wrist), kind: 'arm' })
    bones.push({ from: at(wrist), to: at(index), kind: 'arm' })
    bones.push({ from: at(hip), to: at(knee), kind: 'leg' }, { from: at(knee), to: at(ankle), kind: 'leg' })
    bones.push({ from: at(ankle), to: at(foot), kind: 'leg' })
  }
  const { hip } = sideLandmarks(0, frame.rear)
  const hips = mix(at(hip), at(sideLandmarks(1, frame.rear).hip), 0.5)
  bones.push({ from: at(0), to: frame.origin, kind: 'trunk' }, { from: frame.origin, to: hips, kind: 'trunk' })
  return bones
}

function nearestOf(bones: readonly Bone[], x: number, y: number): { readonly limb: number; readonly isLeg: boolean } {
  let [limb, best, isLeg] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, false]
  for (const bone of bones) {
    const { distance } = distanceToSegment(x, y, bone)
    if (bone.kind !== 'trunk') limb = Math.min(limb, distance)
    if (distance >= best) continue
    best = distance
    isLeg = bone.kind === 'leg'
  }
  return { limb, isLeg }
}
