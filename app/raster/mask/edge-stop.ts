import type { Rgba8, Size } from '../../domain/raster.ts'
import { clamp } from '../geometry.ts'
import type { Capsule, PaintLimit } from './paint-capsule.ts'

/** Cells from the middle of the brush to its rim: the flood looks at cells, the outline at pixels. */
const CELLS_PER_RADIUS = 14
/** Differences of neighbouring cells up to this (of 255) are texture and cost nothing; by eye, on knit and denim. */
const TEXTURE = 9
/** What may be climbed in all beyond texture before paint gets thin, and where it ends. */
const [THIN, END] = [22, 46]
/** Sweeps there and back over the cells: paint gets round corners this often. */
const SWEEPS = 2
/** Cells on both sides of an edge must differ by this (squared, of 255 each) to tell a pixel's side by its colour. */
const TELLS_APART = 15 * 15

/**
 * Keeps paint from crossing the edges of a picture. From the middle line of a piece of a stroke paint flows to cells over which colours
 * change little in sum (a geodesic distance, as in Criminisi, Sharp, Blake: "GeoS", 2008); along the rim of what was reached each pixel
 * is told by whether it is more like the cells within or those without.
 */
export class EdgeStop {
  readonly #picture: Rgba8
  readonly #scaleX: number
  readonly #scaleY: number

  constructor(picture: Rgba8, mask: Size) {
    this.#picture = picture
    this.#scaleX = picture.width / mask.width
    this.#scaleY = picture.height / mask.height
  }

  limitFor(capsule: Capsule): PaintLimit {
    const grid = gridFor(capsule)
    const colours = this.#coloursOf(grid)
    const reached = flood(grid, colours, capsule)
    const rims = rimsOf(grid, colours, reached)
    const { data } = this.#picture
    return (x, y) => {
      const cell = (Math.floor((y + 0.5) / grid.cellPx) - grid.top) * grid.columns + Math.floor((x + 0.5) / grid.cellPx) - grid.left
      const at = rims.kind[cell]
      if (at !== RIM) return at === INSIDE ? 1 : 0
      const i = this.#indexOf(x + 0.5, y + 0.5)
      const k = 6 * cell
      const t =
        (data[i] - rims.line[k]) * rims.line[k + 3] +
        (data[i + 1] - rims.line[k + 1]) * rims.line[k + 4] +
        (data[i + 2] - rims.line[k + 2]) * rims.line[k + 5]
      return clamp(2 * t - 0.5, 0, 1)
    }
  }

  #coloursOf({ cellPx, left, top, columns, rows }: Grid): Float32Array {
    const out = new Float32Array(3 * columns * rows)
    const { data } = this.#picture
    for (let row = 0, o = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, o += 3) {
        for (let k = 0; k < 4; k++) {
          const i = this.#indexOf((left + column + 0.25 + 0.5 * (k & 1)) * cellPx, (top + row + 0.25 + 0.5 * (k >> 1)) * cellPx)
          for (let c = 0; c < 3; c++) out[o + c] += data[i + c] / 4
        }
      }
    }
    return out
  }

  #indexOf(x: number, y: number): number {
    const { width, height } = this.#picture
    const column = Math.max(0, Math.min(width - 1, Math.floor(x * this.#scaleX)))
    return 4 * (Math.max(0, Math.min(height - 1, Math.floor(y * this.#scaleY))) * width + column)
  }
}

/** Cells around a piece, on a lattice that begins at the mask's corner whatever the piece: the same picture at half the scale has the same cells. */
interface Grid {
  readonly cellPx: number
  readonly left: number
  readonly top: number
  readonly columns: number
  readonly rows: number
}

function gridFor({ from, to }: Capsule): Grid {
  const radius = Math.max(from.radius, to.radius)
  const cellPx = Math.max(1, radius / CELLS_PER_RADIUS)
  const cellAt = (value: number): number => Math.floor(value / cellPx)
  const left = cellAt(Math.min(from.x, to.x) - radius - 1) - 1
  const top = cellAt(Math.min(from.y, to.y) - radius - 1) - 1
  return {
    cellPx,
    left,
    top,
    columns: cellAt(Math.max(from.x, to.x) + radius + 1) + 2 - left,
    rows: cellAt(Math.max(from.y, to.y) + radius + 1) + 2 - top,
  }
}

/** How freely paint gets to each cell, 0..1. */
function flood(grid: Grid, colours: Float32Array, { from, to }: Capsule): Float32Array {
  const { columns, rows } = grid
  const climbed = new Float32Array(columns * rows).fill(1e6)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const near = Math.max(0.75 * grid.cellPx, 0.12 * Math.max(from.radius, to.radius))
  for (let row = 0, o = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, o++) {
      const px = (grid.left + column + 0.5) * grid.cellPx - from.x
      const py = (grid.top + row + 0.5) * grid.cellPx - from.y
      const t = clamp((px * dx + py * dy) / (dx * dx + dy * dy + 1e-9), 0, 1)
      if ((px - dx * t) ** 2 + (py - dy * t) ** 2 <= near * near) climbed[o] = 0
    }
  }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    sweepCells(grid, { colours, climbed, step: 1 })
    sweepCells(grid, { colours, climbed, step: -1 })
  }
  return climbed.map((climb) => clamp((END - climb) / (END - THIN), 0, 1))
}

function sweepCells(
  { columns, rows }: Grid,
  { colours, climbed, step }: { readonly colours: Float32Array; readonly climbed: Float32Array; readonly step: 1 | -1 },
): void {
  const count = columns * rows
  const around = [-step, -step * columns, -step * (columns + 1), -step * (columns - 1)]
  for (let n = 0, o = step === 1 ? 0 : count - 1; n < count; n++, o += step) {
    const column = o % columns
    for (const by of around) {
      const other = o + by
      if (other < 0 || other >= count || Math.abs((other % columns) - column) > 1 || climbed[other] >= END) continue
      const climb = climbed[other] + Math.max(0, apart(colours, 3 * o, 3 * other) - TEXTURE)
      if (climb < climbed[o]) climbed[o] = climb
    }
  }
}

function apart(colours: Float32Array, i: number, j: number): number {
  const [r, g, b] = [colours[i] - colours[j], colours[i + 1] - colours[j + 1], colours[i + 2] - colours[j + 2]]
  return Math.sqrt((2 * r * r + 4 * g * g + 3 * b * b) / 9) * 1.7
}

const [OUTSIDE, INSIDE, RIM] = [0, 1, 2]

interface Rims {
  readonly kind: Uint8Array
  /** For each cell of a rim the colour without, and the direction to the colour within, so that a pixel's share is one product. */
  readonly line: Float32Array
}

function rimsOf({ columns, rows }: Grid, colours: Float32Array, reached: Float32Array): Rims {
  const kind = new Uint8Array(columns * rows)
  const line = new Float32Array(6 * columns * rows)
  const sums = new Float64Array(8)
  for (let o = 0; o < kind.length; o++) {
    sums.fill(0)
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const other =
          Math.max(0, Math.min(rows - 1, Math.floor(o / columns) + dy)) * columns + Math.max(0, Math.min(columns - 1, (o % columns) + dx))
        const within = reached[other]
        for (let c = 0; c < 3; c++) {
          sums[c] += colours[3 * other + c] * within
          sums[4 + c] += colours[3 * other + c] * (1 - within)
        }
        sums[3] += within
        sums[7] += 1 - within
      }
    }
    const isInside = reached[o] > 0.5
    kind[o] = isInside ? INSIDE : OUTSIDE
    if (sums[3] < 0.5 || sums[7] < 0.5) continue
    let square = 0
    for (let c = 0; c < 3; c++) {
      line[6 * o + c] = sums[4 + c] / sums[7]
      line[6 * o + 3 + c] = sums[c] / sums[3] - line[6 * o + c]
      square += line[6 * o + 3 + c] ** 2
    }
    if (square < TELLS_APART) continue
    kind[o] = RIM
    for (let c = 3; c < 6; c++) line[6 * o + c] /= square
  }
  return { kind, line }
}
