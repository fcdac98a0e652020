import type { Plane } from '../../domain/raster.ts'
import { dilate, mapPlane } from '../morphology.ts'

/** Keeps the logarithm of dark cloth finite and damps its noise, in luma steps. */
export const LOG_OFFSET = 12
/** A pixel farther than this from the soft light (log lightness) is print, zip, placket or seam, and must not show on new cloth. */
const NOT_FOLD = 0.3
/** Its soft rim is nearer than that, and alone it still drew the zip: what lies this close is left out too, in shoulder widths. */
const RIM = 0.012

/**
 * The pixels of cloth that tell of its folds, 0 or 1.
 *
 * @param log lightness as a logarithm. @param soft the same without folds. @param cloth where it is sure, 0 or 1. All of one size.
 */
export function foldPixels(
  log: Plane,
  soft: Plane,
  { cloth, shoulderWidthPx }: { readonly cloth: Plane; readonly shoulderWidthPx: number },
): Plane {
  const other = mapPlane(cloth, (value, i) => (value > 0 && Math.abs(log.data[i] - soft.data[i]) >= NOT_FOLD ? 1 : 0))
  const near = dilate(other, Math.max(1, RIM * shoulderWidthPx))
  return mapPlane(cloth, (value, i) => (value > 0 && near.data[i] === 0 ? 1 : 0))
}
