import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import type { PoseEstimate } from '../../domain/landmarks.ts'
import type { HEM_LENGTHS } from '../../domain/prompting/garment-analysis.ts'
import type { Plane } from '../../domain/raster.ts'
import type { GarmentType } from '../../domain/try-on.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { measureFeatures, type SilhouetteFeatures } from '../garment-type/silhouette-features.ts'

export type HemLength = (typeof HEM_LENGTHS)[number]

export interface GarmentOutline {
  readonly hem: HemLength
  /** In words; null where it cannot be told. */
  readonly silhouette: string | null
}

/** Where a garment ends and how it is cut, from its mask; from the wearer's joints where somebody wears it (pixels of the mask). */
export function describeOutline(mask: Plane, type: GarmentType, wearer: PoseEstimate | null): GarmentOutline {
  const features = measureFeatures(mask)
  const seen = wearer === null ? null : hemOnBody(mask, wearer)
  if (features === null) return { hem: seen ?? 'unknown', silhouette: null }
  return { hem: seen ?? hemByShape(features, type), silhouette: wearer === null ? cutOf(features, type) : null }
}

/** Upper ends of the lengths in multiples of the trunk's width, for tops; what is longer goes over the knee. */
const TOPS: readonly (readonly [HemLength, number])[] = [
  ['cropped', 0.85],
  ['hip', 1.65],
  ['thigh', 2.1],
  ['knee', 2.7],
]
const DRESSES: readonly (readonly [HemLength, number])[] = [
  ['thigh', 2.15],
  ['knee', 2.75],
  ['calf', 3.4],
]
const SKIRTS: readonly (readonly [HemLength, number])[] = [
  ['thigh', 1.0],
  ['knee', 1.5],
  ['calf', 2.1],
]

function hemByShape({ lengthOverChest, aspect }: SilhouetteFeatures, type: GarmentType): HemLength {
  const region = GARMENT_REGIONS[type]
  if (type === 'trousers') return 'ankle'
  if (type === 'shorts') return aspect > 1.25 ? 'knee' : 'thigh'
  const lengths = region === 'upper' ? TOPS : region === 'full' ? DRESSES : SKIRTS
  const long: HemLength = region === 'upper' ? 'calf' : 'ankle'
  return lengths.find(([, most]) => lengthOverChest < most)?.[0] ?? long
}

const [HIPS, KNEES, ANKLES, SHOULDERS] = [
  [23, 24],
  [25, 26],
  [27, 28],
  [11, 12],
] as const
/** A joint that is seen with less is a guess. */
const SEEN = 0.5

function hemOnBody(mask: Plane, { landmarks }: PoseEstimate): HemLength | null {
  const box = boundsAbove(mask, 0.5)
  if (box === null) return null
  const bottom = box.y + box.height
  // It may go on below the picture.
  if (bottom >= mask.height - 2) return null
  const level = (joints: readonly [number, number]): number | null => {
    const seen = joints.flatMap((joint) => {
      const mark = landmarks[joint]
      return mark === undefined || mark.visibility < SEEN ? [] : [mark.y]
    })
    return seen.length === 0 ? null : seen.reduce((sum, y) => sum + y, 0) / seen.length
  }
  const [shoulders, hips, knees, ankles] = [level(SHOULDERS), level(HIPS), level(KNEES), level(ANKLES)]
  if (shoulders === null || hips === null) return null
  const torso = hips - shoulders
  const down = (bottom - hips) / torso
  if (down < -0.25) return 'cropped'
  if (down < -0.05) return 'waist'
  if (down < 0.3) return 'hip'
  if (knees === null) return null
  const leg = (bottom - hips) / (knees - hips)
  if (leg < 0.82) return 'thigh'
  if (leg < 1.2) return 'knee'
  return ankles !== null && (bottom - knees) / (ankles - knees) > 0.75 ? 'ankle' : 'calf'
}

function cutOf({ flare, lengthOverChest, topOverBottom }: SilhouetteFeatures, type: GarmentType): string | null {
  const region = GARMENT_REGIONS[type]
  if (region === 'lower') {
    if (type === 'skirt') return topOverBottom < 0.75 ? 'A-line' : 'straight'
    return null
  }
  if (flare > 1.35) return 'A-line'
  if (region === 'full') return flare < 0.95 ? 'narrow' : 'straight'
  if (lengthOverChest < 1.05) return 'boxy'
  return flare < 0.85 ? 'tapered' : 'straight'
}
