import type { Point, Size } from '../../domain/raster.ts'
import type { Box } from '../crop/affine.ts'
import { clamp } from '../geometry.ts'

/**
 * A piece of cloth as a grid of vertices, each with a known place in the garment (`source`) and on the person (`target`),
 * both as x, y pairs in pixels. Nothing is extrapolated, so nothing can tear.
 */
export interface Strip {
  readonly columns: number
  readonly rows: number
  readonly source: Float32Array
  readonly target: Float32Array
  /** Brightness factor of each vertex: cloth turns away from the light at its edges. */
  readonly shade: Float32Array
}

export function createStrip(columns: number, rows: number): Strip {
  const count = columns * rows
  return {
    columns,
    rows,
    source: new Float32Array(count * 2),
    target: new Float32Array(count * 2),
    shade: new Float32Array(count).fill(1),
  }
}

export interface Vertex {
  readonly source: Point
  readonly target: Point
  readonly shade: number
}

export function setVertex(strip: Strip, index: number, vertex: Vertex): void {
  strip.source.set(vertex.source, 2 * index)
  strip.target.set(vertex.target, 2 * index)
  strip.shade[index] = vertex.shade
}

/** The two triangles of every quad as vertex indices, row by row: `visit(a, b, c)`. */
export function eachTriangle(strip: Strip, visit: (a: number, b: number, c: number) => void): void {
  for (let row = 0; row + 1 < strip.rows; row++) {
    for (let column = 0; column + 1 < strip.columns; column++) {
      const a = row * strip.columns + column
      visit(a, a + 1, a + strip.columns)
      visit(a + 1, a + strip.columns + 1, a + strip.columns)
    }
  }
}

/** Twice the signed area of a triangle of vertices; the sign tells which face is seen. */
export function signedArea(points: Float32Array, a: number, b: number, c: number): number {
  const x = points[2 * a]
  const y = points[2 * a + 1]
  return (points[2 * b] - x) * (points[2 * c + 1] - y) - (points[2 * b + 1] - y) * (points[2 * c] - x)
}

/** Median length on the person of one garment pixel, over the covered part; what the texture must be scaled by. */
export function stripScale(strip: Strip): number {
  let source = 0
  let target = 0
  eachTriangle(strip, (a, b, c) => {
    source += Math.abs(signedArea(strip.source, a, b, c))
    target += Math.abs(signedArea(strip.target, a, b, c))
  })
  return source > 0 ? Math.sqrt(target / source) : 1
}

/** The strip with its garment coordinates multiplied, for a texture of another size. Shares what does not change. */
export function scaleSource(strip: Strip, factor: { readonly x: number; readonly y: number }): Strip {
  return { ...strip, source: strip.source.map((value, i) => value * (i % 2 === 0 ? factor.x : factor.y)) }
}

/** The strip in a picture of another size: its places on the person multiplied. Shares what does not change. */
export function scaleTarget(strip: Strip, factor: number): Strip {
  return { ...strip, target: strip.target.map((value) => value * factor) }
}

/** The whole pixels of a picture that a strip can touch. */
export function stripBounds({ target }: Strip, { width, height }: Size): Box {
  let [left, right, top, bottom] = [width, 0, height, 0]
  for (let i = 0; i + 1 < target.length; i += 2) {
    left = Math.min(left, target[i])
    right = Math.max(right, target[i])
    top = Math.min(top, target[i + 1])
    bottom = Math.max(bottom, target[i + 1])
  }
  // A pixel more on every side: the rasteriser rounds outwards.
  const x = clamp(Math.floor(left) - 1, 0, width)
  const y = clamp(Math.floor(top) - 1, 0, height)
  return { x, y, width: clamp(Math.ceil(right) + 2, x, width) - x, height: clamp(Math.ceil(bottom) + 2, y, height) - y }
}
