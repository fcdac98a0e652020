import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { PoseEstimate } from '../../domain/landmarks.ts'
import type { OtherHalf } from '../../domain/outfit.ts'
import { fitInside, type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { type Body, measureBody } from '../body/body.ts'
import { limbPlace } from '../body/limb.ts'
import { ANALYSIS_LONG_SIDE, type BodyParts, findParts } from '../body/parts.ts'
import { smooth } from '../geometry.ts'
import { createGuide, type Guide } from '../guided-filter.ts'
import { mapPlane } from '../morphology.ts'
import { resizeRgb } from '../resample.ts'
import { packScene, type Scene } from './scene.ts'

/**
 * Small windows: sleeves and hair are narrow. The statistics are shared by all masks of the scene. At 512 px the recolour truth is
 * that of 640 px (dE 5.22 and 5.25), for two thirds of the time.
 */
const LAYER_GUIDE = { workingLongSidePx: 512, radiusPx: 3, epsilon: 4e-4 } as const

export interface SceneInput {
  /** The person's part of the working picture. */
  readonly photo: Rgb8
  /** The person in it, 0..1, same size. */
  readonly mask: Plane
  /** Pose in the photo's pixels. */
  readonly pose: PoseEstimate
  readonly region: GarmentRegion
  /** What becomes of the clothes on the other half of the body: a top that is replaced as well hides no waistband. */
  readonly otherHalf: OtherHalf
}

/** Measures a person and parts what they wear: everything about a try-on that does not depend on the garment. */
export function buildScene({ photo, mask, pose, region, otherHalf }: SceneInput): Scene {
  const body = measureBody(pose, { width: photo.width, height: photo.height }, { mask, scale: 1 })
  const size = fitInside(photo, ANALYSIS_LONG_SIDE)
  const image = resizeRgb(photo, size)
  const found = findParts(body, {
    image,
    scale: size.width / photo.width,
    mask,
    wantsLower: region === 'upper' ? 'upper-only' : 'with-lower',
  })
  const parts = region === 'lower' && otherHalf === 'replaced' ? { ...found, oldUpper: plane(size.width, size.height) } : found
  const guide = createGuide(photo, LAYER_GUIDE)
  const arms = mapPlane(parts.arms[0], (value, i) => Math.max(value, parts.arms[1].data[i]))
  const layers = packScene({
    old: decided(guide, region === 'lower' ? parts.oldLower : parts.oldUpper),
    arms: decided(guide, arms),
    front: decided(guide, region === 'lower' ? frontOfLower(body, parts, arms) : parts.front),
    person: mask,
  })
  return { photo, body, parts, layers }
}

/**
 * Over trousers and skirts lie head and hair, arms, the shoes, and the top: people who dress us wear it untucked unless they
 * say so.
 */
function frontOfLower(body: Body, parts: BodyParts, arms: Plane): Plane {
  return mapPlane(parts.front, (value, i) => {
    const over = Math.max(value, arms.data[i], parts.oldUpper.data[i])
    if (over > 0.5 || parts.person.data[i] < 0.5 || parts.oldLower.data[i] > 0.5) return over
    const x = ((i % arms.width) + 0.5) / parts.scale
    const y = (Math.floor(i / arms.width) + 0.5) / parts.scale
    return body.legs.some((leg) => leg.usable && limbPlace(leg, x, y).along > SHOE) ? 1 : over
  })
}

/** Where a shoe begins on the leg: a little below the ankle (2), or the bare ankle would stay over a long hem. */
const SHOE = 2.12

/** A rough mask with its edge on the picture's edge, decided between .2 and .8. */
function decided(guide: Guide, rough: Plane): Plane {
  const refined = guide.refine(rough)
  for (let i = 0; i < refined.data.length; i++) {
    const value = refined.data[i]
    if (value > 0 && value < 1) refined.data[i] = smooth((value - 0.2) / 0.6)
  }
  return refined
}
