import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { blur, blurWithin } from '../blur.ts'
import { lumaOfRgb } from '../colour.ts'
import { clamp, median, smooth } from '../geometry.ts'
import { mapPlane } from '../morphology.ts'
import { resizePlane, resizeRgb } from '../resample.ts'
import type { Scene } from './scene.ts'

/** Keeps the logarithm of dark cloth finite and damps its noise, in luma steps. */
const OFFSET = 12
/** Blur of the light in shoulder widths: wider than folds, narrower than the shaded side of a trunk. */
const SIGMA = 0.05
/** A pixel farther than this from the median (log lightness) is print, zip or seam, not light. */
const NOT_LIGHT = 0.55
/** Median log spread above which cloth has a pattern all over, whose light cannot be told. */
const PATTERN_SPREAD = 0.3
/** Share of the light that is exchanged. */
const GAIN = 0.85

/**
 * The soft light on a worn garment: how much brighter than its median each place is, as a logarithm. Taking it from a garment
 * and putting the light of another scene on it instead moves the shaded side to where it is in that scene.
 *
 * @param garment the garment, 0..1, at any size.
 * @returns at analysis size, 0 where the garment is not; null when too little of it is seen or it has a pattern.
 */
export function measureSoftLight({ photo, body, parts }: Scene, garment: Plane): Plane | null {
  const size = { width: parts.person.width, height: parts.person.height }
  const luma = lumaOfRgb(resizeRgb(photo, size))
  const soft = resizePlane(garment, size)
  const samples: number[] = []
  for (let i = 0; i < soft.data.length; i++) if (soft.data[i] > 0.95) samples.push(luma.data[i])
  if (samples.length < 200) return null
  const middle = median(samples) + OFFSET
  const spread = median(samples.map((value) => Math.abs(Math.log((value + OFFSET) / middle))))
  if (spread > PATTERN_SPREAD) return null
  const log = mapPlane(luma, (value) => Math.log((value + OFFSET) / middle))
  const sure = mapPlane(soft, (value, i) => (value > 0.95 && Math.abs(log.data[i]) < NOT_LIGHT ? 1 : 0))
  const light = blurWithin(log, sure, SIGMA * body.frame.shoulderWidth * parts.scale)
  const near = blur(sure, 0.5 * SIGMA * body.frame.shoulderWidth * parts.scale)
  const trust = GAIN * clamp(middle / 60, 0.2, 1)
  for (let i = 0; i < light.data.length; i++) light.data[i] *= trust * smooth(near.data[i] * 4)
  return light
}

/** Takes its own light from a photographed garment. `light` as `measureSoftLight` gives it. */
export function withoutLight(photo: Rgb8, light: Plane): Rgb8 {
  const size = { width: photo.width, height: photo.height }
  const factor = mapPlane(light, (value) => Math.exp(-value))
  const data = photo.data.slice()
  const full = resizePlane(factor, { width: (size.width + 1) >> 1, height: (size.height + 1) >> 1 })
  for (let y = 0, o = 0; y < size.height; y++) {
    const row = (y >> 1) * full.width
    for (let x = 0; x < size.width; x++, o += 3) {
      const k = full.data[row + (x >> 1)]
      if (k === 1) continue
      data[o] = Math.min(255, data[o] * k + 0.5)
      data[o + 1] = Math.min(255, data[o + 1] * k + 0.5)
      data[o + 2] = Math.min(255, data[o + 2] * k + 0.5)
    }
  }
  return { ...photo, data }
}

/** Light as brightness factors at half the picture's size. */
export function softGain(light: Plane, picture: { readonly width: number; readonly height: number }): Plane {
  const size = { width: (picture.width + 1) >> 1, height: (picture.height + 1) >> 1 }
  return resizePlane(
    mapPlane(light, (value) => Math.exp(value)),
    size,
  )
}
