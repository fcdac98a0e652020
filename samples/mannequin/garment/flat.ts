// Draws a pattern as unlit cloth: albedo, alpha and panel roles. Both the flat-lay picture and the worn garment read it.
import { mix3, scale, smoothstep, type Vec3 } from '../math.ts'
import { clothAt, type Fabric, printed } from './fabric.ts'
import { blur, fill, type Grid, stroke } from './raster.ts'
import { type Kind, legAxis, type Pattern, type Point, pattern, type Role, sleeveAxis } from './shapes.ts'

const ROLES: Role[] = ['back', 'body', 'sleeveL', 'sleeveR', 'legL', 'legR', 'hood', 'collar', 'pocket', 'band']

export interface Garment {
  kind: Kind
  fabric: Fabric
}

export interface Flat {
  garment: Garment
  pattern: Pattern
  grid: Grid
  albedo: Float32Array
  alpha: Float32Array
  role: Uint8Array
  relief: Float32Array
}

/** Cloth coordinates of a pattern point: along the thread of the panel it was cut from. */
export function threadOf(p: Pattern, role: Role, u: number, v: number): Point {
  const c = p.cut
  if (c.family === 'top' && (role === 'sleeveL' || role === 'sleeveR')) {
    const a = sleeveAxis(c, role === 'sleeveL' ? 1 : -1),
      x = u - a.at[0],
      y = v - a.at[1]
    return [x * a.across[0] + y * a.across[1], x * a.along[0] + y * a.along[1]]
  }
  if (c.family === 'bottom' && (role === 'legL' || role === 'legR') && v > c.rise) {
    const a = legAxis(c, role === 'legL' ? 1 : -1),
      x = u - a.at[0],
      y = v - a.at[1]
    return [a.at[0] + x * a.across[0] + y * a.across[1], c.rise * 0.75 + x * a.along[0] + y * a.along[1]]
  }
  return [u, v]
}

export function flatten(garment: Garment, ppm = 1000): Flat {
  const p = pattern(garment.kind),
    f = garment.fabric,
    pad = 0.01,
    [u0, v0, u1, v1] = p.box
  const grid: Grid = {
    u0: u0 - pad,
    v0: v0 - pad,
    ppm,
    width: Math.ceil((u1 - u0 + 2 * pad) * ppm),
    height: Math.ceil((v1 - v0 + 2 * pad) * ppm),
  }
  const N = grid.width * grid.height,
    albedo = new Float32Array(N * 3),
    alpha = new Float32Array(N),
    role = new Uint8Array(N),
    relief = new Float32Array(N)
  const at = (o: number): Point => [((o % grid.width) + 0.5) / ppm + grid.u0, (Math.floor(o / grid.width) + 0.5) / ppm + grid.v0]
  for (const panel of p.panels) {
    const cover = fill(grid, panel.outline),
      ri = ROLES.indexOf(panel.role)
    if (panel.role !== 'back') {
      // soft contact shadow on what lies beneath
      const soft = blur(cover, grid.width, grid.height, 0.006 * ppm),
        deep = panel.role === 'body' ? 0.5 : 0.38
      for (let o = 0; o < N; o++)
        if (alpha[o] > 0 && soft[o] > 0.01 && cover[o] < 1) {
          const k = 1 - deep * soft[o]
          for (let c = 0; c < 3; c++) albedo[o * 3 + c] *= k
        }
    }
    for (let o = 0; o < N; o++) {
      const a = cover[o]
      if (a <= 0) continue
      const [u, v] = at(o),
        [tu, tv] = threadOf(p, panel.role, u, v)
      let c: Vec3 = clothAt(f, tu, tv)
      if (panel.role === 'body' || panel.role === f.logoOn) c = printed(f, u, v, c)
      if (panel.role === 'back') c = scale(c, 0.72)
      if (panel.role === 'hood') c = scale(c, 0.9)
      for (let k = 0; k < 3; k++) albedo[o * 3 + k] = alpha[o] > 0 ? albedo[o * 3 + k] * (1 - a) + c[k] * a : c[k]
      alpha[o] = alpha[o] + a - alpha[o] * a
      if (a >= 0.5) role[o] = ri + 1
    }
  }
  const tint = (o: number, k: number, cover: number): void => {
    for (let c = 0; c < 3; c++) albedo[o * 3 + c] *= 1 + (k - 1) * cover
  }
  for (const l of p.lines)
    stroke(grid, l.points, l.width, (o, cover, along, off) => {
      if (alpha[o] === 0) return
      if (l.style === 'seam') {
        tint(o, 0.62, cover)
        relief[o] -= 0.4 * cover
      } else if (l.style === 'stitch') {
        if (along % 0.0036 < 0.0024) tint(o, 0.72, cover)
      } else if (l.style === 'edge') {
        tint(o, 0.68, cover * smoothstep(0.15, 0.9, Math.abs(off) / (l.width / 2)) + 0.1 * cover)
      } else if (l.style === 'zip') {
        const teeth = along % 0.003 < 0.0015 === off > 0
        for (let c = 0; c < 3; c++)
          albedo[o * 3 + c] += ((Math.abs(off) < 0.003 ? (teeth ? 0.55 : 0.12) : albedo[o * 3 + c] * 0.6) - albedo[o * 3 + c]) * cover
      } else {
        const q = l.ribs ? 0.5 + 0.5 * Math.cos((along / 0.0032) * Math.PI * 2) : 0.5 + 0.5 * Math.cos((along / 0.003) * Math.PI * 2)
        tint(o, 0.8 + 0.16 * q, cover)
      }
    })
  for (const b of p.buttons)
    for (let y = -9; y <= 9; y++)
      for (let x = -9; x <= 9; x++) {
        const X = Math.round((b.at[0] - grid.u0) * ppm) + x,
          Y = Math.round((b.at[1] - grid.v0) * ppm) + y,
          d = Math.hypot(x, y) / ppm,
          o = Y * grid.width + X
        if (X < 0 || Y < 0 || X >= grid.width || Y >= grid.height || d > b.r + 0.002) continue
        const c = mix3([0.62, 0.6, 0.56], [0.25, 0.24, 0.22], smoothstep(0.7, 1, d / b.r)),
          k = smoothstep(b.r + 0.0012, b.r - 0.0004, d),
          hole = Math.min(Math.hypot(x - 1.4, y), Math.hypot(x + 1.4, y)) < 1
        for (let i = 0; i < 3; i++)
          albedo[o * 3 + i] = albedo[o * 3 + i] * (1 - k) * (1 - 0.3 * smoothstep(b.r + 0.002, b.r, d)) + (hole ? 0.1 : c[i]) * k
      }
  return { garment, pattern: p, grid, albedo, alpha, role, relief }
}

/** Bilinear albedo at a pattern point, or null off the cloth. */
export function sampleFlat(f: Flat, u: number, v: number, out: Vec3): boolean {
  const g = f.grid,
    x = (u - g.u0) * g.ppm - 0.5,
    y = (v - g.v0) * g.ppm - 0.5,
    X = Math.floor(x),
    Y = Math.floor(y)
  if (X < 0 || Y < 0 || X >= g.width - 1 || Y >= g.height - 1) return false
  const a = x - X,
    b = y - Y,
    o = Y * g.width + X,
    q = [o, o + 1, o + g.width, o + g.width + 1],
    w = [(1 - a) * (1 - b), a * (1 - b), (1 - a) * b, a * b]
  let s = 0
  out[0] = out[1] = out[2] = 0
  for (let i = 0; i < 4; i++) {
    const k = w[i] * f.alpha[q[i]]
    s += k
    for (let c = 0; c < 3; c++) out[c] += k * f.albedo[q[i] * 3 + c]
  }
  if (s < 0.5) return false
  for (let c = 0; c < 3; c++) out[c] /= s
  return true
}
