import type { ClothPatch } from './cloth-patch.ts'
import { powerOfSquares } from './fourier.ts'

/**
 * The pattern of cloth as power over pitch and angle: `power[ring * ANGLES + sector]`. Rings are logarithmic, so that a changed
 * pitch is a shift (Fourier-Mellin; Reddy, Chatterji 1996). Mean over windows of the trunk, so that drape moves nothing.
 */
export interface PatternSpectrum {
  readonly power: Float64Array
  /** RMS contrast in Lab units that lies in the rings. */
  readonly contrast: number
  /** Windows that were covered by cloth. */
  readonly windows: number
}

export const RINGS = 44
export const ANGLES = 36
/** Cycles in a trunk width of the first and the last ring. */
const COARSEST = 2.2
const FINEST = 22
export const RING_STEP = Math.log(FINEST / COARSEST) / (RINGS - 1)
const WINDOW = 64
const TRANSFORM = 128
/** A window counts with at least this share of cloth. */
const COVERED = 0.85
const LIGHTNESS_WEIGHT = 0.8

/** Measures the pattern on a patch of about 96 px a trunk width. Null where no window is covered. */
export function measurePattern(patch: ClothPatch): PatternSpectrum | null {
  const { width, height } = patch.mask
  const sum = new Float64Array(TRANSFORM * TRANSFORM)
  let windows = 0
  let variance = 0
  const waiting: Float64Array[] = []
  const addPower = (): void => {
    const [first, second = new Float64Array(first.length)] = waiting.splice(0)
    const power = powerOfSquares(first, second, { n: TRANSFORM, rows: WINDOW })
    for (let i = 0; i < sum.length; i++) sum[i] += power[i]
  }
  for (let y = 0; y + WINDOW <= height; y += WINDOW >> 1) {
    for (let x = 0; x + WINDOW <= width; x += WINDOW >> 1) {
      if (coverOf(patch, x, y) < COVERED) continue
      windows++
      for (const c of [0, 1, 2] as const) {
        const { values, energy } = windowOf(patch, c, [x, y])
        variance += energy
        waiting.push(values)
        if (waiting.length === 2) addPower()
      }
    }
  }
  if (windows === 0) return null
  if (waiting.length > 0) addPower()
  const power = polarOf(sum, patch.density)
  const inRings = power.reduce((total, value) => total + value, 0)
  const all = polarTotal(sum)
  return {
    power: power.map((value) => value / (inRings + 1e-9)),
    contrast: Math.sqrt((variance / windows) * Math.min(1, inRings / (all + 1e-9))),
    windows,
  }
}

function coverOf({ mask }: ClothPatch, x0: number, y0: number): number {
  let sum = 0
  for (let y = y0; y < y0 + WINDOW; y += 2) for (let x = x0; x < x0 + WINDOW; x += 2) if (mask.data[y * mask.width + x] > 0.5) sum++
  return (4 * sum) / (WINDOW * WINDOW)
}

/** One window without its plane of shading, faded out at its sides; `energy` is its variance in Lab units squared. */
function windowOf(
  patch: ClothPatch,
  c: 0 | 1 | 2,
  [x0, y0]: readonly [number, number],
): { readonly values: Float64Array; readonly energy: number } {
  const { width } = patch.mask
  const weight = c === 0 ? LIGHTNESS_WEIGHT : 1
  const source = patch.channels[c].data
  const raw = new Float64Array(WINDOW * WINDOW)
  let [mean, slopeX, slopeY, count, spread] = [0, 0, 0, 0, 0]
  const eachCovered = (visit: (k: number, dx: number, dy: number, value: number) => void): void => {
    for (let y = 0, k = 0; y < WINDOW; y++) {
      for (let x = 0; x < WINDOW; x++, k++) {
        const i = (y0 + y) * width + x0 + x
        if (patch.mask.data[i] > 0.5) visit(k, x - WINDOW / 2 + 0.5, y - WINDOW / 2 + 0.5, source[i])
      }
    }
  }
  eachCovered((_, __, ___, value) => {
    mean += value
    count++
  })
  mean /= count
  eachCovered((_, dx, dy, value) => {
    slopeX += dx * (value - mean)
    slopeY += dy * (value - mean)
    spread += dx * dx
  })
  let energy = 0
  const values = new Float64Array(TRANSFORM * TRANSFORM)
  eachCovered((k, dx, dy, value) => {
    raw[k] = weight * (value - mean - (slopeX / spread) * dx - (slopeY / spread) * dy)
    energy += raw[k] ** 2
    const fade = Math.cos((Math.PI * dx) / WINDOW) ** 2 * Math.cos((Math.PI * dy) / WINDOW) ** 2
    values[Math.floor(k / WINDOW) * TRANSFORM + (k % WINDOW)] = raw[k] * fade
  })
  return { values, energy: energy / count }
}

/** Power per ring and sector. A sector's angle is that of the stripes (0 across the body, 90 degrees down it), not of their normal. */
function polarOf(power: Float64Array, density: number): Float64Array {
  const out = new Float64Array(RINGS * ANGLES)
  const cyclesPerBin = density / TRANSFORM
  for (let ring = 0; ring < RINGS; ring++) {
    const radius = (COARSEST * Math.exp(ring * RING_STEP)) / cyclesPerBin
    if (radius >= TRANSFORM / 2 - 1) break
    for (let sector = 0; sector < ANGLES; sector++) {
      const angle = (sector * Math.PI) / ANGLES
      // Area of the cell: rings grow with the radius.
      out[ring * ANGLES + sector] = sampleWrapped(power, -Math.sin(angle) * radius, Math.cos(angle) * radius) * radius * radius
    }
  }
  return out
}

/** All power of half the plane in the measure of `polarOf`. */
function polarTotal(power: Float64Array): number {
  let sum = 0
  for (const value of power) sum += value
  return (sum / 2) * (1 / (RING_STEP * (Math.PI / ANGLES)))
}

function sampleWrapped(power: Float64Array, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)]
  const [fx, fy] = [x - column, y - row]
  const at = (dx: number, dy: number): number =>
    power[((row + dy + TRANSFORM) % TRANSFORM) * TRANSFORM + ((column + dx + TRANSFORM) % TRANSFORM)]
  return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy
}
