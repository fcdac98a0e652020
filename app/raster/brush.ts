import type { Plane, Point, Size } from '../domain/raster.ts'
import type { Box } from './crop/affine.ts'
import { clamp, distanceToSegment } from './geometry.ts'

/** One pull of a round brush, in pixels of the mask it goes over. */
export interface Stroke {
  readonly mode: 'add' | 'erase'
  /** Diameter. */
  readonly width: number
  /** Share of the radius that is painted in full, 0..1. No edge is harder than a pixel. */
  readonly hardness: number
  /** One point is a dab. */
  readonly points: readonly Point[]
}

/** A stroke in shares of a picture. */
export interface SharedStroke extends Stroke {
  /** As a share of the picture's long side; points as shares of its width and height. */
  readonly width: number
}

/** Strokes that are told in shares of a whole picture, in pixels of a part of it that is shown at `scale`. */
export function strokesIn(
  strokes: readonly SharedStroke[],
  part: { readonly picture: Size; readonly x: number; readonly y: number; readonly scale: number },
): Stroke[] {
  const { picture, x: left, y: top, scale } = part
  const longSide = Math.max(picture.width, picture.height)
  return strokes.map(({ mode, width, hardness, points }) => ({
    mode,
    width: width * longSide * scale,
    hardness,
    points: points.map(([x, y]): Point => [(x * picture.width - left) * scale, (y * picture.height - top) * scale]),
  }))
}

/**
 * Paints strokes over a mask, one after the other: `add` raises it to the brush, `erase` lowers it to what the brush leaves. A stroke
 * that is painted twice does what it did once.
 *
 * @param mask 0..1. Not modified.
 */
export function paintStrokes(mask: Plane, strokes: readonly Stroke[]): Plane {
  const out: Plane = { ...mask, data: mask.data.slice() }
  for (const stroke of strokes) paintStroke(out, stroke)
  return out
}

/**
 * Paints one stroke over a mask in place. Where it crosses itself a stroke is as strong as its strongest part, so a stroke that is
 * painted piece by piece, as it is drawn, comes out the same.
 *
 * @returns the pixels that may have changed.
 */
export function paintStroke({ width, height, data }: Plane, stroke: Stroke): Box {
  const outer = stroke.width / 2 + 0.5
  const ys = stroke.points.map(([, y]) => y)
  const bottom = clamp(Math.ceil(Math.max(...ys) + outer), 0, height)
  const top = clamp(Math.floor(Math.min(...ys) - outer), 0, height)
  const cover = new Float32Array(width)
  let [first, last] = [width, 0]
  for (let y = top; y < bottom; y++) {
    const { left, right } = coverRow(cover, y + 0.5, stroke)
    first = Math.min(first, left)
    last = Math.max(last, right)
    for (let x = left, i = y * width + left; x < right; x++, i++) {
      const painted = cover[x]
      if (painted > 0) data[i] = stroke.mode === 'add' ? Math.max(data[i], painted) : Math.min(data[i], 1 - painted)
    }
    cover.fill(0, left, right)
  }
  return { x: first, y: top, width: Math.max(0, last - first), height: Math.max(0, bottom - top) }
}

/**
 * How much of each pixel of a row a stroke covers, 0..1: the union of the capsules along its path.
 *
 * @param cover is written; all 0 before.
 * @returns the columns that were looked at.
 */
function coverRow(cover: Float32Array, y: number, { points, width, hardness }: Stroke): { readonly left: number; readonly right: number } {
  const radius = width / 2
  const outer = radius + 0.5
  const soft = Math.max(1, radius * (1 - hardness) + 0.5)
  let left = cover.length
  let right = 0
  for (let k = 0; k < Math.max(1, points.length - 1); k++) {
    const [from, to] = [points[k], points[Math.min(k + 1, points.length - 1)]]
    if (Math.min(from[1], to[1]) - outer > y || Math.max(from[1], to[1]) + outer < y) continue
    const [first, last] = reachInRow(from, to, { y, outer })
    const end = clamp(Math.ceil(last), 0, cover.length)
    const start = clamp(Math.floor(first), 0, cover.length)
    left = Math.min(left, start)
    right = Math.max(right, end)
    for (let x = start; x < end; x++) {
      if (cover[x] === 1) continue
      const value = (outer - distanceToSegment(x + 0.5, y, { from, to }).distance) / soft
      if (value > cover[x]) cover[x] = Math.min(1, value)
    }
  }
  return { left, right }
}

/** Where a row may be within `outer` of a segment: a slanted line is thin in every row, though its box is wide. */
function reachInRow(from: Point, to: Point, { y, outer }: { readonly y: number; readonly outer: number }): readonly [number, number] {
  const rise = to[1] - from[1]
  const isLevel = Math.abs(rise) < 1e-9
  const xAt = (level: number): number => from[0] + (to[0] - from[0]) * clamp((level - from[1]) / rise, 0, 1)
  const [a, b] = isLevel ? [from[0], to[0]] : [xAt(y - outer), xAt(y + outer)]
  return [Math.min(a, b) - outer, Math.max(a, b) + outer]
}
