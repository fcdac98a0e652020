// Fabrics as functions of pattern coordinates (metres). Linear RGB albedo.
import { fbm3, hash3, mix3, noise3, scale, smoothstep, type Vec3 } from '../math.ts'

export type Weave = 'plain' | 'stripe' | 'check' | 'dots' | 'denim' | 'knit'
export interface Fabric {
  weave: Weave
  base: Vec3
  second?: Vec3
  third?: Vec3
  pitch?: number
  logo?: 'peak' | 'rings' | null
  logoAt?: [number, number, number]
  logoOn?: 'legL' | 'legR'
} // logoAt: u, v, radius; logoOn: a further panel that carries it

const edge = (d: number): number => smoothstep(0.0006, -0.0006, d) // 1 inside a signed distance (metres)

/** (u,v) run across and down the panel the cloth was cut for. */
export function clothAt(f: Fabric, u: number, v: number): Vec3 {
  const second = f.second ?? scale(f.base, 0.4),
    pitch = f.pitch ?? 0.03
  let c = f.base
  if (f.weave === 'stripe') {
    const q = Math.abs(v / pitch - Math.floor(v / pitch) - 0.5) * pitch
    c = mix3(c, second, edge(q - pitch * 0.22))
  } else if (f.weave === 'check') {
    const a = Math.abs(u / pitch - Math.floor(u / pitch) - 0.5) * pitch - pitch * 0.24,
      b = Math.abs(v / pitch - Math.floor(v / pitch) - 0.5) * pitch - pitch * 0.24
    c = mix3(c, second, 0.5 * edge(a) + 0.5 * edge(b))
    if (f.third) {
      const t = pitch * 0.5,
        e = Math.abs((u + t) / pitch - Math.floor((u + t) / pitch) - 0.5) * pitch - 0.0012,
        g = Math.abs((v + t) / pitch - Math.floor((v + t) / pitch) - 0.5) * pitch - 0.0012
      c = mix3(c, f.third, 0.7 * Math.max(edge(e), edge(g)))
    }
  } else if (f.weave === 'dots') {
    const row = Math.floor(v / pitch),
      uu = u + (row & 1 ? pitch / 2 : 0),
      a = uu - (Math.floor(uu / pitch) + 0.5) * pitch,
      b = v - (row + 0.5) * pitch
    c = mix3(c, second, edge(Math.hypot(a, b) - pitch * 0.22))
  }
  let tone = 1 + 0.025 * fbm3(u * 60, v * 60, 3, 3)
  if (f.weave === 'denim') tone = (1 + 0.16 * noise3(u * 900 + v * 900, (u - v) * 220, 1)) * (1 + 0.12 * fbm3(u * 9, v * 5, 5, 3))
  else if (f.weave === 'knit') tone *= 1 + 0.1 * Math.sin(u * 1256) * Math.sin(v * 1000 + Math.sin(u * 1256))
  else tone *= 1 + 0.05 * (hash3(Math.floor(u * 1400), Math.floor(v * 1400), 9) - 0.5)
  return scale(c, tone)
}

/** Printed emblem on the body panel; returns the colour over `under`. */
export function printed(f: Fabric, u: number, v: number, under: Vec3): Vec3 {
  if (!f.logo) return under
  const [cu, cv, r] = f.logoAt ?? [0, 0.25, 0.078],
    x = (u - cu) / r,
    y = (v - cv) / r,
    d = Math.hypot(x, y),
    px = (q: number): number => edge(q * r)
  const ink = f.second ?? [0.9, 0.9, 0.9],
    accent = f.third ?? ink
  if (d > 1.4) return under
  let c = under
  if (f.logo === 'peak') {
    c = mix3(c, ink, px(Math.abs(d - 0.95) - 0.05))
    const m1 = Math.max(y - 0.5, Math.abs(x + 0.12) * 1.25 - (y + 0.42) * 0.9),
      m2 = Math.max(y - 0.5, Math.abs(x - 0.36) * 1.3 - (y + 0.1) * 0.95)
    c = mix3(c, accent, px(Math.hypot(x - 0.36, y + 0.42) - 0.17))
    c = mix3(c, ink, Math.max(px(m1), px(m2)))
    c = mix3(c, under, px(Math.max(m1, y + 0.16 + 0.12 * Math.abs(((((x * 6) % 1) + 1) % 1) - 0.5))))
    for (let i = 0; i < 5; i++) c = mix3(c, ink, px(Math.max(Math.abs(x - (i - 2) * 0.2) - 0.06, Math.abs(y - 0.66) - 0.05))) // word-like blocks
  } else
    for (const [k, col] of [
      [-0.45, ink],
      [0.45, accent],
      [0, ink],
    ] as [number, Vec3][])
      c = mix3(c, col, px(Math.abs(Math.hypot(x - k, y - (k === 0 ? -0.3 : 0.3)) - 0.42) - 0.09))
  return c
}
