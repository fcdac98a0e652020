import type { Affine } from '../crop/affine.ts'
import { detailAt, type Level, levelMap } from './picture-details.ts'
import { solveLinear } from './solve-linear.ts'

const MOST_STEPS = 40
/** Pixels of the level at its corners: closer is not looked for. */
const CLOSE_PX = 0.01
/** Differences of normalised detail beyond this are something else that is shown, not the same that is moved. */
const OTHER = 0.8
/** Of a level of this many pixels every second one is looked at. */
const MANY = 120_000

/** Moves a map between whole pictures until the details of a level lie over each other (Gauss-Newton, robust weights). */
export function refineMap(start: Affine, level: Level): Affine {
  const { width, height } = level.reference.value
  const half = Math.max(width, height) / 2
  const centre = { x: width / 2, y: height / 2 }
  let map = levelMap(start, level)
  for (let step = 0; step < MOST_STEPS; step++) {
    const change = changeOf(map, level, { half, centre })
    if (change === null) break
    const [dx, du, dv, dy, eu, ev] = change as [number, number, number, number, number, number]
    map = {
      a: map.a + du / half,
      b: map.b + dv / half,
      tx: map.tx + dx - (du * centre.x + dv * centre.y) / half,
      c: map.c + eu / half,
      d: map.d + ev / half,
      ty: map.ty + dy - (eu * centre.x + ev * centre.y) / half,
    }
    if (Math.max(...change.map(Math.abs)) < CLOSE_PX) break
  }
  return wholeMap(map, level)
}

interface Frame {
  readonly half: number
  readonly centre: { readonly x: number; readonly y: number }
}

/** The step: how far the middle moves, and the right and lower edges beyond it, across and down; null where nothing can be told. */
function changeOf(map: Affine, { reference, moved, weights }: Level, { half, centre }: Frame): number[] | null {
  const { width, height, data } = reference.value
  const stride = width * height > MANY ? 2 : 1
  const normal = new Float64Array(36)
  const right = new Float64Array(6)
  const row = new Float64Array(6)
  for (let y = 0; y < height; y += stride) {
    for (let x = 0; x < width; x += stride) {
      const [px, py] = [x + 0.5, y + 0.5]
      const [qx, qy] = [map.a * px + map.b * py + map.tx, map.c * px + map.d * py + map.ty]
      const there = detailAt(moved.value, qx, qy)
      if (Number.isNaN(there)) continue
      const i = y * width + x
      const off = data[i] - there
      const weight = weights.data[i] / (1 + (off / OTHER) ** 2)
      const [u, v] = [(px - centre.x) / half, (py - centre.y) / half]
      const [slopeX, slopeY] = [detailAt(moved.slopeX, qx, qy), detailAt(moved.slopeY, qx, qy)]
      row[0] = slopeX
      row[1] = slopeX * u
      row[2] = slopeX * v
      row[3] = slopeY
      row[4] = slopeY * u
      row[5] = slopeY * v
      for (let j = 0; j < 6; j++) {
        right[j] += weight * row[j] * off
        for (let k = j; k < 6; k++) normal[6 * j + k] += weight * row[j] * row[k]
      }
    }
  }
  for (let j = 0; j < 6; j++) for (let k = 0; k < j; k++) normal[6 * j + k] = normal[6 * k + j]
  // A little stiffness: a plain ground says nothing of how it lies.
  const stiffness = 1e-4 * (normal[0] + normal[21]) + 1e-6
  for (let j = 0; j < 6; j++) normal[7 * j] += stiffness
  return solveLinear(normal, right)
}

function wholeMap(map: Affine, { reference, moved }: Level): Affine {
  return {
    a: (map.a * moved.scaleX) / reference.scaleX,
    b: (map.b * moved.scaleX) / reference.scaleY,
    tx: map.tx * moved.scaleX,
    c: (map.c * moved.scaleY) / reference.scaleX,
    d: (map.d * moved.scaleY) / reference.scaleY,
    ty: map.ty * moved.scaleY,
  }
}
