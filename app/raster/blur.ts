import { type Plane, plane } from '../domain/raster.ts'

/** Mean over a square of 2 radius + 1 pixels; the border repeats. A radius of 0 gives a copy. Time does not grow with the radius. */
export function boxBlur(source: Plane, radiusPx: number): Plane {
  return boxBlurInPlace(plane(source.width, source.height, source.data.slice()), radiusPx)
}

/** The same over the plane's own values, for one that nobody else needs. */
export function boxBlurInPlace(image: Plane, radiusPx: number): Plane {
  const radius = Math.round(radiusPx)
  if (radius < 1) return image
  if (scratch.length < image.data.length) scratch = new Float32Array(image.data.length)
  boxRows(image, radius, scratch)
  boxColumns(scratch, radius, image)
  return image
}

/** Near-Gaussian blur: two box passes whose variance is that of `sigmaPx`. Sigmas below 0.4 give a box of radius 1 or a copy. */
export function blur(source: Plane, sigmaPx: number): Plane {
  return blurInPlace(plane(source.width, source.height, source.data.slice()), sigmaPx)
}

function blurInPlace(image: Plane, sigmaPx: number): Plane {
  const radius = Math.max(sigmaPx < 0.2 ? 0 : 1, Math.round(sigmaPx * 1.22))
  return boxBlurInPlace(boxBlurInPlace(image, radius), radius)
}

/**
 * Blur that sees only what lies in `weight` (normalised convolution, Knutsson and Westin 1993).
 *
 * @param weight same size, 0..1; not modified.
 * @returns same size; 0 where no weight is near.
 */
export function blurWithin(source: Plane, weight: Plane, sigmaPx: number): Plane {
  const sum = plane(source.width, source.height)
  for (let i = 0; i < sum.data.length; i++) sum.data[i] = source.data[i] * weight.data[i]
  blurInPlace(sum, sigmaPx)
  const total = blur(weight, sigmaPx)
  for (let i = 0; i < sum.data.length; i++) sum.data[i] = total.data[i] > 1e-3 ? sum.data[i] / total.data[i] : 0
  return sum
}

/** Kept from call to call: a draft blurs a hundred planes, and the garbage of planes is what memory peaks are made of. */
let scratch = new Float32Array(0)

/** Means along the rows. */
function boxRows({ width, height, data }: Plane, radius: number, out: Float32Array): void {
  const window = 2 * radius + 1
  const share = 1 / window
  // The row with its ends repeated, so that the loop asks for no border: twice as fast.
  const line = new Float32Array(width + window)
  for (let y = 0; y < height; y++) {
    const row = y * width
    line.fill(data[row], 0, radius)
    line.set(data.subarray(row, row + width), radius)
    line.fill(data[row + width - 1], radius + width)
    let sum = 0
    for (let k = 0; k < window; k++) sum += line[k]
    for (let x = 0; x < width; x++) {
      out[row + x] = sum * share
      sum += line[x + window] - line[x]
    }
  }
}

/** Means along the columns of `source`, a row at a time: running sums of all columns. */
function boxColumns(source: Float32Array, radius: number, { width, height, data }: Plane): void {
  const share = 1 / (2 * radius + 1)
  const sums = new Float64Array(width)
  for (let x = 0; x < width; x++) sums[x] = source[x] * radius
  for (let k = 0; k <= radius; k++) {
    const row = Math.min(height - 1, k) * width
    for (let x = 0; x < width; x++) sums[x] += source[row + x]
  }
  for (let y = 0; y < height; y++) {
    const row = y * width
    const enter = Math.min(height - 1, y + radius + 1) * width
    const leave = Math.max(0, y - radius) * width
    for (let x = 0; x < width; x++) {
      const sum = sums[x]
      data[row + x] = sum * share
      sums[x] = sum + source[enter + x] - source[leave + x]
    }
  }
}
