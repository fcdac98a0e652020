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

/** Where it crosses itself a stroke is as strong as its strongest part. */
function paintStroke({ width, height, data }: Plane, stroke: Stroke): void {
  const box = boxOf(stroke, { width, height })
  const cover = coverOf(stroke, box)
  for (let y = 0, o = 0; y < box.height; y++) {
    for (let i = (box.y + y) * width + box.x, end = i + box.width; i < end; i++, o++) {
      const painted = cover[o]
      if (painted > 0) data[i] = stroke.mode === 'add' ? Math.max(data[i], painted) : Math.min(data[i], 1 - painted)
    }
  }
}

/** The whole pixels that a stroke may touch, inside the mask. */
function boxOf({ points, width }: Stroke, size: Size): Box {
  const outer = width / 2 + 0.5
  const least = (axis: 0 | 1, most: number): number => clamp(Math.floor(Math.min(...points.map((at) => at[axis])) - outer), 0, most)
  const farthest = (axis: 0 | 1, most: number): number => clamp(Math.ceil(Math.max(...points.map((at) => at[axis])) + outer), 0, most)
  const [x, y] = [least(0, size.width), least(1, size.height)]
  return { x, y, width: farthest(0, size.width) - x, height: farthest(1, size.height) - y }
}

/** How much of each pixel of a box a stroke covers, 0..1: the union of the capsules along its path. */
function coverOf({ points, width, hardness }: Stroke, box: Box): Float32Array {
  const cover = new Float32Array(box.width * box.height)
  const radius = width / 2
  const outer = radius + 0.5
  const soft = Math.max(1, radius * (1 - hardness) + 0.5)
  for (let k = 0; k < Math.max(1, points.length - 1); k++) {
    const [from, to] = [points[k], points[Math.min(k + 1, points.length - 1)]]
    const bottom = clamp(Math.ceil(Math.max(from[1], to[1]) + outer) - box.y, 0, box.height)
    for (let y = clamp(Math.floor(Math.min(from[1], to[1]) - outer) - box.y, 0, box.height); y < bottom; y++) {
      const [left, right] = reachInRow(from, to, { y: box.y + y + 0.5, outer })
      const end = clamp(Math.ceil(right) - box.x, 0, box.width)
      for (let x = clamp(Math.floor(left) - box.x, 0, box.width), i = y * box.width + x; x < end; x++, i++) {
        if (cover[i] === 1) continue
        const value = (outer - distanceToSegment(box.x + x + 0.5, box.y + y + 0.5, { from, to }).distance) / soft
        if (value > cover[i]) cover[i] = Math.min(1, value)
      }
    }
  }
  return cover
}

/** Where a row may be within `outer` of a segment: a slanted line is thin in every row, though its box is wide. */
function reachInRow(from: Point, to: Point, { y, outer }: { readonly y: number; readonly outer: number }): readonly [number, number] {
  const rise = to[1] - from[1]
  const isLevel = Math.abs(rise) < 1e-9
  const xAt = (level: number): number => from[0] + (to[0] - from[0]) * clamp((level - from[1]) / rise, 0, 1)
  const [a, b] = isLevel ? [from[0], to[0]] : [xAt(y - outer), xAt(y + outer)]
  return [Math.min(a, b) - outer, Math.max(a, b) + outer]
}
