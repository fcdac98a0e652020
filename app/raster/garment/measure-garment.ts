import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import { fitInside, type Rgba8 } from '../../domain/raster.ts'
import type { GarmentType } from '../../domain/try-on.ts'
import { resizeRgba } from '../resample.ts'
import type { GarmentAnchors } from './anchors.ts'
import type { SleeveHint } from './armholes.ts'
import { type GarmentBox, lowerBox, topBox } from './box.ts'
import { measureLower } from './lower-anchors.ts'
import { type Silhouette, silhouetteOf } from './silhouette.ts'
import { measureTop } from './top-anchors.ts'

/** Anchors are measured at this size: constants in pixels (fringe, runs) belong to it. */
const ANALYSIS_LONG_SIDE = 640

/** All that is measured of a flat or ghost garment; in pixels of `silhouette.mask`. */
export interface MeasuredGarment {
  readonly silhouette: Silhouette
  readonly anchors: GarmentAnchors
  readonly box: GarmentBox
}

/**
 * Measures a garment from its cut-out.
 *
 * @param cutOut of any size.
 * @returns null when it is empty.
 */
export function measureGarment(
  cutOut: Rgba8,
  { type, sleeves }: { readonly type: GarmentType; readonly sleeves: SleeveHint },
): MeasuredGarment | null {
  const small = resizeRgba(cutOut, fitInside(cutOut, ANALYSIS_LONG_SIDE))
  const silhouette = silhouetteOf(small)
  if (silhouette === null) return null
  if (GARMENT_REGIONS[type] === 'lower') {
    return { silhouette, anchors: measureLower(silhouette, { legs: type === 'skirt' ? 'none' : 'two' }), box: lowerBox(silhouette) }
  }
  return { silhouette, anchors: measureTop(small, silhouette, sleeves), box: topBox(silhouette) }
}
