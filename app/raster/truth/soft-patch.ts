import { blur } from '../blur.ts'
import type { ClothPatch } from './cloth-patch.ts'

/** A patch made ready to be compared at many places: L, a and b interleaved, weighted and softened. */
export interface SoftPatch {
  readonly width: number
  readonly height: number
  /** 3 floats a pixel. */
  readonly lab: Float32Array
  /** 1 where cloth is. */
  readonly cloth: Uint8Array
  readonly patch: ClothPatch
}

/** Shade changes lightness: it counts less than the colours of a print. */
const LIGHTNESS_WEIGHT = 0.7

export function soften(patch: ClothPatch, sigmaPx: number): SoftPatch {
  const { width, height, data } = patch.mask
  const lab = new Float32Array(3 * data.length)
  for (const c of [0, 1, 2] as const) {
    const soft = blur(patch.channels[c], sigmaPx).data
    const weight = c === 0 ? LIGHTNESS_WEIGHT : 1
    for (let i = 0, j = c; i < soft.length; i++, j += 3) lab[j] = weight * soft[i]
  }
  const cloth = new Uint8Array(data.length)
  for (let i = 0; i < data.length; i++) cloth[i] = data[i] >= 0.5 ? 1 : 0
  return { width, height, lab, cloth, patch }
}

/** Points of a print with their colours; coordinates are trunk widths from the centre. */
export interface PointSet {
  readonly count: number
  /** u and v of each point. */
  readonly places: Float32Array
  /** 3 floats a point, weighted as in a `SoftPatch`. */
  readonly values: Float32Array
  readonly centre: readonly [number, number]
  readonly spacing: number
}

/** A regular grid of points over an area of a garment, where it is cloth. */
export function pointsOf(
  { patch, cloth, lab, width, height }: SoftPatch,
  area: { readonly from: readonly [number, number]; readonly to: readonly [number, number]; readonly spacing: number },
): PointSet {
  const centre = [(area.from[0] + area.to[0]) / 2, (area.from[1] + area.to[1]) / 2] as const
  const places: number[] = []
  const values: number[] = []
  for (let v = area.from[1] + area.spacing / 2; v < area.to[1]; v += area.spacing) {
    for (let u = area.from[0] + area.spacing / 2; u < area.to[0]; u += area.spacing) {
      const x = Math.floor((u - patch.from[0]) * patch.density)
      const y = Math.floor((v - patch.from[1]) * patch.density)
      if (x < 0 || y < 0 || x >= width || y >= height || cloth[y * width + x] === 0) continue
      places.push(u - centre[0], v - centre[1])
      const j = 3 * (y * width + x)
      values.push(lab[j], lab[j + 1], lab[j + 2])
    }
  }
  return { count: places.length / 2, places: Float32Array.from(places), values: Float32Array.from(values), centre, spacing: area.spacing }
}

/** Where the points of a set are laid: moved, stretched, turned (radians), leaned; `flipU` and `flipV` are 1 or -1. */
export interface Placement {
  readonly du: number
  readonly dv: number
  readonly sx: number
  readonly sy: number
  readonly turn: number
  readonly shear: number
  readonly flipU: 1 | -1
  readonly flipV: 1 | -1
}

/**
 * Normalised cross-correlation, -1..1, of points with what lies at a placement, over the three channels together. Points that fall on
 * no cloth are left out; with fewer than half of them nothing can be said (-1).
 */
export function correlateAt(
  image: SoftPatch,
  points: PointSet,
  placement: Placement,
): { readonly score: number; readonly visible: number } {
  const { density, from } = image.patch
  const { width, height, lab, cloth } = image
  const { places, values, count } = points
  const cos = Math.cos(placement.turn) * density
  const sin = Math.sin(placement.turn) * density
  const [ux, uy, vy] = [placement.flipU * placement.sx, placement.shear, placement.flipV * placement.sy]
  const x0 = (points.centre[0] + placement.du - from[0]) * density
  const y0 = (points.centre[1] + placement.dv - from[1]) * density
  let n = 0
  let a0 = 0,
    a1 = 0,
    a2 = 0,
    b0 = 0,
    b1 = 0,
    b2 = 0,
    aa = 0,
    bb = 0,
    ab = 0
  for (let k = 0; k < count; k++) {
    const u = ux * places[2 * k] + uy * places[2 * k + 1]
    const v = vy * places[2 * k + 1]
    const x = Math.floor(x0 + u * cos - v * sin)
    const y = Math.floor(y0 + u * sin + v * cos)
    if (x < 0 || y < 0 || x >= width || y >= height) continue
    const i = y * width + x
    if (cloth[i] === 0) continue
    n++
    const p0 = values[3 * k],
      p1 = values[3 * k + 1],
      p2 = values[3 * k + 2]
    const q0 = lab[3 * i],
      q1 = lab[3 * i + 1],
      q2 = lab[3 * i + 2]
    a0 += p0
    a1 += p1
    a2 += p2
    b0 += q0
    b1 += q1
    b2 += q2
    aa += p0 * p0 + p1 * p1 + p2 * p2
    bb += q0 * q0 + q1 * q1 + q2 * q2
    ab += p0 * q0 + p1 * q1 + p2 * q2
  }
  const visible = n / Math.max(1, count)
  if (visible < 0.5) return { score: -1, visible }
  const first = aa - (a0 * a0 + a1 * a1 + a2 * a2) / n
  const second = bb - (b0 * b0 + b1 * b1 + b2 * b2) / n
  return { score: (ab - (a0 * b0 + a1 * b1 + a2 * b2) / n) / (Math.sqrt(Math.max(0, first * second)) + 1e-6), visible }
}
