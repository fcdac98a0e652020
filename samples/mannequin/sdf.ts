// Signed-distance primitives (metres, negative inside) and the layered field they form.
import { clamp, cross, dot, type Frame, len, mix, smin, sub, unit, type Vec3 } from './math.ts'

/** Larger than any distance in a scene; "nothing here". */
export const FAR = 10

export interface Ball {
  c: Vec3
  r: number
}

export interface Primitive {
  part: number // number in the id map
  bounds: Ball[] // cover the surface
  dist(x: number, y: number, z: number): number
}

export interface ConeOptions {
  bulge?: number
  bulgeAt?: number
  flat?: number
  flatAxis?: Vec3
  openEnd?: boolean
  openStart?: boolean
}

/** Capsule from a to b with radius r1 -> r2, optional muscle bulge, optional flattening across `flatAxis`, optional square ends. */
export class Cone implements Primitive {
  part: number
  bounds: Ball[] = []
  private f: number[]
  private L: number
  private r1: number
  private r2: number
  private bulge: number
  private at: number
  private inv: number
  private oe: boolean
  private os: boolean
  constructor(part: number, a: Vec3, b: Vec3, r1: number, r2: number, o: ConeOptions = {}) {
    this.part = part
    this.r1 = r1
    this.r2 = r2
    this.bulge = o.bulge ?? 0
    this.at = o.bulgeAt ?? 0.4
    this.inv = 1 / (o.flat ?? 1)
    this.oe = !!o.openEnd
    this.os = !!o.openStart
    const d = sub(b, a)
    this.L = Math.max(len(d), 1e-6)
    const y = unit(d),
      ref: Vec3 = o.flatAxis ?? (Math.abs(y[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0])
    const z = unit(sub(ref, [y[0] * dot(ref, y), y[1] * dot(ref, y), y[2] * dot(ref, y)])),
      x = cross(y, z)
    this.f = [...a, ...x, ...y, ...z]
    const R = Math.max(r1, r2) + this.bulge,
      n = Math.max(1, Math.ceil(this.L / 0.08))
    for (let i = 0; i <= n; i++)
      this.bounds.push({ c: [a[0] + (d[0] * i) / n, a[1] + (d[1] * i) / n, a[2] + (d[2] * i) / n], r: R + this.L / n / 2 })
  }
  dist(px: number, py: number, pz: number): number {
    const f = this.f,
      dx = px - f[0],
      dy = py - f[1],
      dz = pz - f[2]
    const x = dx * f[3] + dy * f[4] + dz * f[5],
      y = dx * f[6] + dy * f[7] + dz * f[8],
      z = (dx * f[9] + dy * f[10] + dz * f[11]) * this.inv
    const yc = y < 0 ? 0 : Math.min(y, this.L),
      h = yc / this.L,
      ey = y - yc
    let r = this.r1 + (this.r2 - this.r1) * h
    if (this.bulge) {
      const q = h < this.at ? h / this.at : (1 - h) / (1 - this.at)
      r += this.bulge * q * q * (3 - 2 * q)
    }
    const k0 = Math.sqrt(x * x + ey * ey + z * z)
    let d = k0 - r
    if (this.inv !== 1) d *= k0 / Math.max(1e-9, Math.sqrt(x * x + ey * ey + z * z * this.inv * this.inv))
    if (this.oe && y - this.L > d) d = y - this.L
    if (this.os && -y > d) d = -y
    return d
  }
}

/** Axis-aligned (in its frame) ellipsoid. */
export class Ellipsoid implements Primitive {
  part: number
  bounds: Ball[]
  private f: number[]
  private i: Vec3
  constructor(part: number, frame: Frame, centre: Vec3, radii: Vec3) {
    const o: Vec3 = [0, 1, 2].map((k) => frame.o[k] + frame.x[k] * centre[0] + frame.y[k] * centre[1] + frame.z[k] * centre[2]) as Vec3
    this.part = part
    this.f = [...o, ...frame.x, ...frame.y, ...frame.z]
    this.i = [1 / radii[0], 1 / radii[1], 1 / radii[2]]
    this.bounds = [{ c: o, r: Math.max(...radii) }]
  }
  dist(px: number, py: number, pz: number): number {
    const f = this.f,
      i = this.i,
      dx = px - f[0],
      dy = py - f[1],
      dz = pz - f[2]
    const x = (dx * f[3] + dy * f[4] + dz * f[5]) * i[0],
      y = (dx * f[6] + dy * f[7] + dz * f[8]) * i[1],
      z = (dx * f[9] + dy * f[10] + dz * f[11]) * i[2]
    const k0 = Math.sqrt(x * x + y * y + z * z)
    if (k0 < 1e-6) return -1 / Math.max(i[0], i[1], i[2])
    const k1 = Math.sqrt(x * x * i[0] * i[0] + y * y * i[1] * i[1] + z * z * i[2] * i[2])
    return (k0 * (k0 - 1)) / k1
  }
}

/** One cross-section of a loft in torso coordinates: height, half width, half depth, forward offset of the centre. */
export type Section = [y: number, halfWidth: number, halfDepth: number, centreZ: number]

/** Elliptic sections along the spine. Coordinates are blended from the pelvis frame (low) to the chest frame (high). */
export class Loft implements Primitive {
  part: number
  bounds: Ball[] = []
  readonly y0: number
  readonly y1: number
  private t: Float64Array
  private n = 96
  private p: number[]
  private c: number[]
  private b0: number
  private b1: number
  private wave: { count: number; amp: number; from: number; to: number; phase: number } | null
  readonly local: Float64Array = new Float64Array(5) // x y z halfWidth halfDepth of the last `locate`
  constructor(
    part: number,
    pelvis: Frame,
    chest: Frame,
    blend: [number, number],
    sections: Section[],
    wave: { count: number; amp: number; from: number; to: number; phase: number } | null = null,
  ) {
    this.part = part
    this.wave = wave
    this.b0 = blend[0]
    this.b1 = blend[1]
    this.p = [...pelvis.o, ...pelvis.x, ...pelvis.y, ...pelvis.z]
    this.c = [...chest.o, ...chest.x, ...chest.y, ...chest.z]
    const s = [...sections].sort((a, b) => a[0] - b[0])
    this.y0 = s[0][0]
    this.y1 = s[s.length - 1][0]
    this.t = new Float64Array((this.n + 1) * 3)
    for (let i = 0; i <= this.n; i++) {
      const y = mix(this.y0, this.y1, i / this.n)
      let k = 0
      while (k < s.length - 2 && s[k + 1][0] < y) k++
      const A = s[Math.max(0, k - 1)],
        B = s[k],
        C = s[k + 1],
        D = s[Math.min(s.length - 1, k + 2)],
        u = clamp((y - B[0]) / (C[0] - B[0]), 0, 1)
      for (let j = 1; j <= 3; j++) {
        // cubic Hermite with non-uniform finite-difference slopes
        const m0 = ((C[j] - A[j]) / (C[0] - A[0])) * (C[0] - B[0]),
          m1 = ((D[j] - B[j]) / (D[0] - B[0])) * (C[0] - B[0])
        this.t[i * 3 + j - 1] =
          (2 * u ** 3 - 3 * u * u + 1) * B[j] + (u ** 3 - 2 * u * u + u) * m0 + (3 * u * u - 2 * u ** 3) * C[j] + (u ** 3 - u * u) * m1
      }
    }
    for (let i = 0; i <= 8; i++) {
      const y = mix(this.y0, this.y1, i / 8),
        w = this.weight(y),
        g = [this.p, this.c]
      const q = g.map((f) => [f[0] + f[6] * y, f[1] + f[7] * y, f[2] + f[8] * y])
      const k = Math.round((i / 8) * this.n) * 3
      this.bounds.push({
        c: [mix(q[0][0], q[1][0], w), mix(q[0][1], q[1][1], w), mix(q[0][2], q[1][2], w)],
        r: Math.max(this.t[k], this.t[k + 1]) * (1 + (wave?.amp ?? 0)) + (this.y1 - this.y0) / 8 + 0.03,
      })
    }
  }
  private weight(y: number): number {
    const t = clamp((y - this.b0) / (this.b1 - this.b0), 0, 1)
    return t * t * (3 - 2 * t)
  }
  /** Fills `local` with the rest position of a world point and the section there. */
  locate(X: number, Y: number, Z: number): Float64Array {
    const p = this.p,
      c = this.c,
      l = this.local
    let dx = X - p[0],
      dy = Y - p[1],
      dz = Z - p[2]
    const x0 = dx * p[3] + dy * p[4] + dz * p[5],
      y0 = dx * p[6] + dy * p[7] + dz * p[8],
      z0 = dx * p[9] + dy * p[10] + dz * p[11]
    const w = this.weight(y0)
    l[0] = x0
    l[1] = y0
    l[2] = z0
    if (w > 0) {
      dx = X - c[0]
      dy = Y - c[1]
      dz = Z - c[2]
      l[0] += (dx * c[3] + dy * c[4] + dz * c[5] - x0) * w
      l[1] += (dx * c[6] + dy * c[7] + dz * c[8] - y0) * w
      l[2] += (dx * c[9] + dy * c[10] + dz * c[11] - z0) * w
    }
    const f = clamp((l[1] - this.y0) / (this.y1 - this.y0), 0, 1) * this.n,
      i = Math.min(this.n - 1, f | 0),
      u = f - i,
      t = this.t,
      k = i * 3
    l[3] = t[k] + (t[k + 3] - t[k]) * u
    l[4] = t[k + 1] + (t[k + 4] - t[k + 1]) * u
    l[2] -= t[k + 2] + (t[k + 5] - t[k + 2]) * u
    return l
  }
  dist(X: number, Y: number, Z: number): number {
    const l = this.locate(X, Y, Z)
    let a = l[3],
      b = l[4]
    const x = l[0],
      z = l[2],
      y = l[1]
    const ey = y < this.y0 ? this.y0 - y : y > this.y1 ? y - this.y1 : 0
    if (this.wave && y < this.wave.from) {
      const g = clamp((this.wave.from - y) / (this.wave.from - this.wave.to), 0, 1),
        m = 1 + this.wave.amp * g * Math.cos(this.wave.count * Math.atan2(x / a, z / b) + this.wave.phase)
      a *= m
      b *= m
    }
    const qx = x / a,
      qz = z / b,
      k0 = Math.sqrt(qx * qx + qz * qz)
    const d = k0 < 1e-6 ? -Math.min(a, b) : (k0 * (k0 - 1)) / Math.sqrt((qx * qx) / (a * a) + (qz * qz) / (b * b))
    if (ey === 0) return d
    return d > 0 ? Math.sqrt(d * d + ey * ey) : ey
  }
}

/** A region to remove: positive outside what is kept. */
export type Cut = (x: number, y: number, z: number) => number

/** Primitives blended with radius k; joined to the groups before it only around a joint (full at r0, none beyond r1). */
export interface Group {
  prims: Primitive[]
  k: number
  cuts?: Cut[]
  join?: { k: number; c: Vec3; r0: number; r1: number }
}
export interface Layer {
  groups: Group[]
}

export interface Identity {
  layer: number
  group: number
  part: number
  prim: Primitive | null
}

/** Union of layers. `cull` keeps what a thin bundle of rays can touch, which makes the field cheap to march. */
export class Field {
  layers: Layer[]
  constructor(layers: Layer[]) {
    this.layers = layers
  }

  dist(x: number, y: number, z: number): number {
    let best = FAR
    for (const layer of this.layers) {
      const d = this.layerDist(layer, x, y, z)
      if (d < best) best = d
    }
    return best
  }

  private layerDist(layer: Layer, x: number, y: number, z: number): number {
    let d = FAR
    for (const g of layer.groups) {
      const ps = g.prims
      if (!ps.length) continue
      let dg = ps[0].dist(x, y, z)
      for (let i = 1; i < ps.length; i++) dg = smin(dg, ps[i].dist(x, y, z), g.k)
      if (g.cuts && dg < 0.05 && dg < d + 0.05)
        for (const cut of g.cuts) {
          const c = cut(x, y, z)
          if (c > dg) dg = c
        }
      const j = g.join
      let k = 0
      if (j) {
        const q = Math.sqrt((x - j.c[0]) ** 2 + (y - j.c[1]) ** 2 + (z - j.c[2]) ** 2)
        if (q < j.r1) {
          const t = q < j.r0 ? 1 : (j.r1 - q) / (j.r1 - j.r0)
          k = j.k * t * t * (3 - 2 * t)
        }
      }
      d = smin(d, dg, k)
    }
    return d
  }

  /** Which layer, group and primitive own the surface nearest to a point. */
  identify(x: number, y: number, z: number): Identity {
    const id: Identity = { layer: 0, group: 0, part: 0, prim: null }
    let best = FAR
    this.layers.forEach((layer, li) => {
      const d = this.layerDist(layer, x, y, z)
      if (d >= best) return
      best = d
      id.layer = li
      let near = FAR * 2
      layer.groups.forEach((g, gi) => {
        let cut = -FAR
        for (const c of g.cuts ?? []) cut = Math.max(cut, c(x, y, z))
        for (const p of g.prims) {
          const e = Math.max(p.dist(x, y, z), cut)
          if (e < near) {
            near = e
            id.group = gi
            id.part = p.part
            id.prim = p
          }
        }
      })
    })
    return id
  }

  /** Keeps primitives that the cone of rays (origin o, unit axis d, half angle a in rad) can reach within `margin`. Also gives the entry distance. */
  cull(o: Vec3, d: Vec3, a: number, margin: number): { field: Field | null; near: number; far: number } {
    let near = Infinity,
      far = 0,
      any = false
    const sa = Math.sin(a)
    const layers = this.layers.map((layer) => ({
      groups: layer.groups.map((g) => ({
        ...g,
        prims: g.prims.filter((p) => {
          let hit = false
          for (const b of p.bounds) {
            const v = sub(b.c, o),
              t = dot(v, d),
              R = b.r + margin
            const off = Math.sqrt(Math.max(0, dot(v, v) - t * t))
            if (off < R + t * sa) {
              hit = true
              if (t - R < near) near = t - R
              if (t + R > far) far = t + R
            }
          }
          any ||= hit
          return hit
        }),
      })),
    }))
    return { field: any ? new Field(layers) : null, near, far }
  }

  /** Bounding box of all primitives. */
  box(): { lo: Vec3; hi: Vec3 } {
    const lo: Vec3 = [9, 9, 9],
      hi: Vec3 = [-9, -9, -9]
    for (const l of this.layers)
      for (const g of l.groups)
        for (const p of g.prims)
          for (const b of p.bounds)
            for (let k = 0; k < 3; k++) {
              lo[k] = Math.min(lo[k], b.c[k] - b.r)
              hi[k] = Math.max(hi[k], b.c[k] + b.r)
            }
    return { lo, hi }
  }
}

/** Field sampled on a coarse lattice: cheap soft shadows and wide ambient occlusion. */
export class CoarseField {
  private lo: Vec3
  private n: [number, number, number]
  private step: number
  private v: Float32Array
  constructor(field: Field, step: number, pad: number) {
    const { lo, hi } = field.box()
    this.step = step
    this.lo = [lo[0] - pad, Math.min(lo[1] - pad, -pad), lo[2] - pad]
    this.n = [0, 1, 2].map((k) => Math.ceil((hi[k] + pad - this.lo[k]) / step) + 1) as [number, number, number]
    const [nx, ny, nz] = this.n
    this.v = new Float32Array(nx * ny * nz)
    const B = 6 // blocks share one culled list
    for (let bz = 0; bz < nz; bz += B)
      for (let by = 0; by < ny; by += B)
        for (let bx = 0; bx < nx; bx += B) {
          const half = ((B - 1) / 2) * step,
            c: Vec3 = [this.lo[0] + bx * step + half, this.lo[1] + by * step + half, this.lo[2] + bz * step + half]
          const mid = field.dist(c[0], c[1], c[2]),
            rad = half * 1.75
          const local =
            mid > 0.45
              ? null
              : new Field(
                  field.layers.map((l) => ({
                    groups: l.groups.map((g) => ({
                      ...g,
                      prims: g.prims.filter((p) => p.bounds.some((b) => len(sub(b.c, c)) < b.r + rad * 2 + Math.max(0, mid) + 0.06)),
                    })),
                  })),
                )
          for (let z = bz; z < Math.min(nz, bz + B); z++)
            for (let y = by; y < Math.min(ny, by + B); y++)
              for (let x = bx; x < Math.min(nx, bx + B); x++) {
                const X = this.lo[0] + x * step,
                  Y = this.lo[1] + y * step,
                  Z = this.lo[2] + z * step
                this.v[(z * ny + y) * nx + x] = local ? local.dist(X, Y, Z) : Math.max(0.1, mid - len(sub([X, Y, Z], c)) * 0.5)
              }
        }
  }
  /** A distance that is safe to march: outside the lattice, the way to it (the lattice is padded by more than 0.12 m). */
  stride(x: number, y: number, z: number): number {
    const l = this.lo,
      n = this.n,
      s = this.step
    const dx = Math.max(l[0] - x, x - l[0] - (n[0] - 1) * s, 0),
      dy = Math.max(l[1] - y, y - l[1] - (n[1] - 1) * s, 0),
      dz = Math.max(l[2] - z, z - l[2] - (n[2] - 1) * s, 0)
    const away = Math.sqrt(dx * dx + dy * dy + dz * dz)
    return away > 0 ? away + 0.12 : Math.min(this.dist(x, y, z), 0.3)
  }
  dist(x: number, y: number, z: number): number {
    const [nx, ny, nz] = this.n,
      s = 1 / this.step
    const fx = (x - this.lo[0]) * s,
      fy = (y - this.lo[1]) * s,
      fz = (z - this.lo[2]) * s
    if (fx < 0 || fy < 0 || fz < 0 || fx >= nx - 1 || fy >= ny - 1 || fz >= nz - 1) return 0.3
    const X = fx | 0,
      Y = fy | 0,
      Z = fz | 0,
      u = fx - X,
      v = fy - Y,
      w = fz - Z,
      o = (Z * ny + Y) * nx + X,
      q = this.v,
      P = nx * ny
    const a = q[o] + (q[o + 1] - q[o]) * u,
      b = q[o + nx] + (q[o + nx + 1] - q[o + nx]) * u,
      c = q[o + P] + (q[o + P + 1] - q[o + P]) * u,
      d = q[o + P + nx] + (q[o + P + nx + 1] - q[o + P + nx]) * u
    const m = a + (b - a) * v,
      n = c + (d - c) * v
    return m + (n - m) * w
  }
}
