import { type Plane, plane, type Size } from '../../domain/raster.ts'
import { median } from '../geometry.ts'

/**
 * A ground whose colour changes slowly over the picture (a vignette, light from one side): each Lab channel is a quadratic
 * in x and y, fitted to the border ring.
 */
export interface GroundField {
  /** Distance of each pixel from the ground's colour at its place, in Lab units; see `LIGHTNESS_WEIGHT`. */
  readonly distance: Plane
  /** Lightness over the ground's at its place, both counted from L = -16: the cube root of the light that a shadow leaves. */
  readonly shade: Plane
  /** Distance from the ground's hue and chroma as they would be at this pixel's own lightness, in Lab units. */
  readonly hueDistance: Plane
}

/** A ground as fitted to the ring. */
export interface GroundFit {
  /** Median distance of the ring itself from the fit: noise and texture. */
  readonly noise: number
  /** Compares every pixel of the picture with the ground at its place; as long as all else together, and asked of plain grounds only. */
  readonly compare: () => GroundField
}

/** A shadow changes lightness first; half weight on its square keeps it with the ground. */
const LIGHTNESS_WEIGHT = 0.5
const TERMS = 6
const PASSES = 4

/**
 * Fits the ground to the ring pixels, leaving out what does not belong to it (a sleeve that touches the border): each pass
 * keeps the pixels within 2.5 times the median distance.
 *
 * @param lab 3 interleaved floats a pixel.
 * @param ring indices of the border pixels.
 */
export function fitGround(lab: Float32Array, size: Size, ring: readonly number[]): GroundFit {
  const terms = new Float64Array(TERMS)
  let kept = ring
  let fit = fitChannels(lab, size, kept)
  let noise = 0
  for (let pass = 0; pass < PASSES; pass++) {
    const distances = ring.map((pixel) => distanceAt(fit, lab, { pixel, terms: termsAt(pixel, size, terms) }))
    noise = median(distances)
    const limit = Math.max(1, 2.5 * noise)
    kept = ring.filter((_, i) => distances[i] <= limit)
    fit = fitChannels(lab, size, kept)
  }
  return { noise, compare: () => compareAll(fit, lab, size) }
}

function compareAll(fit: Fit, lab: Float32Array, size: Size): GroundField {
  const terms = new Float64Array(TERMS)
  const distance = plane(size.width, size.height)
  const shade = plane(size.width, size.height)
  const hueDistance = plane(size.width, size.height)
  for (let pixel = 0; pixel < distance.data.length; pixel++) {
    distance.data[pixel] = distanceAt(fit, lab, { pixel, terms: termsAt(pixel, size, terms) })
    // Less light scales X, Y and Z alike, so L + 16, a and b all scale with its cube root.
    const light = (lab[3 * pixel] + 16) / (valueAt(fit[0], terms) + 16)
    shade.data[pixel] = light
    hueDistance.data[pixel] = Math.hypot(
      lab[3 * pixel + 1] - light * valueAt(fit[1], terms),
      lab[3 * pixel + 2] - light * valueAt(fit[2], terms),
    )
  }
  return { distance, shade, hueDistance }
}

/** Six coefficients for each of the three channels. */
type Fit = readonly [Float64Array, Float64Array, Float64Array]

/** The six terms of the quadratic at a pixel, into `terms`: one array serves all pixels. */
function termsAt(pixel: number, size: Size, terms: Float64Array): Float64Array {
  const x = ((pixel % size.width) + 0.5) / size.width - 0.5
  const y = (Math.floor(pixel / size.width) + 0.5) / size.height - 0.5
  terms[0] = 1
  terms[1] = x
  terms[2] = y
  terms[3] = x * x
  terms[4] = y * y
  terms[5] = x * y
  return terms
}

function distanceAt(fit: Fit, lab: Float32Array, at: { readonly pixel: number; readonly terms: Float64Array }): number {
  let sum = 0
  for (let c = 0; c < 3; c++) {
    sum += (c === 0 ? LIGHTNESS_WEIGHT : 1) * (lab[3 * at.pixel + c] - valueAt(fit[c], at.terms)) ** 2
  }
  return Math.sqrt(sum)
}

function valueAt(coefficients: Float64Array, terms: Float64Array): number {
  let value = 0
  for (let t = 0; t < TERMS; t++) value += coefficients[t] * terms[t]
  return value
}

/** Least squares by the normal equations, with a little weight on flatness so that few pixels cannot bend the field. */
function fitChannels(lab: Float32Array, size: Size, pixels: readonly number[]): Fit {
  const normal = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 3))
  const terms = new Float64Array(TERMS)
  for (const pixel of pixels) {
    termsAt(pixel, size, terms)
    for (let r = 0; r < TERMS; r++) {
      for (let c = 0; c < TERMS; c++) normal[r][c] += terms[r] * terms[c]
      for (let c = 0; c < 3; c++) normal[r][TERMS + c] += terms[r] * lab[3 * pixel + c]
    }
  }
  for (let r = 1; r < TERMS; r++) normal[r][r] += 1e-4 * pixels.length
  solveInPlace(normal)
  const column = (c: number): Float64Array => Float64Array.from(normal, (row) => row[TERMS + c])
  return [column(0), column(1), column(2)]
}

/** Gauss-Jordan on a symmetric positive matrix with right-hand sides behind it. */
function solveInPlace(rows: Float64Array[]): void {
  const count = rows.length
  for (let p = 0; p < count; p++) {
    const pivot = rows[p][p] || 1e-12
    for (let c = p; c < rows[p].length; c++) rows[p][c] /= pivot
    for (let r = 0; r < count; r++) {
      if (r === p) continue
      const factor = rows[r][p]
      if (factor === 0) continue
      for (let c = p; c < rows[r].length; c++) rows[r][c] -= factor * rows[p][c]
    }
  }
}
