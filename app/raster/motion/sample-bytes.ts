import type { Size } from '../../domain/raster.ts'
import type { PlaneMap } from './line-map.ts'
import { type Columns, type FramePlane, type FramePlanes, sampleRows } from './sample-plane.ts'

/** One plane of bytes. */
export interface BytePlane extends Size {
  readonly data: Uint8Array
}

/** Two planes of bytes as halves of words. */
export interface PairPlane extends Size {
  readonly data: Int32Array
}

export function paintBytes(source: BytePlane, how: { readonly map: PlaneMap; readonly columns: Columns }, to: FramePlane): void {
  sampleRows({ source, ...how, rows: to.height }, alongBytes, ({ first, second }, part, row) => {
    const { data, width } = to
    const offset = to.offset + row * width
    for (let x = 0; x < width; x++) {
      const value = first[x]
      data[offset + x] = ((value << 8) + (second[x] - value) * part + 32_768) >> 16
    }
  })
}

function alongBytes({ data, width }: BytePlane, y: number, places: Int32Array, out: Int32Array): void {
  const start = y * width
  for (let x = 0; x < places.length; x++) {
    const place = places[x]
    const i = start + (place >> 8)
    const value = data[i]
    out[x] = (value << 8) + (data[i + 1] - value) * (place & 255)
  }
}

const HALVES = 0x00ff_00ff
const ROUND = 0x0080_0080

/** As `paintBytes`, for both planes at once: rows are rounded to bytes on the way, which chroma can bear. */
export function paintPairs(source: PairPlane, how: { readonly map: PlaneMap; readonly columns: Columns }, to: FramePlanes): void {
  sampleRows({ source, ...how, rows: to.height }, alongPairs, ({ first, second }, part, row) => {
    const { data, width } = to
    const [lower, upper] = [to.offset + row * width, to.upperOffset + row * width]
    for (let x = 0; x < width; x++) {
      const sum = (Math.imul(first[x], 256 - part) + Math.imul(second[x], part) + ROUND) | 0
      data[lower + x] = (sum & 0xffff) >> 8
      data[upper + x] = sum >>> 24
    }
  })
}

function alongPairs({ data, width }: PairPlane, y: number, places: Int32Array, out: Int32Array): void {
  const start = y * width
  for (let x = 0; x < places.length; x++) {
    const place = places[x]
    const i = start + (place >> 8)
    const part = place & 255
    out[x] = ((Math.imul(data[i], 256 - part) + Math.imul(data[i + 1], part) + ROUND) >>> 8) & HALVES
  }
}
