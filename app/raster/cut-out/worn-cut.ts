import type { GarmentRegion } from '../../domain/garment-region.ts'
import { type Plane, type Point, plane, type Rgb8 } from '../../domain/raster.ts'
import { type Body, torsoRatio } from '../body/body.ts'
import { pointAt } from '../body/frame.ts'
import { limbPlace } from '../body/limb.ts'
import { segmentLower, segmentUpper } from '../body/old-garment.ts'
import { measureSkin, type SkinModel, skinProbability } from '../body/skin.ts'
import { type Lab, labOfRgb } from '../colour.ts'
import { mix } from '../geometry.ts'
import { nearest } from '../resample.ts'
import { isSkinLike } from './garment-kind.ts'
import { medianLab } from './median-colour.ts'
import { endTop, type HemSource } from './top-end.ts'

/** Which garment of a dressed person was cut out, and how sure the choice is (1 when it was asked for). */
export interface WornCut {
  /** 0 or 1, at the size of the analysis picture. */
  readonly mask: Plane
  readonly region: GarmentRegion
  readonly regionConfidence: number
  /** How the lower edge of a top was found; null for other regions. */
  readonly hem: HemSource | null
  /** Skin probability at the same size. */
  readonly skin: Plane
}

export interface WornInput {
  /** The picture at analysis size: pixel = picture pixel x `scale`. */
  readonly image: Rgb8
  readonly scale: number
  /** Person mask 0..1 at the same size. */
  readonly person: Plane
  readonly wanted: GarmentRegion | 'auto'
}

const MIN_SHARE = 0.012

/**
 * Cuts a garment off a model: GrabCut seeded by pose, person mask and skin.
 *
 * @returns null when the wanted region shows no cloth.
 */
export function cutWorn(body: Body, input: WornInput): WornCut | null {
  const lab = labOfRgb(input.image)
  const skin = skinProbability(lab, input.person, findSkin(body, input, lab))
  const segment = { ...input, skin }
  const none = plane(input.image.width, input.image.height)
  // A torso outside the picture is a guess of the pose model: its seeds would land on the trousers.
  const whole = input.wanted === 'upper' || isInFrame(body, input) ? segmentUpper(body, segment) : none
  if (input.wanted === 'full') {
    const mask = join(whole, segmentLower(body, { ...segment, upper: none }))
    return answer(mask, { region: 'full', regionConfidence: 1, hem: null, skin })
  }
  const { mask: upper, hem } = endTop(body, { ...input, mask: whole, lab })
  if (input.wanted === 'upper') return answer(upper, { region: 'upper', regionConfidence: 1, hem, skin })
  const lower = segmentLower(body, { ...segment, upper })
  if (input.wanted === 'lower') return answer(lower, { region: 'lower', regionConfidence: 1, hem: null, skin })
  return choose(body, { ...segment, lab, upper, lower, hem })
}

type Segmented = WornInput & {
  readonly skin: Plane
  readonly lab: Float32Array
  readonly upper: Plane
  readonly lower: Plane
  readonly hem: HemSource
}

/** What the picture shows best: a headless crop shows trousers; one cloth from chest to thigh is a dress; else the top. */
function choose(body: Body, seen: Segmented): WornCut | null {
  const { skin } = seen
  const hasUpper = isInFrame(body, seen) && share(seen.upper) > MIN_SHARE
  const hasLower = share(seen.lower) > MIN_SHARE
  if (!hasUpper) return answer(seen.lower, { region: 'lower', regionConfidence: hasLower ? 0.9 : 0.5, hem: null, skin })
  if (hasLower && isOneCloth(body, seen)) {
    const none = plane(seen.image.width, seen.image.height)
    const whole = join(seen.upper, segmentLower(body, { ...seen, upper: none }))
    return answer(whole, { region: 'full', regionConfidence: 0.7, hem: null, skin })
  }
  const upperShare = share(seen.upper)
  return answer(seen.upper, {
    region: 'upper',
    regionConfidence: hasLower ? 0.5 + (0.5 * upperShare) / (upperShare + share(seen.lower)) : 0.95,
    hem: seen.hem,
    skin,
  })
}

function answer(mask: Plane, rest: Omit<WornCut, 'mask'>): WornCut | null {
  return share(mask) > MIN_SHARE / 2 ? { mask, ...rest } : null
}

/** The upper chest lies inside the picture. */
function isInFrame(body: Body, { image, scale }: WornInput): boolean {
  const top = pointAt(body.frame, 0.1 * body.frame.torsoLength, 0)
  return top[1] * scale > 0 && top[1] * scale < image.height
}

/** Lab distance within one cloth from chest to thigh, light included. */
const ONE_CLOTH = 10

/**
 * Chest and thighs have one colour, and there is cloth between the legs. Only where the knees are in the picture: above them
 * a matching set of top and shorts looks the same.
 */
function isOneCloth(body: Body, seen: Segmented): boolean {
  const length = body.frame.torsoLength
  const [left, right] = body.legs
  if (Math.max(left.joints[1][1], right.joints[1][1]) * seen.scale > seen.image.height) return false
  const chest = medianColour(body, seen, { mask: seen.upper, from: 0.35 * length, to: 0.75 * length })
  const thigh = medianColour(body, seen, { mask: seen.lower, from: 1.15 * length, to: 1.6 * length })
  if (chest === null || thigh === null) return false
  const between = mix(mix(left.joints[0], left.joints[1], 0.55), mix(right.joints[0], right.joints[1], 0.55), 0.5)
  const isSkirt = nearest(seen.lower, between[0] * seen.scale, between[1] * seen.scale) > 0.5
  return isSkirt && Math.hypot(chest[0] - thigh[0], chest[1] - thigh[1], chest[2] - thigh[2]) < ONE_CLOTH
}

/** Median colour of a mask between two levels of the body (s, in picture pixels); null where it has too few pixels. */
function medianColour(body: Body, seen: Segmented, part: { readonly mask: Plane; readonly from: number; readonly to: number }): Lab | null {
  const pixels: number[] = []
  const { width, height } = part.mask
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (part.mask.data[i] < 0.5) continue
      const { s } = torsoRatio(body, (x + 0.5) / seen.scale, (y + 0.5) / seen.scale)
      if (s > part.from && s < part.to) pixels.push(i)
    }
  }
  return medianLab(seen.lab, pixels)
}

/** The face's colour; without a face, what looks like skin on hands, forearms and shins. */
function findSkin(body: Body, input: WornInput, lab: Float32Array): SkinModel {
  const { scale, image } = input
  const { head } = body
  const face: { centre: Point; radius: number; seen: boolean } = {
    centre: [head.skinSample[0] * scale, head.skinSample[1] * scale],
    radius: head.radius * scale * 0.5,
    seen: head.face !== null,
  }
  const fromFace = measureSkin(lab, image, face)
  return fromFace.measured ? fromFace : (skinOfLimbs(body, input, lab) ?? fromFace)
}

function skinOfLimbs(body: Body, { image, scale, person }: WornInput, lab: Float32Array): SkinModel | null {
  const bare: number[] = []
  const limbs = [...body.arms, ...body.legs].filter((limb) => limb.usable)
  for (let y = 0, i = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++, i++) {
      if (person.data[i] < 0.7 || !isSkinLike(lab[3 * i], lab[3 * i + 1], lab[3 * i + 2])) continue
      const isBare = limbs.some((limb) => {
        const place = limbPlace(limb, (x + 0.5) / scale, (y + 0.5) / scale)
        return place.along > 1.3 && place.ratio < 0.8
      })
      if (isBare) bare.push(i)
    }
  }
  const colour = medianLab(lab, bare)
  return colour === null ? null : { colour, measured: true }
}

function join(a: Plane, b: Plane): Plane {
  const out = plane(a.width, a.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = Math.max(a.data[i], b.data[i])
  return out
}

function share(mask: Plane): number {
  let sum = 0
  for (const value of mask.data) sum += value
  return sum / mask.data.length
}
