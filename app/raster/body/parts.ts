import { type Plane, plane, type Rgb8, type Size } from '../../domain/raster.ts'
import { labOfRgb } from '../colour.ts'
import { keepLargest } from '../components.ts'
import { distance, distanceToSegment, dot, subtract } from '../geometry.ts'
import { open } from '../morphology.ts'
import { resizePlane } from '../resample.ts'
import { type Body, torsoRatio } from './body.ts'
import { hairProbability } from './hair.ts'
import { type Limb, limbCover, limbPlace } from './limb.ts'
import { segmentLower, segmentUpper } from './old-garment.ts'
import { measureSkin, skinProbability } from './skin.ts'

/** What is what on the person, at analysis size (pixel = picture pixel x `scale`); masks of 0..1. */
export interface BodyParts {
  readonly scale: number
  readonly person: Plane
  readonly skin: Plane
  /** The skin colour came from the face. */
  readonly skinMeasured: boolean
  readonly oldUpper: Plane
  /** Empty unless asked for. */
  readonly oldLower: Plane
  readonly arms: readonly [Plane, Plane]
  /** Where the old sleeves end on the arms: 0 shoulder, 1 elbow, 2 wrist. */
  readonly oldCuffs: readonly [number, number]
  /** Head and hair: always in front of a garment. */
  readonly front: Plane
}

/** Long side of the colour analysis. The edge comes from the guided filter anyway. */
export const ANALYSIS_LONG_SIDE = 416

export interface PartsInput {
  /** The picture at analysis size. */
  readonly image: Rgb8
  readonly scale: number
  /** Person mask at any size. */
  readonly mask: Plane
  readonly wantsLower: 'with-lower' | 'upper-only'
}

/** Tells skin, old clothes, arms and hair apart. */
export function findParts(body: Body, input: PartsInput): BodyParts {
  const { image, scale } = input
  const size: Size = image
  const lab = labOfRgb(image)
  const person = resizePlane(input.mask, size)
  const face = {
    centre: [body.head.skinSample[0] * scale, body.head.skinSample[1] * scale] as const,
    radius: body.head.radius * scale * 0.5,
  }
  const model = measureSkin(lab, size, { ...face, seen: body.head.face !== null })
  const skin = skinProbability(lab, person, model)
  const hair = hairProbability(body, { image, scale, person, skin })
  const segment = { image, scale, person, skin, hair }
  const oldUpper = segmentUpper(body, segment)
  const oldLower = input.wantsLower === 'with-lower' ? segmentLower(body, { ...segment, upper: oldUpper }) : plane(size.width, size.height)
  const oldCuffs = [limbCover(body.arms[0], oldUpper, scale), limbCover(body.arms[1], oldUpper, scale)] as const
  const layers = { scale, person, skin, oldUpper, oldCuffs }
  const arms = [armMask(body.arms[0], layers), armMask(body.arms[1], layers)] as const
  return { ...layers, skinMeasured: model.measured, oldLower, arms, front: frontMask(body, { ...layers, arms, hair }) }
}

interface Layers {
  readonly scale: number
  readonly person: Plane
  readonly skin: Plane
  readonly oldUpper: Plane
  readonly oldCuffs: readonly [number, number]
}

/** An arm with its sleeve. Skin may lie a bit outside the capsule, cloth of the torso must not be taken for a sleeve. */
function armMask(arm: Limb, { scale, person, skin, oldUpper, oldCuffs }: Layers): Plane {
  const out = plane(person.width, person.height)
  if (!arm.usable) return out
  for (let y = 0, i = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++, i++) {
      if (person.data[i] < 0.2) continue
      const place = limbPlace(arm, (x + 0.5) / scale, (y + 0.5) / scale)
      const isOld = oldUpper.data[i] > 0.5
      // Past the end of its own sleeve an arm has no cloth: this is the trunk, or the sleeve of the arm it is tucked under.
      if (isOld && place.along > oldCuffs[arm.side] + 0.12) continue
      const limit = isOld ? 1 : skin.data[i] > 0.3 ? 1.45 : 1.1
      if (place.ratio >= limit) continue
      // A hand must look like skin: cloth of a pocket beside it, or a sleeve that hides it, is not hand.
      const isCloth = skin.data[i] < 0.12 && onHand(arm, (x + 0.5) / scale, (y + 0.5) / scale)
      if (!isCloth) out.data[i] = 1
    }
  }
  return out
}

/** Past the wrist and within two wrist radii of the hand's axis, whatever other bone is nearer (arms crossed, hand on the arm). */
function onHand(arm: Limb, x: number, y: number): boolean {
  const place = distanceToSegment(x, y, { from: arm.joints[2], to: arm.joints[3] })
  return place.t > 0.25 && place.distance < arm.radii[2] * 2
}

/** How like hair a place must be for one that is as like skin as can be: .36 to .47 on bare chests, .9 to 1.7 on hair. */
const HAIR_OVER_SKIN = 0.7

function frontMask(
  body: Body,
  { scale, person, skin, oldUpper, arms, hair }: Layers & { readonly arms: readonly [Plane, Plane]; readonly hair: Plane | null },
): Plane {
  const raw = plane(person.width, person.height)
  const { head, frame } = body
  for (let y = 0, i = 0; y < raw.height; y++) {
    for (let x = 0; x < raw.width; x++, i++) {
      if (person.data[i] < 0.4) continue
      const px = (x + 0.5) / scale
      const py = (y + 0.5) / scale
      const { s } = torsoRatio(body, px, py)
      const isAboveChin = dot(subtract([px, py], head.chin), frame.down) < 0
      const isArm = arms[0].data[i] > 0 || arms[1].data[i] > 0
      const isInHead = distance([px, py], head.centre) < head.radius
      // A collar that stands beside the jaw is not head, nor is a raised arm, which may get a sleeve.
      const isHead = oldUpper.data[i] < 0.5 && isAboveChin && (isInHead || (s < -0.1 * frame.shoulderWidth && !isArm))
      const isFree = oldUpper.data[i] < 0.5 && !isArm
      const isHair = isFree && skin.data[i] < 0.12 && s < 0.42 * frame.torsoLength
      // Light brown hair has the colour of skin; where it could be measured it reaches down to the waist. A bare chest beside it is more
      // like the face than like the hair: taken for hair, it stood in front of the new collar.
      const isLongHair =
        isFree && hair !== null && hair.data[i] > Math.max(0.3, HAIR_OVER_SKIN * skin.data[i]) && s < 0.75 * frame.torsoLength
      if (isHead || isHair || isLongHair) raw.data[i] = 1
    }
  }
  const whole = keepLargest(open(raw, 1))
  for (let i = 0; i < raw.data.length; i++) raw.data[i] *= whole.data[i]
  return raw
}
