import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { plane } from '../../domain/raster.ts'
import { blur, blurWithin } from '../blur.ts'
import { cropPlane, cropRgb } from '../body/person-crop.ts'
import { lumaOfRgb } from '../colour.ts'
import { growBox } from '../crop/affine.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { clamp, median, smooth } from '../geometry.ts'
import { mapPlane } from '../morphology.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import { foldPixels, LOG_OFFSET } from './fold-pixels.ts'

/** The light that fell on the old garment, at half the picture's size. */
export interface SceneLight {
  /** Brightness factors for new cloth: soft shape and folds. */
  readonly cloth: Plane
  /** The same for skin that appears where a sleeve was: softer. */
  readonly skin: Plane
}

/** Sigma of the soft band, in shoulder widths. */
const SOFT_SIGMA = 0.045
/** Gains of the soft and the middle band. .8/.8 is best on studio pairs; .7/.6 leaves less of an old print. */
const SOFT_GAIN = 0.7
const FOLD_GAIN = 0.6
/** Median log spread above which the old garment has a print: its folds cannot be told from its pattern. */
const PRINT_SPREAD = 0.45

/**
 * Takes the light of the scene from the old garment: log lightness about its median, in two bands.
 *
 * @param old the old garment, 0..1, at the picture's size.
 * @returns null when too little of it is seen.
 */
export function measureLight(image: Rgb8, old: Plane, shoulderWidthPx: number): SceneLight | null {
  const size = { width: (image.width + 1) >> 1, height: (image.height + 1) >> 1 }
  const mask = resizePlane(old, size)
  const bounds = boundsAbove(mask, 0)
  if (bounds === null) return null
  const box = growBox(bounds, Math.ceil(3 * SOFT_SIGMA * shoulderWidthPx), size)
  const found = lightInside(lumaOfRgb(cropRgb(resizeRgb(image, size), box)), cropPlane(mask, box), shoulderWidthPx)
  if (found === null) return null
  // Beyond the reach of the widest blur nothing was measured, and light stays as it is.
  const place = (part: Plane): Plane => {
    const whole = plane(size.width, size.height)
    whole.data.fill(1)
    for (let y = 0; y < part.height; y++) {
      whole.data.set(part.data.subarray(y * part.width, (y + 1) * part.width), (box.y + y) * size.width + box.x)
    }
    return whole
  }
  return { cloth: place(found.cloth), skin: place(found.skin) }
}

function lightInside(luma: Plane, old: Plane, shoulderWidthPx: number): SceneLight | null {
  const inside = blur(old, 0.008 * shoulderWidthPx)
  const sure = mapPlane(inside, (value) => (value > 0.93 ? 1 : 0))
  const samples: number[] = []
  for (let i = 0; i < sure.data.length; i += 13) if (sure.data[i] > 0) samples.push(luma.data[i])
  if (samples.length < 200) return null
  const middle = median(samples)
  const spread = median(samples.map((value) => Math.abs(Math.log((value + LOG_OFFSET) / (middle + LOG_OFFSET)))))
  const log = mapPlane(luma, (value, i) => (sure.data[i] > 0 ? Math.log((value + LOG_OFFSET) / (middle + LOG_OFFSET)) : 0))
  const soft = blurWithin(log, sure, SOFT_SIGMA * shoulderWidthPx)
  const folds = foldPixels(log, soft, { cloth: sure, shoulderWidthPx })
  const fine = blurWithin(log, folds, Math.max(1, 0.006 * shoulderWidthPx))
  const told = blur(folds, 0.01 * shoulderWidthPx)
  const near = blur(sure, 0.02 * shoulderWidthPx)
  // Black cloth shows noise rather than folds.
  const trust = clamp(middle / 60, 0.2, 1)
  const foldTrust = spread > PRINT_SPREAD ? 0.25 : 1
  const cloth = plane(luma.width, luma.height)
  const skin = plane(luma.width, luma.height)
  for (let i = 0; i < cloth.data.length; i++) {
    if (inside.data[i] <= 0.02) {
      cloth.data[i] = 1
      skin.data[i] = 1
      continue
    }
    const edge = smooth(near.data[i] * 1.3)
    const fold = (fine.data[i] - soft.data[i]) * smooth(told.data[i] * 2)
    const change = clamp(soft.data[i] * SOFT_GAIN, -0.4, 0.25) + clamp(fold * FOLD_GAIN, -0.35, 0.22) * foldTrust
    cloth.data[i] = Math.exp(edge * trust * change)
    skin.data[i] = Math.exp(edge * clamp((soft.data[i] * 0.6 + fold * 0.35) * trust, -0.45, 0.18))
  }
  return { cloth, skin }
}
