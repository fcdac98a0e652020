// What stands behind the figure: studio sweeps and a deliberately busy room. Linear RGB.
import { fbm3, hash3, hex, mix3, noise3, scale, smoothstep, type Vec3 } from './math.ts'

export type Backdrop = 'plain' | 'gradient' | 'warm' | 'busy'

export interface Ground {
  colour: Vec3
  onFloor: boolean
  x: number
  z: number
}

/** Colour behind the figure for a ray from the eye; floor is y = 0, a wall stands at z = -1.6 m (sweeps have no wall). */
export function backdrop(kind: Backdrop, eye: Vec3, d: Vec3, sx: number, sy: number): Ground {
  const floorT = d[1] < -1e-4 ? -eye[1] / d[1] : Infinity
  const x = eye[0] + d[0] * floorT,
    z = eye[2] + d[2] * floorT
  const grain = 1 + 0.006 * (hash3(Math.floor(sx * 4096), Math.floor(sy * 4096), 7) - 0.5)
  if (kind === 'busy') {
    const wallZ = -1.6,
      wt = (wallZ - eye[2]) / d[2]
    if (floorT < wt) {
      // boards
      const board = Math.floor(x / 0.14),
        tone = 0.75 + 0.3 * hash3(board, Math.floor(z / 1.1 + hash3(board, 3, 1) * 7), 5)
      const vein = 1 + 0.22 * fbm3(x * 34, z * 2.2, board, 4),
        gap = smoothstep(0, 0.004, Math.abs(x / 0.14 - board - 0.5) < 0.5 ? Math.min(x / 0.14 - board, 1 - (x / 0.14 - board)) * 0.14 : 1)
      return { colour: scale(hex('#a5794e'), tone * vein * (0.4 + 0.6 * gap) * grain), onFloor: true, x, z }
    }
    const X = eye[0] + d[0] * wt,
      Y = eye[1] + d[1] * wt
    let c: Vec3 = mix3(
      hex('#b9c4b4'),
      hex('#8fa695'),
      smoothstep(0.35, 0.65, 0.5 + 0.5 * Math.sin(X * 42) * Math.sin(Y * 42 + Math.floor(X * 13.4))),
    )
    if (Y < 0.12) c = hex('#eee9e0') // skirting board
    const shelf = (x0: number, x1: number, y0: number): void => {
      // a shelf with books
      if (X < x0 || X > x1) return
      if (Y > y0 && Y < y0 + 0.03) c = hex('#6b4a30')
      const i = Math.floor(X / 0.043),
        h = 0.16 + 0.12 * hash3(i, 1, Math.round(y0 * 10))
      if (Y >= y0 + 0.03 && Y < y0 + 0.03 + h) {
        const e = X / 0.043 - i
        c = scale(
          [0.08 + 0.6 * hash3(i, 2, 1), 0.08 + 0.45 * hash3(i, 3, 1), 0.08 + 0.45 * hash3(i, 4, 1)],
          0.55 + 0.45 * Math.sin(e * Math.PI),
        )
      }
    }
    shelf(-1.25, -0.42, 1.42)
    shelf(-1.25, -0.42, 0.92)
    shelf(0.52, 1.25, 1.62)
    if (X > 0.5 && X < 1.15 && Y > 0.75 && Y < 1.4) {
      // framed picture
      c =
        X < 0.54 || X > 1.11 || Y < 0.79 || Y > 1.36
          ? hex('#2b2622')
          : mix3(hex('#d8843f'), hex('#2f5f8a'), smoothstep(-0.4, 0.4, fbm3(X * 6, Y * 6, 3, 4)))
    }
    return { colour: scale(c, (0.86 + 0.14 * noise3(X * 1.3, Y * 1.1, 2)) * grain), onFloor: false, x: X, z: wallZ }
  }
  const wall = kind === 'plain' ? hex('#e9e8e6') : kind === 'warm' ? hex('#cdb9a6') : hex('#c3c9d1')
  const low = kind === 'plain' ? hex('#dddbd8') : kind === 'warm' ? hex('#a98f79') : hex('#8f97a3')
  const glow = Math.exp(-((sx - 0.5) ** 2 * 3.2 + (sy - 0.38) ** 2 * 2.4))
  const strength = kind === 'plain' ? 0.1 : 0.42
  let c = scale(mix3(wall, low, smoothstep(0.1, 1.0, sy) * 0.75), 1 - strength + strength * 1.25 * glow)
  const onFloor = floorT < Infinity && z > -2.2
  if (onFloor) c = scale(c, 1 + 0.04 * smoothstep(-2.2, 0.8, z))
  return { colour: scale(c, grain), onFloor, x, z }
}
