import type { Size } from '../../domain/raster.ts'

/**
 * How far a layer is bent, at the corners of cells: what is seen at a place is what lies `dx`, `dy` back from it, in pixels of the working
 * size. `shade` is what light does to it, 0 nothing, .1 a tenth brighter. Cells cover the layer's box, and its border repeats.
 */
export interface OffsetGrid extends Size {
  /** Pixels of the working size between corners. */
  readonly cell: number
  readonly dx: Float32Array
  readonly dy: Float32Array
  readonly shade: Float32Array
}

export function offsetGrid(layer: Size, cell: number): OffsetGrid {
  const width = Math.ceil(layer.width / cell) + 2
  const height = Math.ceil(layer.height / cell) + 2
  const zeros = (): Float32Array => new Float32Array(width * height)
  return { cell, width, height, dx: zeros(), dy: zeros(), shade: zeros() }
}

/** One row of a grid between its corners. */
export class GridLine {
  readonly dx: Float32Array
  readonly dy: Float32Array
  readonly shade: Float32Array

  constructor(width: number) {
    this.dx = new Float32Array(width)
    this.dy = new Float32Array(width)
    this.shade = new Float32Array(width)
  }

  /** @param y in pixels of the layer. */
  read(grid: OffsetGrid, y: number): void {
    const v = Math.min(grid.height - 1.001, Math.max(0, y / grid.cell))
    const row = (v | 0) * grid.width
    const part = v - (v | 0)
    for (let x = 0; x < grid.width; x++) {
      const i = row + x
      const j = i + grid.width
      this.dx[x] = grid.dx[i] + (grid.dx[j] - grid.dx[i]) * part
      this.dy[x] = grid.dy[i] + (grid.dy[j] - grid.dy[i]) * part
      this.shade[x] = grid.shade[i] + (grid.shade[j] - grid.shade[i]) * part
    }
  }
}
