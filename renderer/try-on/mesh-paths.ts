import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'

type Layer = NonNullable<DraftOverlays['mesh']>['layers'][number]

/** Lines a layer is drawn with, and the least room between two in pixels of the draft; all 40 to 60 would be a veil over the cloth. */
const MOST_LINES = 18
const LEAST_ROOM = 14

/** Rows and columns of a grid of vertices as an SVG path, thinned out evenly; the edges are always drawn. */
export function gridPath({ columns, rows, points }: Layer): string {
  const at = (row: number, column: number): string => {
    const i = 2 * (row * columns + column)
    return `${points[i] ?? 0} ${points[i + 1] ?? 0}`
  }
  const line = (places: readonly string[]): string => `M${places.join('L')}`
  const room = (axis: 0 | 1): number => {
    const values = points.filter((_, i) => i % 2 === axis)
    return values.reduce((most, value) => Math.max(most, value), 0) - values.reduce((least, value) => Math.min(least, value), Infinity)
  }
  const across = chosen(rows, room(1)).map((row) => line(Array.from({ length: columns }, (_, column) => at(row, column))))
  const down = chosen(columns, room(0)).map((column) => line(Array.from({ length: rows }, (_, row) => at(row, column))))
  return [...across, ...down].join('')
}

/** The rim of a grid of vertices as a closed SVG path. */
export function rimPath({ columns, rows, points }: Layer): string {
  const rim: number[] = []
  for (let column = 0; column < columns; column++) rim.push(column)
  for (let row = 1; row < rows; row++) rim.push(row * columns + columns - 1)
  for (let column = columns - 2; column >= 0; column--) rim.push((rows - 1) * columns + column)
  for (let row = rows - 2; row > 0; row--) rim.push(row * columns)
  return `M${rim.map((i) => `${points[2 * i] ?? 0} ${points[2 * i + 1] ?? 0}`).join('L')}Z`
}

function chosen(count: number, room: number): readonly number[] {
  const lines = Math.min(count, MOST_LINES, Math.max(3, Math.round(room / LEAST_ROOM)))
  return Array.from({ length: lines }, (_, i) => Math.round((i * (count - 1)) / Math.max(1, lines - 1)))
}
