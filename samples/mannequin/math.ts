// Small vector, frame and noise toolbox. Lengths are metres, angles are degrees unless a name says "rad".

export type Vec3 = [number, number, number]

/** Orthonormal coordinate frame: origin plus the world directions of its x, y and z axes. */
export interface Frame {
  o: Vec3
  x: Vec3
  y: Vec3
  z: Vec3
}

export const add = (a: Vec3, b: Vec3): Vec3 => [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
export const sub = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
export const scale = (a: Vec3, s: number): Vec3 => [a[0] * s, a[1] * s, a[2] * s]
export const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Vec3, b: Vec3): Vec3 => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
export const len = (a: Vec3): number => Math.sqrt(dot(a, a))
export const unit = (a: Vec3): Vec3 => scale(a, 1 / (len(a) || 1))
export const mix3 = (a: Vec3, b: Vec3, t: number): Vec3 => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t]

export const clamp = (v: number, lo: number, hi: number): number => (v < lo ? lo : Math.min(v, hi))
export const mix = (a: number, b: number, t: number): number => a + (b - a) * t
export const smoothstep = (lo: number, hi: number, v: number): number => {
  const t = clamp((v - lo) / (hi - lo), 0, 1)
  return t * t * (3 - 2 * t)
}

export const IDENTITY: Frame = { o: [0, 0, 0], x: [1, 0, 0], y: [0, 1, 0], z: [0, 0, 1] }

/** Local point -> world point. */
export const toWorld = (f: Frame, p: Vec3): Vec3 => [
  f.o[0] + f.x[0] * p[0] + f.y[0] * p[1] + f.z[0] * p[2],
  f.o[1] + f.x[1] * p[0] + f.y[1] * p[1] + f.z[1] * p[2],
  f.o[2] + f.x[2] * p[0] + f.y[2] * p[1] + f.z[2] * p[2],
]

/** World point -> local point. */
export const toLocal = (f: Frame, p: Vec3): Vec3 => {
  const d = sub(p, f.o)
  return [dot(d, f.x), dot(d, f.y), dot(d, f.z)]
}

/** Local direction -> world direction. */
export const turn = (f: Frame, d: Vec3): Vec3 => [
  f.x[0] * d[0] + f.y[0] * d[1] + f.z[0] * d[2],
  f.x[1] * d[0] + f.y[1] * d[1] + f.z[1] * d[2],
  f.x[2] * d[0] + f.y[2] * d[1] + f.z[2] * d[2],
]

const RAD = Math.PI / 180

/** Rotates a frame about one of its own axes by `deg`, keeping its origin. */
export function rotated(f: Frame, axis: 'x' | 'y' | 'z', deg: number): Frame {
  const c = Math.cos(deg * RAD),
    s = Math.sin(deg * RAD)
  const comb = (a: Vec3, b: Vec3, p: number, q: number): Vec3 => add(scale(a, p), scale(b, q))
  if (axis === 'x') return { o: f.o, x: f.x, y: comb(f.y, f.z, c, s), z: comb(f.y, f.z, -s, c) }
  if (axis === 'y') return { o: f.o, y: f.y, z: comb(f.z, f.x, c, s), x: comb(f.z, f.x, -s, c) }
  return { o: f.o, z: f.z, x: comb(f.x, f.y, c, s), y: comb(f.x, f.y, -s, c) }
}

/** The same axes at another world origin. */
export const movedTo = (f: Frame, o: Vec3): Frame => ({ o, x: f.x, y: f.y, z: f.z })

/** Polynomial smooth minimum; k is the blend radius in metres. */
export function smin(a: number, b: number, k: number): number {
  if (k <= 0) return Math.min(a, b)
  const h = k - Math.abs(a - b)
  return h <= 0 ? Math.min(a, b) : Math.min(a, b) - (h * h) / (4 * k)
}

// ---- deterministic randomness -------------------------------------------------

/** Integer hash -> [0,1). The same on every machine: 32-bit integer arithmetic only. */
export function hash3(x: number, y: number, z: number): number {
  let h = Math.imul(x | 0, 0x27d4eb2d) ^ Math.imul(y | 0, 0x165667b1) ^ Math.imul(z | 0, 0x9e3779b1)
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

/** Smooth value noise in [-1,1], one cell per unit. */
export function noise3(x: number, y: number, z: number): number {
  const X = Math.floor(x),
    Y = Math.floor(y),
    Z = Math.floor(z)
  let u = x - X,
    v = y - Y,
    w = z - Z
  u = u * u * (3 - 2 * u)
  v = v * v * (3 - 2 * v)
  w = w * w * (3 - 2 * w)
  const a = hash3(X, Y, Z),
    b = hash3(X + 1, Y, Z),
    c = hash3(X, Y + 1, Z),
    d = hash3(X + 1, Y + 1, Z)
  const e = hash3(X, Y, Z + 1),
    f = hash3(X + 1, Y, Z + 1),
    g = hash3(X, Y + 1, Z + 1),
    h = hash3(X + 1, Y + 1, Z + 1)
  const p = a + (b - a) * u,
    q = c + (d - c) * u,
    r = e + (f - e) * u,
    s = g + (h - g) * u
  const m = p + (q - p) * v,
    n = r + (s - r) * v
  return (m + (n - m) * w) * 2 - 1
}

/** Sum of `octaves` noises, each twice as fine and half as strong; roughly [-1,1]. */
export function fbm3(x: number, y: number, z: number, octaves: number): number {
  let s = 0,
    a = 0.5
  for (let i = 0; i < octaves; i++) {
    s += a * noise3(x, y, z)
    x = x * 2.03 + 17.1
    y = y * 2.03 + 5.7
    z = z * 2.03 + 9.3
    a *= 0.5
  }
  return s
}

/** Sequential generator (mulberry32) for choosing parameters from a seed. */
export function random(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

// ---- colour --------------------------------------------------------------------

/** One sRGB byte -> linear light 0..1. */
export const linear = (byte: number): number => {
  const c = byte / 255
  return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
}

/** '#rrggbb' -> linear RGB. */
export const hex = (s: string): Vec3 => {
  const n = parseInt(s.slice(1), 16)
  return [linear(n >> 16), linear((n >> 8) & 255), linear(n & 255)]
}

const OETF = new Uint8Array(4097)
for (let i = 0; i <= 4096; i++) {
  const c = i / 4096
  OETF[i] = Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055))
}
/** Linear light -> sRGB byte, clipped. */
export const toByte = (c: number): number => OETF[c <= 0 ? 0 : c >= 1 ? 4096 : (c * 4096 + 0.5) | 0]
