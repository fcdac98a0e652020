import { type Plane, type Point, type Rgba8, rgba8, type Size } from '../../domain/raster.ts'
import { resizePlane } from '../resample.ts'

/** How far a garment may lie turned, radians. */
const MOST = 0.28
const STEP = 0.045
const FINE = 0.0125
/** Long side at which the axis is looked for. */
const LONG_SIDE = 88
/** A turn must be worth this much symmetry: one folded sleeve makes a slanting axis a little better, too. */
const WORTH = 0.03
/** And leave a garment that is even about the slanting axis: a torn one has some axis, too. */
const EVEN = 0.9
/** Below it nothing is gained. */
const LEAST = 0.035

/** The axis about which an outline is most symmetric. */
export interface Tilt {
  /** Radians, clockwise from upright; 0 where a slanting axis is hardly better. */
  readonly radians: number
  /** Share 0..1 of the outline that is the same on both sides of that axis. */
  readonly symmetry: number
}

/** Finds how far a garment lies turned, from the symmetry of its outline. */
export function findTilt(mask: Plane): Tilt {
  const long = Math.max(mask.width, mask.height)
  const k = Math.min(1, LONG_SIDE / long)
  const small = resizePlane(mask, { width: Math.max(8, Math.round(mask.width * k)), height: Math.max(8, Math.round(mask.height * k)) })
  const covered = coveredPixels(small)
  const upright = bestOverlap(covered, small, 0)
  let best: Tilt = { radians: 0, symmetry: upright }
  const look = (radians: number): void => {
    const symmetry = bestOverlap(covered, small, radians)
    if (symmetry > best.symmetry) best = { radians, symmetry }
  }
  // Most garments lie straight: a look to both sides tells.
  for (const radians of [-2 * STEP, -STEP, STEP, 2 * STEP]) look(radians)
  if (best.radians === 0) return best
  for (let k = 3; k * STEP <= MOST; k++) look(Math.sign(best.radians) * k * STEP)
  const around = best.radians
  for (let off = -STEP + FINE; off < STEP; off += FINE) look(around + off)
  const isTilted = Math.abs(best.radians) > LEAST && best.symmetry - upright > WORTH && best.symmetry > EVEN
  return isTilted ? best : { radians: 0, symmetry: upright }
}

/** x and y of each covered pixel in turn. */
function coveredPixels({ width, height, data }: Plane): Int16Array {
  const places: number[] = []
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) if (data[i] > 0.5) places.push(x, y)
  return Int16Array.from(places)
}

/** Best overlap of a mask with its mirror image about an axis of one slant, wherever the axis lies. */
function bestOverlap(covered: Int16Array, { width, height, data }: Plane, radians: number): number {
  const [nx, ny] = [Math.cos(radians), Math.sin(radians)]
  const area = covered.length / 2
  if (area === 0) return 0
  let sum = 0
  for (let i = 0; i < covered.length; i += 2) sum += nx * covered[i] + ny * covered[i + 1]
  const overlapAt = (offset: number): number => {
    let same = 0
    for (let i = 0; i < covered.length; i += 2) {
      const off = 2 * (nx * covered[i] + ny * covered[i + 1] - offset)
      const mx = Math.round(covered[i] - off * nx)
      const my = Math.round(covered[i + 1] - off * ny)
      if (mx >= 0 && my >= 0 && mx < width && my < height && data[my * width + mx] > 0.5) same++
    }
    return same / (2 * area - same)
  }
  const centre = sum / area
  const reach = 0.12 * width
  let best = 0
  let at = centre
  for (const [span, step] of [
    [reach, 3],
    [2, 1],
  ] as const) {
    const from = at
    for (let offset = from - span; offset <= from + span; offset += step) {
      const overlap = overlapAt(offset)
      if (overlap <= best) continue
      best = overlap
      at = offset
    }
  }
  return best
}

/** Where a place of a turned cut-out is in the one it was made from, both in pixels. */
export function turnBack([x, y]: Point, turn: { readonly radians: number; readonly from: Size; readonly to: Size }): Point {
  const [cos, sin] = [Math.cos(turn.radians), Math.sin(turn.radians)]
  const [dx, dy] = [x - turn.from.width / 2, y - turn.from.height / 2]
  return [dx * cos - dy * sin + turn.to.width / 2, dx * sin + dy * cos + turn.to.height / 2]
}

/** A cut-out turned anticlockwise by some radians about its middle, on a canvas that holds all of it. */
export function turnCutOut(source: Rgba8, radians: number): Rgba8 {
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)]
  const width = Math.ceil(Math.abs(source.width * cos) + Math.abs(source.height * sin))
  const height = Math.ceil(Math.abs(source.width * sin) + Math.abs(source.height * cos))
  const out = rgba8(width, height)
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o += 4) {
      const [dx, dy] = [x + 0.5 - width / 2, y + 0.5 - height / 2]
      blend(source, { x: dx * cos - dy * sin + source.width / 2 - 0.5, y: dx * sin + dy * cos + source.height / 2 - 0.5, out, at: o })
    }
  }
  return out
}

/** Bilinear, premultiplied: colour under transparent pixels never bleeds in. */
function blend(
  source: Rgba8,
  { x, y, out, at }: { readonly x: number; readonly y: number; readonly out: Rgba8; readonly at: number },
): void {
  const left = Math.floor(x)
  const top = Math.floor(y)
  let alpha = 0
  const sums: [number, number, number] = [0, 0, 0]
  for (let j = 0; j < 2; j++) {
    for (let i = 0; i < 2; i++) {
      const [px, py] = [left + i, top + j]
      if (px < 0 || py < 0 || px >= source.width || py >= source.height) continue
      const from = 4 * (py * source.width + px)
      const weight = (i === 1 ? x - left : left + 1 - x) * (j === 1 ? y - top : top + 1 - y) * source.data[from + 3]
      alpha += weight
      for (const c of [0, 1, 2] as const) sums[c] += weight * source.data[from + c]
    }
  }
  if (alpha < 0.5) return
  for (const c of [0, 1, 2] as const) out.data[at + c] = Math.round(sums[c] / alpha)
  out.data[at + 3] = Math.round(alpha)
}
