import type { Point } from '../../domain/raster.ts'
import { along, clamp, distance, median, subtract, unit } from '../geometry.ts'
import type { Strip } from './strip.ts'
import type { IsCovered } from './unfold.ts'

/** Rows of a sleeve strip past its cuff: one, and half of one before it. */
export const ROWS_PAST_CUFF = 2
/** Passes of smoothing over the ends of the threads: a cuff is a line, the cut-out's edge is not. */
const EVEN_PASSES = 1
/** How many rows before the cuff are moved with it. */
const REACH = 4

/**
 * Lets every thread of a sleeve end where its cloth does, in place: cross-sections stand square to the axis, cuffs of garments
 * that lie flat do not, and the worn sleeve would end in a slant or a tongue.
 */
export function squareCuff({ columns, rows, source }: Strip, isCovered: IsCovered): void {
  const cuff = rows - 1 - ROWS_PAST_CUFF
  const base = Math.max(0, cuff - REACH)
  if (cuff - base < 2) return
  const at = (row: number, column: number): Point => [source[2 * (row * columns + column)], source[2 * (row * columns + column) + 1]]
  const middle = columns >> 1
  const nominal = distance(at(base, middle), at(cuff, middle))
  if (nominal < 2) return
  const directions = Array.from({ length: columns }, (_, column) => unit(subtract(at(cuff, column), at(base, column))))
  const found: (number | undefined)[] = []
  for (let column = 0; column < columns; column++)
    found.push(clothLeft(at(base, column), { direction: directions[column], nominal, isCovered }))
  const known = found.filter((value) => value !== undefined)
  if (known.length < columns / 2) return
  const usual = median(known)
  const filled = found.map((value, i) => value ?? nearestKnown(found, i) ?? usual)
  let lengths = filled
  for (let pass = 0; pass < EVEN_PASSES; pass++) {
    const before = lengths
    lengths = before.map((value, i) => (before[Math.max(0, i - 1)] + 2 * value + before[Math.min(columns - 1, i + 1)]) / 4)
  }
  for (let column = 0; column < columns; column++) {
    const start = at(base, column)
    for (let row = base + 1; row < rows; row++) {
      const [x, y] = along(start, directions[column], (lengths[column] * (row - base)) / (cuff - base))
      source[2 * (row * columns + column)] = x
      source[2 * (row * columns + column) + 1] = y
    }
  }
}

/** A thread may be this many times as long as the axis says. */
const MOST = 1.8

/** How far the cloth goes on from a place; undefined where it does not begin. */
function clothLeft(
  start: Point,
  { direction, nominal, isCovered }: { readonly direction: Point; readonly nominal: number; readonly isCovered: IsCovered },
): number | undefined {
  if (!isCovered(...start)) return undefined
  let reach = 0
  while (reach < MOST * nominal && isCovered(...along(start, direction, reach))) reach++
  return clamp(reach, 0.3 * nominal, MOST * nominal)
}

function nearestKnown(values: readonly (number | undefined)[], index: number): number | undefined {
  for (let step = 1; step < values.length; step++) {
    const value = values[index - step] ?? values[index + step]
    if (value !== undefined) return value
  }
  return undefined
}
