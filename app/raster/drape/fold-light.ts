import { type Plane, plane, type Rgb8, type Size } from '../../domain/raster.ts'
import { blur, blurWithin } from '../blur.ts'
import { lumaOfRgb } from '../colour.ts'
import { clamp, median, smooth } from '../geometry.ts'
import { mapPlane } from '../morphology.ts'
import { foldPixels, LOG_OFFSET } from './fold-pixels.ts'

/** The light on a garment in its photo, soft shape and folds. Both planes at the photo's size. */
export interface FoldLight {
  /** Logarithm of its brightness over the garment's median; 0 where it is not known. */
  readonly log: Plane
  /** How well it is known, 0..1: not beside the garment, and little on black cloth. */
  readonly known: Plane
}

/** Blur of the light in shoulder widths: narrower than a fold, wider than the weave. */
const FINE = 0.01
/** Wider than folds: what stands out of this is a fold, or no light at all. */
const SOFT = 0.05
/** Median log spread about the soft light above which cloth has a pattern all over, whose folds cannot be told. */
const PATTERN_SPREAD = 0.12
/** Share of the garment that must tell of its light. */
const LEAST_SHARE = 0.5
/** Median luma below which cloth shows noise rather than folds. */
const DARK = 60

/**
 * Measures the light on worn cloth: where it turns away from the lamp, and its folds.
 *
 * @param garment the garment, 0..1, at the photo's size.
 * @returns null when too little of it is seen, or it has a pattern whose folds cannot be told from it.
 */
export function measureFoldLight(photo: Rgb8, garment: Plane, shoulderWidthPx: number): FoldLight | null {
  const luma = lumaOfRgb(photo)
  const inside = blur(garment, 0.006 * shoulderWidthPx)
  const cloth = mapPlane(inside, (value) => (value > 0.95 ? 1 : 0))
  const middle = medianWithin(luma, cloth)
  if (middle === null) return null
  const log = mapPlane(luma, (value) => Math.log((value + LOG_OFFSET) / (middle + LOG_OFFSET)))
  const soft = blurWithin(log, cloth, SOFT * shoulderWidthPx)
  const away = mapPlane(log, (value, i) => Math.abs(value - soft.data[i]))
  if ((medianWithin(away, cloth) ?? 1) > PATTERN_SPREAD) return null
  const fold = foldPixels(log, soft, { cloth, shoulderWidthPx })
  if (sumOf(fold) < LEAST_SHARE * sumOf(cloth)) return null
  const fine = blurWithin(log, fold, Math.max(0.7, FINE * shoulderWidthPx))
  // Over a zip there is the soft light: with none the cloth around it was changed and the strip over it was not, which drew the zip again.
  const shape = blurWithin(log, fold, SOFT * shoulderWidthPx)
  const told = blur(fold, FINE * shoulderWidthPx)
  const near = blur(cloth, 0.012 * shoulderWidthPx)
  const trust = clamp(middle / DARK, 0.2, 1)
  const known = mapPlane(near, (value) => trust * smooth((value - 0.1) * 2.5))
  const light = mapPlane(fine, (value, i) => (known.data[i] > 0 ? shape.data[i] + (value - shape.data[i]) * smooth(told.data[i] * 2) : 0))
  return { log: light, known }
}

/** Codes a logarithm as a brightness that can be drawn like any texture: 90 steps for a factor of e. */
const STEPS = 90
const MIDDLE = 128

/** The light as a grey picture, so that the fit that carries the garment carries it too. */
export function drawableLight({ log }: FoldLight): Rgb8 {
  const data = new Uint8Array(3 * log.data.length)
  for (let i = 0; i < log.data.length; i++) data.fill(clamp(MIDDLE + STEPS * log.data[i] + 0.5, 0, 255), 3 * i, 3 * i + 3)
  return { channels: 3, width: log.width, height: log.height, data }
}

/** Share of the light that is exchanged. By eye: .9 made a dull sweater shine with the folds of a smooth top. */
const GAIN = 0.75
/** An exchange changes brightness by no more than this (logarithm): a fold, not a new colour. */
const MOST = 0.6

/**
 * Brightness factors that take a garment's own light off and put the light of the scene on, where that is known: the shaded side
 * and the folds of the body that is dressed instead of those of the body that wore it.
 *
 * @param here the light of the scene. @param carried the garment's own, as `drawableLight` coded it, drawn into the scene:
 *   premultiplied layers, back to front. All at one size.
 */
export function exchangeLight(here: FoldLight, carried: readonly { readonly data: Uint8Array }[], size: Size): Plane {
  const out = plane(size.width, size.height)
  for (let i = 0; i < out.data.length; i++) {
    let own = 0
    let alpha = 0
    for (const { data } of carried) {
      const share = data[4 * i + 3] / 255
      if (share === 0) continue
      own = own * (1 - share) + data[4 * i]
      alpha = alpha * (1 - share) + share
    }
    const known = here.known.data[i]
    if (alpha < 0.02 || known === 0) {
      out.data[i] = 1
      continue
    }
    const there = (own / alpha - MIDDLE) / STEPS
    out.data[i] = Math.exp(clamp(GAIN * known * (here.log.data[i] - there), -MOST, MOST))
  }
  return out
}

function medianWithin({ data }: Plane, weight: Plane): number | null {
  const samples: number[] = []
  for (let i = 0; i < data.length; i += 7) if (weight.data[i] > 0) samples.push(data[i])
  return samples.length < 200 ? null : median(samples)
}

function sumOf({ data }: Plane): number {
  let sum = 0
  for (const value of data) sum += value
  return sum
}
