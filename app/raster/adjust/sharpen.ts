import type { Plane, Rgba8 } from '../../domain/raster.ts'
import { PlaneReader } from '../plane-reader.ts'

export interface Sharpening {
  readonly amount: number
  /** Sigma of the blur that the picture is held against, in its pixels. */
  readonly sigmaPx: number
  /** Where it is left alone, 0..1, at any size; null nowhere. */
  readonly spared: Plane | null
}

/** Differences below this (of 255) are grain, and left alone. */
const GRAIN = 1
/** Strong edges get less: a difference of this size is halved, so that they carry no bright line. */
const STRONG = 96
/** Below this sigma nothing would be seen. */
const LEAST_SIGMA = 0.2

/**
 * Sharpens pixels in place: unsharp mask on luma (Rec. 601), added to all three channels, so that no colour changes. Rows of blurred
 * luma are kept only as long as they are needed.
 */
export function sharpen(pixels: Rgba8, { amount, sigmaPx, spared }: Sharpening): void {
  if (amount === 0 || sigmaPx < LEAST_SIGMA) return
  const { width, height } = pixels
  const kernel = gaussian(sigmaPx)
  const reach = kernel.length >> 1
  const luma = new Float32Array(width + 2 * reach)
  const rows = Array.from({ length: kernel.length }, () => new Float32Array(width))
  const soft = new Float32Array(width)
  const strength = new Float32Array(width)
  for (let y = 0, next = 0; y < height; y++) {
    for (; next <= Math.min(height - 1, y + reach); next++) blurRow(pixels, next, { luma, kernel, out: rows[next % kernel.length] })
    soft.fill(0)
    for (let k = 0; k < kernel.length; k++) {
      const row = rows[Math.max(0, Math.min(height - 1, y + k - reach)) % kernel.length]
      const weight = kernel[k]
      for (let x = 0; x < width; x++) soft[x] += row[x] * weight
    }
    strengthOf(spared, { y, height, amount }, strength)
    sharpenRow(pixels, y, { soft, strength })
  }
}

function gaussian(sigma: number): Float32Array {
  const reach = Math.max(1, Math.ceil(2.5 * sigma))
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-((k - reach) ** 2) / (2 * sigma * sigma)))
  const sum = kernel.reduce((total, value) => total + value, 0)
  return Float32Array.from(kernel, (value) => value / sum)
}

interface RowBlur {
  readonly luma: Float32Array
  readonly kernel: Float32Array
  readonly out: Float32Array
}

function blurRow({ width, data }: Rgba8, y: number, { luma, kernel, out }: RowBlur): void {
  const reach = kernel.length >> 1
  for (let x = 0, i = 4 * y * width; x < width; x++, i += 4) luma[reach + x] = 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]
  luma.fill(luma[reach], 0, reach)
  luma.fill(luma[reach + width - 1], reach + width)
  out.fill(0)
  for (let k = 0; k < kernel.length; k++) {
    const weight = kernel[k]
    for (let x = 0; x < width; x++) out[x] += luma[x + k] * weight
  }
}

function strengthOf(
  spared: Plane | null,
  { y, height, amount }: { readonly y: number; readonly height: number; readonly amount: number },
  out: Float32Array,
): void {
  out.fill(amount)
  if (spared === null) return
  const reader = new PlaneReader(spared)
  const scale = spared.width / out.length
  for (let x = 0; x < out.length; x++) {
    reader.moveTo((x + 0.5) * scale, ((y + 0.5) * spared.height) / height)
    out[x] = amount * (1 - reader.read(spared))
  }
}

function sharpenRow(
  { data }: Rgba8,
  y: number,
  { soft, strength }: { readonly soft: Float32Array; readonly strength: Float32Array },
): void {
  for (let x = 0, i = 4 * y * soft.length; x < soft.length; x++, i += 4) {
    const luma = 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]
    const difference = luma - soft[x]
    const size = Math.abs(difference) - GRAIN
    if (size <= 0) continue
    const more = (strength[x] * size) / (1 + size / STRONG)
    const change = Math.round(difference > 0 ? more : -more)
    for (let c = i; c < i + 3; c++) data[c] = Math.max(0, Math.min(255, data[c] + change))
  }
}
