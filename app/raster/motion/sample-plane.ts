import type { Size } from '../../domain/raster.ts'
import type { PlaneMap } from './line-map.ts'

/** One plane of bytes. */
export interface BytePlane extends Size {
  readonly data: Uint8Array
}

/** Where a plane of a frame lies in its bytes. */
export interface FramePlane extends Size {
  readonly data: Uint8Array
  readonly offset: number
}

/** A row of places in whole samples and 256ths. */
class Columns {
  readonly whole: Int32Array
  readonly part: Int32Array
  first: Int32Array
  second: Int32Array

  constructor(width: number) {
    this.whole = new Int32Array(width)
    this.part = new Int32Array(width)
    this.first = new Int32Array(width)
    this.second = new Int32Array(width)
  }
}

/**
 * Samples a plane between its pixels (bilinear, to 1/256 of a pixel), rows and columns apart: a source row is gone along once, however
 * many rows of the frame look at it. Places outside are those of the border.
 */
export class PlaneSampler {
  readonly #columns: Columns

  constructor(width: number) {
    this.#columns = new Columns(width)
  }

  paint(source: BytePlane, map: PlaneMap, to: FramePlane): void {
    const columns = this.#columns
    const { whole, part } = columns
    for (let x = 0; x < to.width; x++) {
      const place = held(map.x.start + map.x.step * x, source.width)
      whole[x] = place
      part[x] = (place - whole[x]) * 256
    }
    let row = -2
    for (let y = 0; y < to.height; y++) {
      const place = held(map.y.start + map.y.step * y, source.height)
      const at = place | 0
      if (at === row + 1) {
        const spare = columns.first
        columns.first = columns.second
        columns.second = spare
        goAlong(source, at + 1, columns, columns.second)
      } else if (at !== row) {
        goAlong(source, at, columns, columns.first)
        goAlong(source, at + 1, columns, columns.second)
      }
      row = at
      mixRows(columns, ((place - at) * 256) | 0, { data: to.data, offset: to.offset + y * to.width, width: to.width })
    }
  }
}

/** Places must have a neighbour on the right. */
function held(place: number, length: number): number {
  if (place < 0) return 0
  return place > length - 1.002 ? length - 1.002 : place
}

function goAlong(source: BytePlane, y: number, { whole, part }: Columns, out: Int32Array): void {
  const { data } = source
  const start = y * source.width
  for (let x = 0; x < whole.length; x++) {
    const i = start + whole[x]
    const value = data[i]
    out[x] = (value << 8) + (data[i + 1] - value) * part[x]
  }
}

function mixRows({ first, second }: Columns, part: number, to: { data: Uint8Array; offset: number; width: number }): void {
  const { data, offset, width } = to
  for (let x = 0; x < width; x++) {
    const value = first[x]
    data[offset + x] = ((value << 8) + (second[x] - value) * part + 32_768) >> 16
  }
}
