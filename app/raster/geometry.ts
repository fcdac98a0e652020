import type { Point } from '../domain/raster.ts'

/** Limits `value` to `low..high`; `low` wins when the limits cross. */
export function clamp(value: number, low: number, high: number): number {
  if (value < low) return low
  return value > high ? Math.max(low, high) : value
}

/** The value at `t` on the line from `from` (t 0) to `to` (t 1); `t` is not limited. */
export function lerp(from: number, to: number, t: number): number {
  return from + (to - from) * t
}

/** Smooth step 3t^2 - 2t^3 with `t` limited to 0..1. */
export function smooth(t: number): number {
  const x = clamp(t, 0, 1)
  return x * x * (3 - 2 * x)
}

/** Smooth step from 0 at `low` to 1 at `high`; `low` may be the larger one. */
export function smoothstep(low: number, high: number, value: number): number {
  return smooth((value - low) / (high - low))
}

/** The upper median; 0 for an empty list. Does not change the list. */
export function median(values: ArrayLike<number>): number {
  if (values.length === 0) return 0
  const sorted = Float64Array.from(values).sort()
  return sorted[sorted.length >> 1]
}

/** The value below which `fraction` (0..1) of the list lies; 0 for an empty list. */
export function quantile(values: ArrayLike<number>, fraction: number): number {
  if (values.length === 0) return 0
  const sorted = Float64Array.from(values).sort()
  return sorted[clamp(Math.floor(fraction * sorted.length), 0, sorted.length - 1)]
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return values.length === 0 ? 0 : sum / values.length
}

export function subtract(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1]]
}

/** `start` moved along `direction` by `distance` of its lengths. */
export function along(start: Point, direction: Point, distance: number): Point {
  return [start[0] + direction[0] * distance, start[1] + direction[1] * distance]
}

export function mix(a: Point, b: Point, t: number): Point {
  return [lerp(a[0], b[0], t), lerp(a[1], b[1], t)]
}

export function dot(a: Point, b: Point): number {
  return a[0] * b[0] + a[1] * b[1]
}

export function length(a: Point): number {
  return Math.hypot(a[0], a[1])
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1])
}

/** The direction of `a` with length 1; down for a null vector, so that callers never divide by 0. */
export function unit(a: Point): Point {
  const size = Math.hypot(a[0], a[1])
  return size < 1e-9 ? [0, 1] : [a[0] / size, a[1] / size]
}

/** How far a point is from a segment, in pixels, and where on the segment (0 at `from`, 1 at `to`) the nearest point lies. */
export interface SegmentDistance {
  readonly distance: number
  readonly t: number
}

export function distanceToSegment(x: number, y: number, segment: { readonly from: Point; readonly to: Point }): SegmentDistance {
  const dx = segment.to[0] - segment.from[0]
  const dy = segment.to[1] - segment.from[1]
  const px = x - segment.from[0]
  const py = y - segment.from[1]
  const t = clamp((px * dx + py * dy) / (dx * dx + dy * dy + 1e-9), 0, 1)
  const restX = px - dx * t
  const restY = py - dy * t
  // Asked for each pixel of a body: `Math.hypot` takes ten times as long.
  return { distance: Math.sqrt(restX * restX + restY * restY), t }
}

/** Angle between the line from `from` to `to` and a unit vector, 0..pi radians. */
export function angleBetween(from: Point, to: Point, direction: Point): number {
  return Math.acos(clamp(dot(unit(subtract(to, from)), direction), -1, 1))
}
