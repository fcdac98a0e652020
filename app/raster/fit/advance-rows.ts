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
    // At the root the middle of the next rows may itself lie behind the armhole: look as far as the arm surely goes straight.
    const reach = row < 0.2 * rows ? Math.ceil(0.4 * rows) : 4
    const from = 2 * (row * columns + middle)
    const to = 2 * (Math.min(rows - 1, row + reach) * columns + middle)
    return [points[to] - points[from], points[to + 1] - points[from + 1]]
  }
  const last = 2 * ((rows - 1) * columns + middle)
  const step = (LEAST * Math.hypot(points[last] - points[2 * middle], points[last + 1] - points[2 * middle + 1])) / (rows - 1)
  for (let row = 1; row < rows; row++) {
    const [dx, dy] = direction(row - 1)
    for (let column = 0; column < columns; column++) {
      const j = 2 * ((row - 1) * columns + column)
      // Ahead of both edges of the row before that meet here: between them lie the triangles that could turn over.
      if (column > 0) pushAhead(points, { of: j - 2, to: j, vertex: j + 2 * columns, step, dx, dy })
      if (column < columns - 1) pushAhead(points, { of: j, to: j + 2, vertex: j + 2 * columns, step, dx, dy })
    }
    keepOrder(points, { row, columns })
  }
}

interface Push {
  /** The edge, as offsets of its ends. */
  readonly of: number
  readonly to: number
  readonly vertex: number
  readonly step: number
  /** Where the tube goes on. */
  readonly dx: number
  readonly dy: number
}

function pushAhead(points: Float32Array, { of, to, vertex, step, dx, dy }: Push): void {
  const nx = -(points[to + 1] - points[of + 1])
  const ny = points[to] - points[of]
  const size = Math.hypot(nx, ny) * (nx * dx + ny * dy < 0 ? -1 : 1)
  if (Math.abs(size) < 1e-6) return
  const ahead = ((points[vertex] - points[of]) * nx + (points[vertex + 1] - points[of + 1]) * ny) / size
  if (ahead >= step) return
  points[vertex] += ((step - ahead) * nx) / size
  points[vertex + 1] += ((step - ahead) * ny) / size
}

/** Vertices of a row keep their order across: what was pushed past its neighbour goes back beside it. */
function keepOrder(points: Float32Array, { row, columns }: { readonly row: number; readonly columns: number }): void {
  const first = 2 * row * columns
  const last = first + 2 * (columns - 1)
  const dx = points[last] - points[first]
  const dy = points[last + 1] - points[first + 1]
  const size = Math.hypot(dx, dy)
  if (size < 1e-6) return
  const least = (0.02 * size) / columns
  for (let i = first + 2; i <= last; i += 2) {
    const gone = ((points[i] - points[i - 2]) * dx + (points[i + 1] - points[i - 1]) * dy) / size
    if (gone >= least) continue
    points[i] += ((least - gone) * dx) / size
    points[i + 1] += ((least - gone) * dy) / size
  }
}
