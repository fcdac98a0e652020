import type { Plane, Rgba8 } from '../../domain/raster.ts'
import { PlaneReader } from '../plane-reader.ts'
import { isOpaque } from '../resample-picture.ts'

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
 * Sharpens pixels in place: unsharp mask on luma (Rec. 601), added to all three channels, so that no colour changes. What is transparent
 * counts as little as it is seen, so that a cut-out gets no rim. Rows of blurred luma are kept only as long as they are needed.
 */
export function sharpen(pixels: Rgba8, { amount, sigmaPx, spared }: Sharpening): void {
  if (amount === 0 || sigmaPx < LEAST_SIGMA) return
  const { width, height } = pixels
  const kernel = gaussian(sigmaPx)
  const reach = kernel.length >> 1
  const luma = new RowsBlur(width, kernel)
  const weight = isOpaque(pixels) ? null : new RowsBlur(width, kernel)
  const soft = new Float32Array(width)
  const seen = new Float32Array(width)
  const strength = new Float32Array(width)
  for (let y = 0, next = 0; y < height; y++) {
    for (; next <= Math.min(height - 1, y + reach); next++) {
      if (weight === null) readLuma(pixels, next, luma.line)
      else readSeen(pixels, next, { luma: luma.line, weight: weight.line })
      luma.push(next)
      weight?.push(next)
    }
    luma.blurInto(soft, y, height)
    if (weight !== null) {
      weight.blurInto(seen, y, height)
      for (let x = 0; x < width; x++) soft[x] = (soft[x] * 255) / Math.max(seen[x], 0.5)
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

/** A separable blur of rows as they come: the last few are kept, blurred along themselves. */
class RowsBlur {
  /** Write the row that comes next here. */
  readonly line: Float32Array
  readonly #padded: Float32Array
  readonly #kernel: Float32Array
  readonly #rows: readonly Float32Array[]

  constructor(width: number, kernel: Float32Array) {
    const reach = kernel.length >> 1
    this.#padded = new Float32Array(width + 2 * reach)
    this.line = this.#padded.subarray(reach, reach + width)
    this.#kernel = kernel
    this.#rows = Array.from(kernel, () => new Float32Array(width))
  }

  push(y: number): void {
    const reach = this.#kernel.length >> 1
    this.#padded.fill(this.line[0], 0, reach)
    this.#padded.fill(this.line[this.line.length - 1], reach + this.line.length)
    blurLine(this.#padded, this.#kernel, this.#rows[y % this.#rows.length])
  }

  /** Row `y` of `height`, once as many rows as the kernel reaches have come after it. */
  blurInto(out: Float32Array, y: number, height: number): void {
    const reach = this.#kernel.length >> 1
    out.fill(0)
    for (let k = 0; k < this.#kernel.length; k++) {
      addRow(out, this.#rows[Math.max(0, Math.min(height - 1, y + k - reach)) % this.#rows.length], this.#kernel[k])
    }
  }
}

function blurLine(padded: Float32Array, kernel: Float32Array, out: Float32Array): void {
  out.fill(0)
  for (let k = 0; k < kernel.length; k++) {
    const weight = kernel[k]
    for (let x = 0; x < out.length; x++) out[x] += padded[x + k] * weight
  }
}

function addRow(out: Float32Array, row: Float32Array, weight: number): void {
  for (let x = 0; x < out.length; x++) out[x] += row[x] * weight
}

function readLuma({ width, data }: Rgba8, y: number, line: Float32Array): void {
  for (let x = 0, i = 4 * y * width; x < width; x++, i += 4) line[x] = 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2]
}

/** Luma times alpha, and alpha. */
function readSeen(pixels: Rgba8, y: number, { luma, weight }: { readonly luma: Float32Array; readonly weight: Float32Array }): void {
  readLuma(pixels, y, luma)
  for (let x = 0, i = 4 * y * pixels.width + 3; x < pixels.width; x++, i += 4) {
    weight[x] = pixels.data[i]
    luma[x] *= pixels.data[i] / 255
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
