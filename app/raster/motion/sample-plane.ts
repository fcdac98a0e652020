import type { Size } from '../../domain/raster.ts'
import type { PlaneMap } from './line-map.ts'

/** Where a plane of a frame lies in its bytes. */
export interface FramePlane extends Size {
  readonly data: Uint8Array
  readonly offset: number
}

/** Samples two planes that look alike at once, as halves of words. */
export interface FramePlanes extends Size {
  readonly data: Uint8Array
  /** Of the lower halves, and of the upper ones. */
  readonly offset: number
  readonly upperOffset: number
}

/** Places along a row, in 256ths of a sample, and two rows of the source as they are seen along it. */
export interface Columns {
  readonly places: Int32Array
  first: Int32Array
  second: Int32Array
}

export function columnsOf(width: number): Columns {
  return { places: new Int32Array(width), first: new Int32Array(width), second: new Int32Array(width) }
}

/** Goes along a row of the source. */
export type GoAlong<Source> = (source: Source, y: number, places: Int32Array, out: Int32Array) => void
/** Mixes two rows, the second by 256ths, into a row of the frame. */
export type MixRows = (columns: Columns, part: number, row: number) => void

/**
 * Samples a plane between its pixels (bilinear, to 1/256 of a pixel), rows and columns apart: a source row is gone along once, however
 * many rows of the frame look at it. Places outside are those of the border.
 */
export function sampleRows<Source extends Size>(
  { source, map, columns, rows }: { readonly source: Source; readonly map: PlaneMap; readonly columns: Columns; readonly rows: number },
  goAlong: GoAlong<Source>,
  mixRows: MixRows,
): void {
  const { places } = columns
  for (let x = 0; x < places.length; x++) places[x] = held(map.x.start + map.x.step * x, source.width) * 256
  let row = -2
  for (let y = 0; y < rows; y++) {
    const place = held(map.y.start + map.y.step * y, source.height)
    const at = place | 0
    if (at === row + 1) {
      const spare = columns.first
      columns.first = columns.second
      columns.second = spare
      goAlong(source, at + 1, places, columns.second)
    } else if (at !== row) {
      goAlong(source, at, places, columns.first)
      goAlong(source, at + 1, places, columns.second)
    }
    row = at
    mixRows(columns, ((place - at) * 256) | 0, y)
  }
}

/** Places must have a neighbour on the right. */
export function held(place: number, length: number): number {
  if (place < 0) return 0
  return Math.min(place, length - 1.002)
}
