import type { Plane, Point } from '../../domain/raster.ts'
import { distance, unit } from '../geometry.ts'

/** Eight neighbours, clockwise on the screen from the right. */
const STEPS: readonly Point[] = [
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
]

/** The outline of the region that holds the first covered pixel, clockwise, as its border pixels (Moore tracing). */
export function traceOutline(mask: Plane): Point[] {
  const { width, height, data } = mask
  const start = data.findIndex((value) => value > 0.5)
  if (start < 0) return []
  const covered = (x: number, y: number): boolean => x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] > 0.5
  const outline: Point[] = []
  let x = start % width
  let y = Math.floor(start / width)
  const first: Point = [x, y]
  let heading = 0
  for (let guard = 0; guard < 4 * data.length; guard++) {
    outline.push([x, y])
    // From the neighbour after the one that was come from, around to the first covered one.
    let turn = 0
    while (turn < 8) {
      const [dx, dy] = STEPS[(heading + 5 + turn) % 8]
      if (covered(x + dx, y + dy)) break
      turn++
    }
    if (turn === 8) return outline
    heading = (heading + 5 + turn) % 8
    x += STEPS[heading][0]
    y += STEPS[heading][1]
    if (x === first[0] && y === first[1] && outline.length > 2) return outline
  }
  return outline
}

/** Length of an outline in fine steps over that in coarse ones, both in pixels: 1 where it is smooth. */
export function raggedness(outline: readonly Point[], steps: { readonly fine: number; readonly coarse: number }): number {
  const lengthBy = (step: number): number => {
    let length = 0
    for (let i = 0; i < outline.length; i += step) length += distance(outline[i], outline[(i + step) % outline.length])
    return length
  }
  return lengthBy(steps.fine) / Math.max(1, lengthBy(steps.coarse))
}

/** A place where the outline turns inwards. */
export interface Notch {
  readonly at: Point
  /** Angle of the ground in the notch: 0 for a slit, pi for a straight edge. */
  readonly angle: number
  /** Which way it opens; a unit vector. */
  readonly opens: Point
}

/** The notches of a clockwise outline seen at a scale of `reach` pixels, each the sharpest within half that reach. */
export function findNotches(outline: readonly Point[], reach: number): Notch[] {
  const count = outline.length
  const arm = Math.max(2, Math.round(reach))
  if (count < 4 * arm) return []
  const notches = outline.map((at, i): Notch | null => {
    const a = unit(difference(outline[(i - arm + count) % count], at))
    const b = unit(difference(outline[(i + arm) % count], at))
    // Backwards and forwards along a clockwise outline with y down: the ground lies between them where it turns inwards.
    if (a[0] * b[1] - a[1] * b[0] <= 0) return null
    const angle = Math.acos(Math.min(1, Math.max(-1, a[0] * b[0] + a[1] * b[1])))
    return { at, angle, opens: unit([a[0] + b[0], a[1] + b[1]]) }
  })
  const found: Notch[] = []
  for (const notch of notches.filter((some) => some !== null).sort((a, b) => a.angle - b.angle)) {
    if (found.every((other) => distance(other.at, notch.at) > reach / 2)) found.push(notch)
    if (found.length === MOST) break
  }
  return found
}

/** Notches shallower than the sharpest of these are creases and fringe. */
const MOST = 40

function difference(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1]]
}
