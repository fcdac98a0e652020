import { type Plane, plane, type Rgb8, type Size } from '../../domain/raster.ts'
import { blur } from '../blur.ts'
import { lumaOfRgb } from '../colour.ts'
import type { Affine } from '../crop/affine.ts'

/** A picture's fine detail without its light: zero mean and unit variance around each place; its slopes; and how it lies in the whole. */
export interface Details {
  readonly value: Plane
  readonly slopeX: Plane
  readonly slopeY: Plane
  /** Pixels of the whole picture for one of these. */
  readonly scaleX: number
  readonly scaleY: number
}

export interface Level {
  readonly reference: Details
  readonly moved: Details
  /** Weights at the size of the reference's details. */
  readonly weights: Plane
}

const NEIGHBOURHOOD_PX = 5
/** Luma (0..255) that varies by less is noise of compression: a plain ground says nothing. */
const NOISE = 5

export function detailsOf(picture: Rgb8, whole: Size): Details {
  const luma = lumaOfRgb(picture)
  const mean = blur(luma, NEIGHBOURHOOD_PX)
  const spread = plane(luma.width, luma.height)
  for (let i = 0; i < spread.data.length; i++) spread.data[i] = (luma.data[i] - mean.data[i]) ** 2
  const variance = blur(spread, NEIGHBOURHOOD_PX)
  const value = plane(luma.width, luma.height)
  for (let i = 0; i < value.data.length; i++) {
    value.data[i] = (luma.data[i] - mean.data[i]) / Math.sqrt(variance.data[i] + NOISE * NOISE)
  }
  return { value, ...slopesOf(value), scaleX: whole.width / picture.width, scaleY: whole.height / picture.height }
}

function slopesOf({ width, height, data }: Plane): { slopeX: Plane; slopeY: Plane } {
  const [slopeX, slopeY] = [plane(width, height), plane(width, height)]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const [left, right] = [x > 0 ? i - 1 : i, x < width - 1 ? i + 1 : i]
      const [up, down] = [y > 0 ? i - width : i, y < height - 1 ? i + width : i]
      slopeX.data[i] = (data[right] - data[left]) / Math.max(1, right - left)
      slopeY.data[i] = (data[down] - data[up]) / Math.max(1, (down - up) / width)
    }
  }
  return { slopeX, slopeY }
}

/** The map between the details of a level, from one between whole pictures. */
export function levelMap(map: Affine, { reference, moved }: Level): Affine {
  return {
    a: (map.a * reference.scaleX) / moved.scaleX,
    b: (map.b * reference.scaleY) / moved.scaleX,
    tx: map.tx / moved.scaleX,
    c: (map.c * reference.scaleX) / moved.scaleY,
    d: (map.d * reference.scaleY) / moved.scaleY,
    ty: map.ty / moved.scaleY,
  }
}

/** Between pixels (bilinear), centres at .5; `NaN` outside. */
export function detailAt({ width, height, data }: Plane, x: number, y: number): number {
  const [u, v] = [x - 0.5, y - 0.5]
  if (u < 0 || v < 0 || u > width - 1 || v > height - 1) return Number.NaN
  const [column, row] = [Math.min(width - 2, u | 0), Math.min(height - 2, v | 0)]
  const [right, below] = [u - column, v - row]
  const i = row * width + column
  const above = data[i] + (data[i + 1] - data[i]) * right
  const under = data[i + width] + (data[i + width + 1] - data[i + width]) * right
  return above + (under - above) * below
}

/** Weighted correlation of the details under a map, -1..1; what lies outside counts for nothing. */
export function agreementOf(map: Affine, level: Level): number {
  const { reference, moved, weights } = level
  const { a, b, tx, c, d, ty } = levelMap(map, level)
  const { width, height, data } = reference.value
  let [both, first, second] = [0, 0, 0]
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const other = detailAt(moved.value, a * (x + 0.5) + b * (y + 0.5) + tx, c * (x + 0.5) + d * (y + 0.5) + ty)
      if (Number.isNaN(other)) continue
      const weight = weights.data[i]
      both += weight * data[i] * other
      first += weight * data[i] * data[i]
      second += weight * other * other
    }
  }
  return first * second === 0 ? 0 : both / Math.sqrt(first * second)
}
