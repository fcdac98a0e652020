import type { Size } from '../domain/raster.ts'
import type { Box } from './crop/affine.ts'

/** Rows of any kind of picture as interleaved floats, so that one loop serves bytes, floats, straight and premultiplied pixels. */
export interface RowSource extends Size {
  readonly channels: number
  /** Writes row `y` (0..height - 1) into `line`, width x channels numbers. */
  readonly read: (y: number, line: Float32Array) => void
}

/**
 * A part of a picture at another size, a row at a time and with no copy of the whole: area mean along an axis that shrinks, Catmull-Rom
 * (Keys 1981, a = -1/2) along one that grows. The border repeats.
 *
 * @param to `box` in pixels of the source, at fractions of them too; `size` of the result.
 * @param put is given each row from the top; the line is used again for the next one. Cubic rows may leave the range of the source.
 */
export function resampleRows(
  source: RowSource,
  { box, size }: { readonly box: Box; readonly size: Size },
  put: (y: number, line: Float32Array) => void,
): void {
  const { channels } = source
  const across = tapsOf(source.width, { from: box.x, length: box.width, count: size.width })
  const down = tapsOf(source.height, { from: box.y, length: box.height, count: size.height })
  const raw = new Float32Array(source.width * channels)
  const out = new Float32Array(size.width * channels)
  // Each row of the source is resampled across once and kept while rows of the result need it.
  const kept = Array.from({ length: down.most }, () => new Float32Array(out.length))
  const keptRow = new Int32Array(down.most).fill(-1)
  for (let y = 0; y < size.height; y++) {
    const first = down.first[y]
    out.fill(0)
    for (let k = 0; k < down.count[y]; k++) {
      const slot = (first + k) % down.most
      if (keptRow[slot] !== first + k) {
        source.read(first + k, raw)
        resampleLine(raw, across, { channels, out: kept[slot] })
        keptRow[slot] = first + k
      }
      addLine(out, kept[slot], down.weights[y * down.most + k])
    }
    put(y, out)
  }
}

export const wholeOf = ({ width, height }: Size): Box => ({ x: 0, y: 0, width, height })

function addLine(out: Float32Array, line: Float32Array, weight: number): void {
  for (let i = 0; i < out.length; i++) out[i] += line[i] * weight
}

function resampleLine(raw: Float32Array, taps: Taps, { channels, out }: { readonly channels: number; readonly out: Float32Array }): void {
  if (channels === 4) resampleLine4(raw, taps, out)
  else if (channels === 1) resampleLine1(raw, taps, out)
  else throw new RangeError(`Rows of ${channels} channels are not resampled`)
}

function resampleLine4(raw: Float32Array, { first, count, weights, most }: Taps, out: Float32Array): void {
  for (let x = 0, o = 0; x < first.length; x++, o += 4) {
    let [r, g, b, a] = [0, 0, 0, 0]
    for (let k = 0, w = x * most, i = 4 * first[x]; k < count[x]; k++, w++, i += 4) {
      const weight = weights[w]
      r += raw[i] * weight
      g += raw[i + 1] * weight
      b += raw[i + 2] * weight
      a += raw[i + 3] * weight
    }
    out[o] = r
    out[o + 1] = g
    out[o + 2] = b
    out[o + 3] = a
  }
}

function resampleLine1(raw: Float32Array, { first, count, weights, most }: Taps, out: Float32Array): void {
  for (let x = 0; x < first.length; x++) {
    let sum = 0
    for (let k = 0, w = x * most, i = first[x]; k < count[x]; k++, w++, i++) sum += raw[i] * weights[w]
    out[x] = sum
  }
}

/** For each pixel of the result the pixels of the source it is made of, and their shares. */
interface Taps {
  readonly first: Int32Array
  readonly count: Int32Array
  /** `most` entries a pixel. */
  readonly weights: Float32Array
  readonly most: number
}

function tapsOf(size: number, { from, length, count }: { readonly from: number; readonly length: number; readonly count: number }): Taps {
  const step = length / count
  const most = step > 1 ? Math.ceil(step) + 1 : 4
  const taps = { first: new Int32Array(count), count: new Int32Array(count), weights: new Float32Array(count * most), most }
  for (let i = 0; i < count; i++) {
    const low = step > 1 ? Math.floor(from + i * step) : Math.floor(from + (i + 0.5) * step - 0.5) - 1
    const first = limit(low, size)
    const last = limit(step > 1 ? Math.ceil(from + (i + 1) * step) - 1 : low + 3, size)
    taps.first[i] = first
    taps.count[i] = Math.min(most, last - first + 1)
    for (let k = low; k < low + most; k++) {
      const weight = step > 1 ? shareOf(k, from + i * step, step) : cubic(from + (i + 0.5) * step - 0.5 - k)
      if (weight !== 0) taps.weights[i * most + limit(k, size) - first] += weight
    }
  }
  return taps
}

const limit = (index: number, size: number): number => Math.max(0, Math.min(size - 1, index))

/** What pixel `k` has of the stretch from `from`. */
function shareOf(k: number, from: number, step: number): number {
  return Math.max(0, Math.min(k + 1, from + step) - Math.max(k, from)) / step
}

function cubic(distance: number): number {
  const x = Math.abs(distance)
  if (x >= 2) return 0
  return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2
}
