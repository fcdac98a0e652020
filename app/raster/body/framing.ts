import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import type { Size } from '../../domain/raster.ts'
import type { GarmentType } from '../../domain/try-on.ts'
import { angleBetween, distance } from '../geometry.ts'
import type { Body } from './body.ts'
import type { Crop } from './person-crop.ts'

/** Why a photo does not show enough of a person for a garment, with what would help. */
export interface FramingProblem {
  readonly reason: 'torso-cut' | 'legs-cut' | 'thighs-cut' | 'legs-bent' | 'legs-hidden'
  readonly message: string
  /** Lowest level of the body in the picture, in torso lengths (0 shoulders, 1 hips), and the level that is needed. */
  readonly seenLevel: number
  readonly neededLevel: number
}

/** How far down the body must be seen, in torso lengths: 1 hips, about 1.9 knees. */
const NEEDED_LEVEL = { upper: 0.62, full: 1.0, skirt: 1.5, shorts: 1.5, trousers: 1.75 } as const
/** A thigh that leaves the spine's line by more than this is sitting or kicking: strips along it would be mostly guesses. */
const BENT_RAD = 0.9
/** A thigh shorter than this (torso lengths) points at the camera. */
const FORESHORTENED = 0.42

/** Tells whether a body is seen far enough for a garment; null when it is. */
export function findFramingProblem(
  body: Body,
  type: GarmentType,
  seen: { readonly crop: Crop; readonly picture: Size },
): FramingProblem | null {
  const { frame } = body
  const region = GARMENT_REGIONS[type]
  const bottom = seen.picture.height - seen.crop.y
  const seenLevel = (bottom - frame.origin[1]) / Math.max(0.3, frame.down[1]) / frame.torsoLength
  const neededLevel = region === 'lower' ? NEEDED_LEVEL[type === 'trousers' || type === 'shorts' ? type : 'skirt'] : NEEDED_LEVEL[region]
  const found = (reason: FramingProblem['reason'], message: string): FramingProblem => ({ reason, message, seenLevel, neededLevel })
  if (region !== 'lower') {
    return seenLevel < neededLevel
      ? found('torso-cut', 'The photo shows too little of the body: use one that reaches below the waist')
      : null
  }
  if (seenLevel < neededLevel) {
    return type === 'trousers'
      ? found('legs-cut', 'Trousers need the legs in the picture: use a photo of the whole person')
      : found('thighs-cut', 'Shorts and skirts need the thighs in the picture: use a photo that reaches to the knees')
  }
  if (body.legs.every((leg) => !leg.usable))
    return found('legs-hidden', 'The legs cannot be seen: use a photo of the person standing freely')
  const isBent = body.legs.some((leg) => {
    const thigh = distance(leg.joints[0], leg.joints[1])
    return leg.usable && (angleBetween(leg.joints[0], leg.joints[1], frame.down) > BENT_RAD || thigh < FORESHORTENED * frame.torsoLength)
  })
  return isBent ? found('legs-bent', 'The person sits or kneels: use a photo of them standing for trousers, shorts and skirts') : null
}
