import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import type { Plane } from '../../domain/raster.ts'
import type { FitStrategy, GarmentType } from '../../domain/try-on.ts'
import type { Body } from '../body/body.ts'
import type { GarmentAnchors } from '../garment/anchors.ts'
import type { SleeveHint } from '../garment/armholes.ts'
import type { GarmentBox } from '../garment/box.ts'
import type { GarmentFit } from './fit.ts'
import { fitLower, type WaistSight } from './lower-fit.ts'
import { fitStiff } from './stiff-fit.ts'
import { fitTop } from './top-fit.ts'
import type { IsCovered } from './unfold.ts'

/** A flat or ghost garment that was measured, and how it is to be laid. */
export interface FlatGarment {
  readonly type: GarmentType
  readonly strategy: FitStrategy
  readonly anchors: GarmentAnchors
  readonly box: GarmentBox
  readonly sleeves: SleeveHint
  /** Where the top ends that the person wears, in torso lengths; null when that is not known. */
  readonly oldHem: number | null
  readonly waist: WaistSight
  readonly isCovered: IsCovered
}

/** Arms come to the front again where the sleeves of a garment that cannot be measured usually end. */
const USUAL_CUFF: Readonly<Record<SleeveHint, number>> = { none: 0, short: 0.55, unknown: 0.55, long: 1.9 }

/** Lays a flat garment on a body by the fit that its type and the strategy ask for. */
export function layFlat(body: Body, { type, strategy, anchors, box, sleeves, oldHem, waist, isCovered }: FlatGarment): GarmentFit {
  const region = GARMENT_REGIONS[type]
  const length = region === 'full' || type === 'coat' ? 'dress' : 'top'
  if (strategy === 'stiff')
    return fitStiff(body, box, { length: region === 'lower' ? 'lower' : length, cuff: USUAL_CUFF[sleeves], isCovered })
  return anchors.shape === 'lower'
    ? fitLower(body, anchors, { isCovered, waist })
    : fitTop(body, anchors, { length, sleeves, oldHem, isCovered })
}

/** Cloth is where a mask is above one half. */
export function coveredBy({ width, height, data }: Plane): IsCovered {
  return (x, y) => {
    const column = Math.floor(x)
    const row = Math.floor(y)
    return column >= 0 && row >= 0 && column < width && row < height && data[row * width + column] > 0.5
  }
}
