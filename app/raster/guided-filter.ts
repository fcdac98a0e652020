import { fitInside, type Plane, plane, type Rgb8, type Size } from '../domain/raster.ts'
import { boxBlur, boxBlurInPlace } from './blur.ts'
import { type Box, growBox } from './crop/affine.ts'
import { boundsAbove } from './crop/place-mask.ts'
import { resizePlane, resizeRgb } from './resample.ts'

/**
 * A picture prepared for guided filtering: its local means and covariances. Several masks of one picture share it, so build
 * it once. It holds 13 planes of the working size (25 MB at 768 px) as long as it lives.
 */
export interface Guide {
  /** Size of the picture, and of every result. */
  readonly size: Size
  /** Size in which the statistics are taken. */
  readonly workingSize: Size
  /**
   * Pulls the edges of a mask to the edges of the picture.
   *
   * @param mask 0..1, any size of the same proportions. Not modified.
   * @returns 0..1 at the picture's size; soft where the picture gives no edge.
   */
  refine(mask: Plane): Plane
}

export interface GuideOptions {
  /** Long side of the working copy, in pixels; the picture's own size when that is smaller. */
  readonly workingLongSidePx: number
  /** Radius of the window, in pixels of the working copy. */
  readonly radiusPx: number
  /** How much variance (of colours in 0..1) counts as flat: smaller follows weaker edges. */
  readonly epsilon: number
}

/**
 * Fast colour guided filter: K. He, J. Sun, X. Tang, "Guided Image Filtering" (2013), with the statistics on a smaller copy after
 * K. He, J. Sun, "Fast Guided Filter" (2015).
 */
export function createGuide(image: Rgb8, options: GuideOptions): Guide {
  const workingSize = fitInside(image, options.workingLongSidePx)
  const statistics = measureGuide(resizeRgb(image, workingSize), options)
  return {
    size: { width: image.width, height: image.height },
    workingSize,
    refine: (mask) => {
      const small = resizePlane(mask, workingSize)
      const bounds = boundsAbove(small, VISIBLE)
      if (bounds === null) return plane(image.width, image.height)
      // The window is passed over twice, so nothing changes farther away than two radii.
      const reach = 2 * options.radiusPx + 1
      return applyCoefficients(image, fitCoefficients(statistics, small), growBox(bounds, reach, workingSize))
    },
  }
}

/** Mask values below half a byte step are nothing. */
const VISIBLE = 0.5 / 255

interface GuideStatistics {
  readonly radiusPx: number
  /** Red, green, blue in 0..1, and their local means. */
  readonly colours: readonly [Plane, Plane, Plane]
  readonly means: readonly [Plane, Plane, Plane]
  /** Upper triangle of the inverse of (local covariance + epsilon): rr, rg, rb, gg, gb, bb. */
  readonly inverse: readonly [Plane, Plane, Plane, Plane, Plane, Plane]
}

function measureGuide(image: Rgb8, { radiusPx, epsilon }: GuideOptions): GuideStatistics {
  const channel = (offset: number): Plane => {
    const out = plane(image.width, image.height)
    for (let i = 0, j = offset; i < out.data.length; i++, j += 3) out.data[i] = image.data[j] / 255
    return out
  }
  const colours = [channel(0), channel(1), channel(2)] as const
  // Blurred where they are: a guide and its answer take half the planes that way, and the garbage of planes is what memory peaks are made of.
  const means = [boxBlur(colours[0], radiusPx), boxBlur(colours[1], radiusPx), boxBlur(colours[2], radiusPx)] as const
  const covariance = (i: 0 | 1 | 2, j: 0 | 1 | 2): Plane => {
    const out = boxBlurInPlace(product(colours[i], colours[j]), radiusPx)
    for (let k = 0; k < out.data.length; k++) out.data[k] -= means[i].data[k] * means[j].data[k]
    return out
  }
  const moments = [covariance(0, 0), covariance(0, 1), covariance(0, 2), covariance(1, 1), covariance(1, 2), covariance(2, 2)] as const
  invertInPlace(moments, epsilon)
  return { radiusPx, colours, means, inverse: moments }
}

/** Replaces each pixel's symmetric 3 x 3 matrix by the inverse of (matrix + epsilon). */
function invertInPlace(moments: readonly [Plane, Plane, Plane, Plane, Plane, Plane], epsilon: number): void {
  const [rr, rg, rb, gg, gb, bb] = moments.map((moment) => moment.data)
  for (let i = 0; i < rr.length; i++) {
    const a = rr[i] + epsilon
    const b = rg[i]
    const c = rb[i]
    const d = gg[i] + epsilon
    const e = gb[i]
    const f = bb[i] + epsilon
    const aa = d * f - e * e
    const ab = c * e - b * f
    const ac = b * e - c * d
    const scale = 1 / (a * aa + b * ab + c * ac)
    rr[i] = aa * scale
    rg[i] = ab * scale
    rb[i] = ac * scale
    gg[i] = (a * f - c * c) * scale
    gb[i] = (b * c - a * e) * scale
    bb[i] = (a * d - b * b) * scale
  }
}

/** The mask as a local linear function of the colour: `red * r + green * g + blue * b + offset`. */
type Coefficients = readonly [red: Plane, green: Plane, blue: Plane, offset: Plane]

function fitCoefficients(statistics: GuideStatistics, mask: Plane): Coefficients {
  const { radiusPx, colours, means, inverse } = statistics
  const meanMask = boxBlur(mask, radiusPx)
  const [red, green, blue] = colours.map((colour) => boxBlurInPlace(product(colour, mask), radiusPx)) as [Plane, Plane, Plane]
  const offset = plane(mask.width, mask.height)
  const [mr, mg, mb] = means.map((mean) => mean.data)
  const [rr, rg, rb, gg, gb, bb] = inverse.map((part) => part.data)
  for (let i = 0; i < offset.data.length; i++) {
    const m = meanMask.data[i]
    const x = red.data[i] - mr[i] * m
    const y = green.data[i] - mg[i] * m
    const z = blue.data[i] - mb[i] * m
    const r = rr[i] * x + rg[i] * y + rb[i] * z
    const g = rg[i] * x + gg[i] * y + gb[i] * z
    const b = rb[i] * x + gb[i] * y + bb[i] * z
    red.data[i] = r
    green.data[i] = g
    blue.data[i] = b
    offset.data[i] = m - r * mr[i] - g * mg[i] - b * mb[i]
  }
  for (const coefficient of [red, green, blue, offset]) boxBlurInPlace(coefficient, radiusPx)
  return [red, green, blue, offset]
}

/** Evaluates the coefficients, grown bilinearly, on the picture inside `box` (working pixels); a row at a time, so that rows blend once. */
function applyCoefficients(image: Rgb8, coefficients: Coefficients, box: Box): Plane {
  const { width, height, data } = image
  const out = plane(width, height)
  const small = coefficients[0]
  const columns = columnTaps(small.width, width)
  const row = new Float32Array(small.width * 4)
  const scaleX = width / small.width
  const scaleY = height / small.height
  const left = Math.floor(box.x * scaleX)
  const right = Math.min(width, Math.ceil((box.x + box.width) * scaleX))
  const bottom = Math.min(height, Math.ceil((box.y + box.height) * scaleY))
  for (let y = Math.floor(box.y * scaleY); y < bottom; y++) {
    blendRows(coefficients, Math.min(small.height - 1, Math.max(0, ((y + 0.5) * small.height) / height - 0.5)), row)
    for (let x = left, o = y * width + left; x < right; x++, o++) {
      const a = columns.index[x]
      const b = columns.next[x]
      const f = columns.fraction[x]
      const j = o * 3
      const red = row[a] + (row[b] - row[a]) * f
      const green = row[a + 1] + (row[b + 1] - row[a + 1]) * f
      const blue = row[a + 2] + (row[b + 2] - row[a + 2]) * f
      const value = red * data[j] + green * data[j + 1] + blue * data[j + 2] + row[a + 3] + (row[b + 3] - row[a + 3]) * f
      out.data[o] = value < 0 ? 0 : Math.min(value, 1)
    }
  }
  return out
}

/** One line of the coefficients between two working rows, interleaved; the colour factors are scaled to bytes. */
function blendRows(coefficients: Coefficients, position: number, row: Float32Array): void {
  const [red, green, blue, offset] = coefficients
  const { width, height } = red
  const top = Math.floor(position) * width
  const bottom = Math.min(height - 1, Math.floor(position) + 1) * width
  const f = position - Math.floor(position)
  for (let x = 0, i = 0; x < width; x++, i += 4) {
    row[i] = (red.data[top + x] * (1 - f) + red.data[bottom + x] * f) / 255
    row[i + 1] = (green.data[top + x] * (1 - f) + green.data[bottom + x] * f) / 255
    row[i + 2] = (blue.data[top + x] * (1 - f) + blue.data[bottom + x] * f) / 255
    row[i + 3] = offset.data[top + x] * (1 - f) + offset.data[bottom + x] * f
  }
}

interface ColumnTaps {
  readonly index: Int32Array
  readonly next: Int32Array
  readonly fraction: Float32Array
}

function columnTaps(from: number, to: number): ColumnTaps {
  const taps = { index: new Int32Array(to), next: new Int32Array(to), fraction: new Float32Array(to) }
  for (let x = 0; x < to; x++) {
    const position = Math.min(from - 1, Math.max(0, ((x + 0.5) * from) / to - 0.5))
    taps.index[x] = Math.floor(position) * 4
    taps.next[x] = Math.min(from - 1, Math.floor(position) + 1) * 4
    taps.fraction[x] = position - Math.floor(position)
  }
  return taps
}

function product(a: Plane, b: Plane): Plane {
  const out = plane(a.width, a.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = a.data[i] * b.data[i]
  return out
}
