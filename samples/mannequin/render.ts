// Sphere-traces a layered figure tile by tile and writes the picture together with its exact ground truth.
import { type Backdrop, backdrop, type Ground } from './backdrop.ts'
import { type Camera, project, rayThrough, type View, view } from './camera.ts'
import { clamp, dot, hash3, smoothstep, toByte, unit, type Vec3 } from './math.ts'
import { LANDMARKS, type Skeleton } from './pose.ts'
import { CoarseField, Field, type Identity, type Layer } from './sdf.ts'
import { blankSurface, type Surface } from './surface.ts'

/** Colours a surface point of its layer; `s.normal` holds the geometric normal. */
export type Material = (p: Vec3, id: Identity, s: Surface) => void

export interface Scene {
  layers: Layer[]
  materials: Material[]
  skeleton: Skeleton
  backdrop: Backdrop
  camera: Camera
  seed: number
  watch?: number
  /** Whether `alone` is wanted: where the watched layer would be seen if nothing lay before it. */
  alone?: boolean | undefined
}

export interface Landmark {
  name: string
  x: number
  y: number
  depth: number
  visible: boolean
}

export interface Rendered {
  width: number
  height: number
  rgb: Uint8Array // sRGB
  mask: Uint8Array // coverage of the whole person, 0..255
  top: Uint8Array // coverage of the watched layer (the tried-on garment), 0..255
  alone: Uint8Array | null // 255 where the watched layer lies, whatever hides it; null unless asked for
  parts: Uint8Array // PART numbers, 0 = background
  layers: Uint8Array // 0 background, 1 bare body, 2.. garments in wearing order
  depth: Float32Array // metres along the view axis, 0 = background
  shade: Float32Array // light arriving at the surface (luminance, 1 = full key light), 0 = background
  uv: Float32Array // garment pattern coordinates in metres (u, v), NaN where none
  landmarks: Landmark[]
}

const TILE = 16
const KEY: Vec3 = unit([-0.52, 0.72, 0.62])
const KEY_RGB: Vec3 = [0.8, 0.775, 0.74],
  SKY: Vec3 = [0.4, 0.415, 0.44],
  BOUNCE: Vec3 = [0.26, 0.245, 0.23],
  RIM: Vec3 = [0.16, 0.17, 0.19]
const RIM_DIR: Vec3 = unit([0.75, 0.35, -0.55])
/** Sub-pixel offsets for edges: an 8-rooks pattern. */
const ROOKS = [
  [1, 5],
  [3, 1],
  [5, 3],
  [7, 7],
  [9, 11],
  [11, 15],
  [13, 9],
  [15, 13],
].map(([a, b]) => [a / 16, b / 16])

const shoulderCurve = (c: number): number => (c < 0.72 ? c : 0.72 + 0.28 * (1 - Math.exp(-(c - 0.72) / 0.28)))

interface Hit {
  t: number
  rgb: Vec3
  part: number
  layer: number
  shade: number
  u: number
  v: number
  depth: number
}

class Tracer {
  private scene: Scene
  private v: View
  private coarse: CoarseField
  private s: Surface = blankSurface()
  constructor(scene: Scene, v: View, coarse: CoarseField) {
    this.scene = scene
    this.v = v
    this.coarse = coarse
  }

  march(f: Field, d: Vec3, near: number, far: number): number {
    const o = this.v.eye
    let t = Math.max(0.05, near)
    for (let i = 0; i < 60 && t < far; i++) {
      // long strides on the cheap lattice, which is right to about 2 cm
      const q = this.coarse.stride(o[0] + d[0] * t, o[1] + d[1] * t, o[2] + d[2] * t) - 0.03
      if (q < 0.012) break
      t += q * 0.9
    }
    for (let i = 0; i < 110 && t < far; i++) {
      const q = f.dist(o[0] + d[0] * t, o[1] + d[1] * t, o[2] + d[2] * t)
      if (q < 0.00025) return t
      t += q * 0.82
    }
    return -1
  }

  private normal(f: Field, x: number, y: number, z: number): Vec3 {
    const e = 0.0009
    const a = f.dist(x + e, y - e, z - e),
      b = f.dist(x - e, y - e, z + e),
      c = f.dist(x - e, y + e, z - e),
      d = f.dist(x + e, y + e, z + e)
    return unit([a - b - c + d, -a - b + c + d, -a + b - c + d])
  }

  /** 0 = dark .. 1 = lit by the key light. */
  shadow(x: number, y: number, z: number): number {
    let res = 1,
      t = 0.035
    for (let i = 0; i < 26 && t < 1.5; i++) {
      const q = this.coarse.dist(x + KEY[0] * t, y + KEY[1] * t, z + KEY[2] * t)
      res = Math.min(res, 0.5 + (5.5 * q) / t)
      if (res <= 0) return 0
      t += clamp(q, 0.02, 0.12)
    }
    return smoothstep(0, 1, res)
  }

  wideOcclusion(x: number, y: number, z: number, n: Vec3): number {
    let o = 0,
      w = 1
    for (const h of [0.09, 0.18, 0.3]) {
      o += (w * Math.max(0, h - this.coarse.dist(x + n[0] * h, y + n[1] * h, z + n[2] * h))) / h
      w *= 0.7
    }
    return clamp(1 - 0.36 * o, 0, 1)
  }

  shadeHit(f: Field, d: Vec3, t: number): Hit {
    const o = this.v.eye,
      x = o[0] + d[0] * t,
      y = o[1] + d[1] * t,
      z = o[2] + d[2] * t,
      p: Vec3 = [x, y, z]
    const id = f.identify(x, y, z),
      g = this.normal(f, x, y, z),
      s = this.s
    s.normal = g
    s.bump = 0
    s.u = NaN
    s.v = NaN
    s.shadeScale = 1
    s.skin = 0
    this.scene.materials[id.layer](p, id, s)
    const n = s.normal
    let occ = 0
    for (const h of [0.01, 0.026, 0.055]) occ += Math.max(0, h - f.dist(x + g[0] * h, y + g[1] * h, z + g[2] * h)) / h
    const ao = clamp(1 - 0.3 * occ, 0, 1) * this.wideOcclusion(x, y, z, g) * s.shadeScale
    const sh = this.shadow(x + g[0] * 0.012, y + g[1] * 0.012, z + g[2] * 0.012) * clamp(1 - 0.18 * occ, 0, 1)
    const nl = dot(n, KEY),
      up = 0.5 + 0.5 * n[1],
      rim = Math.max(0, dot(n, RIM_DIR)) * ao
    const front = 0.1 * Math.max(0, n[2])
    const rgb: Vec3 = [0, 0, 0]
    let lum = 0
    for (let c = 0; c < 3; c++) {
      const wrap = s.skin ? [0.3, 0.18, 0.12][c] : 0.06
      const key = Math.max(0, (nl + wrap) / (1 + wrap)) * (s.skin ? sh + (1 - sh) * [0.1, 0.03, 0.02][c] : sh)
      const e = (KEY_RGB[c] * key + (SKY[c] * up + BOUNCE[c] * (1 - up) + front) * ao + RIM[c] * rim) * (1 + 0.5 * s.bump)
      lum += e * [0.2126, 0.7152, 0.0722][c]
      rgb[c] = s.albedo[c] * e
    }
    const hv = unit([KEY[0] - d[0], KEY[1] - d[1], KEY[2] - d[2]]),
      nh = Math.max(0, dot(n, hv))
    const fres = clamp(1 + dot(n, d), 0, 1) ** 4
    const spec = s.spec * (nh ** s.gloss * sh + 0.55 * fres * ao)
    for (let c = 0; c < 3; c++) rgb[c] = rgb[c] + spec
    return { t, rgb, part: id.part, layer: id.layer + 1, shade: lum, u: s.u, v: s.v, depth: t * dot(d, this.v.ahead) }
  }

  ground(d: Vec3, sx: number, sy: number): Vec3 {
    const b: Ground = backdrop(this.scene.backdrop, this.v.eye, d, sx, sy)
    if (!b.onFloor) return b.colour
    const sh = this.shadow(b.x, 0.0, b.z),
      ao = this.wideOcclusion(b.x, 0, b.z, [0, 1, 0])
    const q = this.coarse.dist(b.x, 0.004, b.z),
      contact = smoothstep(-0.01, 0.06, q)
    const k = (0.62 + 0.38 * sh) * (0.72 + 0.28 * ao) * (0.62 + 0.38 * contact)
    return [b.colour[0] * k, b.colour[1] * k, b.colour[2] * k]
  }
}

export function render(scene: Scene, width: number, height: number): Rendered {
  const N = width * height,
    v = view(scene.camera, width, height)
  const whole = new Field(scene.layers),
    coarse = new CoarseField(whole, 0.022, 0.16),
    tracer = new Tracer(scene, v, coarse)
  const out: Rendered = {
    width,
    height,
    rgb: new Uint8Array(N * 3),
    mask: new Uint8Array(N),
    top: new Uint8Array(N),
    alone: scene.alone ? new Uint8Array(N) : null,
    parts: new Uint8Array(N),
    layers: new Uint8Array(N),
    depth: new Float32Array(N),
    shade: new Float32Array(N),
    uv: new Float32Array(N * 2).fill(NaN),
    landmarks: [],
  }
  const lin = new Float32Array(N * 3),
    tx = Math.ceil(width / TILE),
    ty = Math.ceil(height / TILE),
    last = (scene.watch ?? scene.layers.length - 1) + 1,
    watched = out.alone ? new Field([scene.layers[last - 1]]) : null
  const culled: ReturnType<Field['cull']>[] = []
  for (let j = 0; j < ty; j++)
    for (let i = 0; i < tx; i++) {
      const mid = rayThrough(v, i * TILE + TILE / 2, j * TILE + TILE / 2),
        c = whole.cull(v.eye, mid, (TILE * 0.72) / v.k, 0.062)
      culled.push(c)
      const w = watched?.cull(v.eye, mid, (TILE * 0.72) / v.k, 0.062)
      for (let y = j * TILE; y < Math.min(height, j * TILE + TILE); y++)
        for (let x = i * TILE; x < Math.min(width, i * TILE + TILE); x++) {
          const o = y * width + x,
            d = rayThrough(v, x + 0.5, y + 0.5)
          if (out.alone && w?.field && tracer.march(w.field, d, w.near, w.far) > 0) out.alone[o] = 255
          const t = c.field ? tracer.march(c.field, d, c.near, c.far) : -1
          if (t < 0) {
            const b = tracer.ground(d, (x + 0.5) / width, (y + 0.5) / height)
            lin[o * 3] = b[0]
            lin[o * 3 + 1] = b[1]
            lin[o * 3 + 2] = b[2]
            continue
          }
          const h = tracer.shadeHit(c.field!, d, t)
          lin.set(h.rgb, o * 3)
          out.mask[o] = 255
          out.top[o] = h.layer === last ? 255 : 0
          out.parts[o] = h.part
          out.layers[o] = h.layer
          out.depth[o] = h.depth
          out.shade[o] = h.shade
          out.uv[o * 2] = h.u
          out.uv[o * 2 + 1] = h.v
        }
    }
  // edges: eight sub-samples where the surface changes between neighbours
  const edge = new Uint8Array(N)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const o = y * width + x
      for (const q of [x + 1 < width ? o + 1 : o, y + 1 < height ? o + width : o]) {
        if (
          out.layers[q] !== out.layers[o] ||
          (out.layers[o] &&
            (Math.abs(out.depth[q] - out.depth[o]) > 0.012 ||
              (out.parts[q] !== out.parts[o] && (out.parts[q] === 2 || out.parts[o] === 2))))
        ) {
          edge[o] = 1
          edge[q] = 1
        }
      }
    }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const o = y * width + x
      if (!edge[o]) continue
      const c = culled[Math.floor(y / TILE) * tx + Math.floor(x / TILE)]
      let r = 0,
        g = 0,
        b = 0,
        hits = 0,
        tops = 0
      for (const [a, e] of ROOKS) {
        const d = rayThrough(v, x + a, y + e),
          t = c.field ? tracer.march(c.field, d, c.near, c.far) : -1
        const col = t < 0 ? tracer.ground(d, (x + a) / width, (y + e) / height) : null,
          h = t < 0 ? null : tracer.shadeHit(c.field!, d, t),
          q = col ?? h!.rgb
        r += q[0]
        g += q[1]
        b += q[2]
        if (h) {
          hits++
          if (h.layer === last) tops++
        }
      }
      lin[o * 3] = r / 8
      lin[o * 3 + 1] = g / 8
      lin[o * 3 + 2] = b / 8
      out.mask[o] = Math.round((hits * 255) / 8)
      out.top[o] = Math.round((tops * 255) / 8)
    }
  // slight sensor grain keeps gradients from banding
  for (let o = 0; o < N; o++) {
    const grain = (hash3(o % width, (o / width) | 0, scene.seed) - 0.5) * 0.012
    for (let c = 0; c < 3; c++) {
      const q = shoulderCurve(lin[o * 3 + c])
      out.rgb[o * 3 + c] = toByte(q + grain * Math.sqrt(Math.max(0, q)))
    }
  }
  for (const name of LANDMARKS) {
    const [x, y, z] = project(v, scene.skeleton.landmarks[name]),
      i = Math.floor(x),
      j = Math.floor(y)
    const inside = i >= 0 && j >= 0 && i < width && j < height,
      front = inside ? out.depth[j * width + i] : 0
    out.landmarks.push({ name, x, y, depth: z, visible: inside && front > 0 && front > z - 0.13 })
  }
  return out
}
