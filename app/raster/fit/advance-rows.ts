import type { Strip } from './strip.ts'

/** Least advance of a row over the one before, as a share of the mean advance. */
const LEAST = 0.06

/**
 * Makes every cross-section of a tube lie beyond the one before it, in place, on the person and in the garment. Rows that
 * turn (at the armhole of a raised arm, inside an elbow or a knee) would otherwise pass through each other: they are pushed
 * forward until they only touch, so the cloth there is squeezed as it is when it creases.
 */
export function advanceRows(strip: Strip): void {
  advance(strip, strip.target)
  advance(strip, strip.source)
}

function advance({ columns, rows }: Strip, points: Float32Array): void {
  const middle = columns >> 1
  const direction = (row: number): readonly [number, number] => {
    // Looks a few rows ahead: next to the armhole the middle of the following row may itself lie behind.
    const from = 2 * (row * columns + middle)
    const to = 2 * (Math.min(rows - 1, row + 4) * columns + middle)
    return [points[to] - points[from], points[to + 1] - points[from + 1]]
  }
  const last = 2 * ((rows - 1) * columns + middle)
  const step = (LEAST * Math.hypot(points[last] - points[2 * middle], points[last + 1] - points[2 * middle + 1])) / (rows - 1)
  for (let row = 1; row < rows; row++) {
    const [dx, dy] = direction(row - 1)
    for (let column = 0; column < columns; column++) {
      const j = 2 * ((row - 1) * columns + column)
      const i = j + 2 * columns
      // Normal of the row before at this column, turned to the side where the tube goes on.
      const left = column > 0 ? j - 2 : j
      const right = column < columns - 1 ? j + 2 : j
      const nx = -(points[right + 1] - points[left + 1])
      const ny = points[right] - points[left]
      const size = Math.hypot(nx, ny) * (nx * dx + ny * dy < 0 ? -1 : 1)
      if (Math.abs(size) < 1e-6) continue
      const ahead = ((points[i] - points[j]) * nx + (points[i + 1] - points[j + 1]) * ny) / size
      if (ahead >= step) continue
      points[i] += ((step - ahead) * nx) / size
      points[i + 1] += ((step - ahead) * ny) / size
    }
  }
}
