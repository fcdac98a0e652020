import type { BytePlane, PairPlane } from './sample-bytes.ts'
import type { FramePlane, FramePlanes } from './sample-plane.ts'

/** Where each row of a frame looks: its row of the source, and the columns along it, in samples of the source. */
export interface RowMaps {
  readonly y: Float64Array
  readonly x: Float64Array
  readonly step: Float64Array
}

export function rowMaps(rows: number): RowMaps {
  return { y: new Float64Array(rows), x: new Float64Array(rows), step: new Float64Array(rows) }
}

const ONE = 65_536
const ROUND = 0x0080_0080

/** Samples a plane row by row, each along a line of its own (bilinear): a floor slides under a camera by how near each row of it is. */
export function paintByteRows(source: BytePlane, maps: RowMaps, to: FramePlane): void {
  const { data, width, height } = source
  const last = (width - 1) * ONE - 64
  for (let y = 0, o = to.offset; y < to.height; y++) {
    const { row, part, start, step } = lineOf(maps, y, { width, height })
    for (let x = 0, at = start; x < to.width; x++, o++, at += step) {
      const place = at < 0 ? 0 : Math.min(at, last)
      const i = row + (place >> 16)
      const u = (place >> 8) & 255
      const a = data[i]
      const b = data[i + width]
      const above = (a << 8) + (data[i + 1] - a) * u
      const below = (b << 8) + (data[i + width + 1] - b) * u
      to.data[o] = ((above << 8) + (below - above) * part + 32_768) >> 16
    }
  }
}

/** The same for two planes at once. */
export function paintPairRows(source: PairPlane, maps: RowMaps, to: FramePlanes): void {
  const { data, width, height } = source
  const last = (width - 1) * ONE - 64
  for (let y = 0; y < to.height; y++) {
    const { row, part, start, step } = lineOf(maps, y, { width, height })
    const [lower, upper] = [to.offset + y * to.width, to.upperOffset + y * to.width]
    for (let x = 0, at = start; x < to.width; x++, at += step) {
      const place = at < 0 ? 0 : Math.min(at, last)
      const i = row + (place >> 16)
      const u = (place >> 8) & 255
      const d = (u * part) >> 8
      const sum =
        (Math.imul(data[i], 256 - u - part + d) +
          Math.imul(data[i + 1], u - d) +
          Math.imul(data[i + width], part - d) +
          Math.imul(data[i + width + 1], d) +
          ROUND) |
        0
      to.data[lower + x] = (sum & 0xffff) >> 8
      to.data[upper + x] = sum >>> 24
    }
  }
}

/** Where a row of the frame looks, in 65536ths along and 256ths down. */
function lineOf(maps: RowMaps, y: number, { width, height }: { readonly width: number; readonly height: number }) {
  const place = Math.min(height - 1.002, Math.max(0, maps.y[y]))
  const row = place | 0
  return { row: row * width, part: ((place - row) * 256) | 0, start: Math.round(maps.x[y] * ONE), step: Math.round(maps.step[y] * ONE) }
}
