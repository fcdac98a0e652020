import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import { fitInside, type Rgba8 } from '../../domain/raster.ts'
import type { GarmentType } from '../../domain/try-on.ts'
import { resizeRgba } from '../resample.ts'
import type { GarmentAnchors } from './anchors.ts'
import type { SleeveHint } from './armholes.ts'
import { type GarmentBox, lowerBox, topBox } from './box.ts'
import { measureLower } from './lower-anchors.ts'
import { pruneSilhouette } from './prune.ts'
import { type Silhouette, silhouetteOf } from './silhouette.ts'
import { findTilt, turnCutOut } from './tilt.ts'
import { measureTop } from './top-anchors.ts'
import { outlineTrust } from './trust.ts'

/** Anchors are measured at this size: constants in pixels (fringe, runs) belong to it. */
const ANALYSIS_LONG_SIDE = 640

/** All that is measured of a flat or ghost garment; in pixels of `silhouette.mask`. */
export interface MeasuredGarment {
  /** What was measured: the cut-out, turned upright where it lay turned. */
  readonly cutOut: Rgba8
  /** Radians, clockwise from upright, that it lay turned by. */
  readonly tilt: number
  readonly silhouette: Silhouette
  readonly anchors: GarmentAnchors
  readonly box: GarmentBox
}

/**
 * Measures a garment from its cut-out, which may lie turned by up to 16 degrees.
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
  // Strips need all of the cloth; what a garment is cut like shows without its ties and hooks.
  const cut = pruneSilhouette(silhouette)
  const tilt = findTilt(cut.mask).radians
  if (tilt === 0) return measureUpright({ cutOut, small, silhouette, cut, tilt }, { type, sleeves })
  // Everything about a garment is told by rows and columns, here and where it is fitted.
  const turned = turnCutOut(cutOut, tilt)
  const smallTurned = resizeRgba(turned, fitInside(turned, ANALYSIS_LONG_SIDE))
  const upright = silhouetteOf(smallTurned)
  return (
    upright &&
    measureUpright({ cutOut: turned, small: smallTurned, silhouette: upright, cut: pruneSilhouette(upright), tilt }, { type, sleeves })
  )
}

function measureUpright(
  seen: {
    readonly cutOut: Rgba8
    readonly small: Rgba8
    readonly silhouette: Silhouette
    readonly cut: Silhouette
    readonly tilt: number
  },
  { type, sleeves }: { readonly type: GarmentType; readonly sleeves: SleeveHint },
): MeasuredGarment {
  const { cutOut, small, silhouette, cut, tilt } = seen
  const isLower = GARMENT_REGIONS[type] === 'lower'
  const anchors = isLower ? measureLower(cut, { legs: type === 'skirt' ? 'none' : 'two' }) : measureTop(small, cut, sleeves)
  const outline = outlineTrust(cut)
  return {
    cutOut,
    tilt,
    silhouette,
    anchors: { ...anchors, confidence: anchors.confidence * outline.confidence, notes: [...anchors.notes, ...outline.failed] },
    box: isLower ? lowerBox(cut) : topBox(cut),
  }
}
