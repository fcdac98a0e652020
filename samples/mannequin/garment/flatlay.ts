// A garment lying on a ground, seen from above: picture, true alpha, true anchors.
import { clamp, fbm3, hash3, hex, noise3, scale, smoothstep, toByte, type Vec3 } from '../math.ts'
import { type Flat, sampleFlat } from './flat.ts'
import { blur } from './raster.ts'

export type LayGround = 'white' | 'grey' | 'wood'

export interface FlatLay {
  width: number
  height: number
  rgb: Uint8Array
  alpha: Uint8Array
  anchors: Record<string, { x: number; y: number }>
  toPixel: { scale: number; x0: number; y0: number }
}

function groundAt(kind: LayGround, x: number, y: number): Vec3 {
  // x, y in metres
  if (kind === 'white') return scale([0.9, 0.9, 0.895], 1 + 0.012 * fbm3(x * 3, y * 3, 1, 2))
  if (kind === 'grey')
    return scale(
      [0.46, 0.465, 0.475],
      1 + 0.05 * fbm3(x * 4, y * 4, 2, 3) + 0.06 * (hash3(Math.floor(x * 900), Math.floor(y * 900), 3) - 0.5),
    )
  const board = Math.floor(x / 0.16),
    e = x / 0.16 - board,
    gap = smoothstep(0, 0.012, Math.min(e, 1 - e))
  const tone = 0.8 + 0.3 * hash3(board, 1, 1),
    vein = 1 + 0.22 * fbm3(x * 42 + 2 * noise3(x * 5, y * 1.4, board), y * 2.4, board, 4)
  return scale(hex('#b48a60'), tone * vein * (0.45 + 0.55 * gap))
}

/** Picture coordinates: pixel = (pattern - origin) * scale. `seed` picks the creases. */
export function layFlat(f: Flat, ground: LayGround, seed: number, width = 1024, height = 1024): FlatLay {
  const [u0, v0, u1, v1] = f.pattern.box,
    k = Math.min(width / (u1 - u0), height / (v1 - v0)) * 0.84,
    x0 = width / 2 - ((u0 + u1) / 2) * k,
    y0 = height / 2 - ((v0 + v1) / 2) * k
  const N = width * height,
    alpha = new Float32Array(N),
    albedo = new Float32Array(N * 3),
    c: Vec3 = [0, 0, 0]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // 2x2 sub-samples of the cloth
      const o = y * width + x
      let n = 0
      for (let i = 0; i < 4; i++)
        if (sampleFlat(f, (x + 0.25 + 0.5 * (i & 1) - x0) / k, (y + 0.25 + 0.5 * (i >> 1) - y0) / k, c)) {
          n++
          for (let j = 0; j < 3; j++) albedo[o * 3 + j] += c[j]
        }
      if (n) {
        alpha[o] = n / 4
        for (let j = 0; j < 3; j++) albedo[o * 3 + j] /= n
      }
    }
  const puff = blur(alpha, width, height, 0.012 * k),
    wide = blur(alpha, width, height, 0.035 * k),
    H = new Float32Array(N)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      // height of the cloth in metres
      const o = y * width + x
      if (wide[o] < 0.02) continue
      const u = (x - x0) / k,
        v = (y - y0) / k,
        wu = u + 0.05 * noise3(u * 4, v * 4, seed + 0.5),
        wv = v + 0.05 * noise3(u * 4, v * 4, seed + 9.5)
      const crease = 1 - Math.abs(noise3(wu * 5.5, wv * 3.2, seed * 3.1)),
        fine = 1 - Math.abs(noise3(wu * 13, wv * 8, seed * 1.7 + 4))
      H[o] = 0.014 * smoothstep(0.25, 1, puff[o]) + 0.0085 * crease * crease + 0.0022 * fine * fine + 0.01 * noise3(u * 3, v * 3, seed + 2)
    }
  const out: FlatLay = { width, height, rgb: new Uint8Array(N * 3), alpha: new Uint8Array(N), anchors: {}, toPixel: { scale: k, x0, y0 } }
  const dx = Math.round(0.01 * k),
    dy = Math.round(0.014 * k),
    near = blur(alpha, width, height, 0.006 * k),
    far = blur(alpha, width, height, 0.028 * k)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const o = y * width + x,
        sx = clamp(x - dx, 0, width - 1),
        sy = clamp(y - dy, 0, height - 1),
        s = sy * width + sx
      const vig = 1 - 0.1 * ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2,
        lightFall = 1.03 - 0.08 * ((x / width) * 0.6 + (y / height) * 0.4)
      const g = groundAt(ground, (x - width / 2) / k, (y - height / 2) / k),
        sh = 1 - 0.42 * far[s] - 0.22 * near[Math.max(0, y - 3) * width + Math.max(0, x - 2)]
      const xr = Math.min(width - 1, x + 1),
        xl = Math.max(0, x - 1),
        yd = Math.min(height - 1, y + 1),
        yu = Math.max(0, y - 1)
      const hx = ((H[y * width + xr] - H[y * width + xl]) * k) / 2,
        hy = ((H[yd * width + x] - H[yu * width + x]) * k) / 2
      const inv = 1 / Math.sqrt(1 + hx * hx + hy * hy),
        lit = clamp(((0.45 * hx + 0.55 * hy + 0.7) * inv) / 0.7, 0.35, 1.4)
      const shade = 0.3 + 0.64 * lit + 0.05 * (puff[o] - 0.5)
      for (let c = 0; c < 3; c++) {
        const a = alpha[o],
          cloth = albedo[o * 3 + c] * shade * lightFall,
          bg = g[c] * Math.max(0, sh) * vig * lightFall
        out.rgb[o * 3 + c] = toByte((cloth * a + bg * (1 - a)) * (1 + 0.012 * (hash3(x, y, seed) - 0.5)))
      }
      out.alpha[o] = Math.round(alpha[o] * 255)
    }
  for (const [name, p] of Object.entries(f.pattern.anchors)) out.anchors[name] = { x: p[0] * k + x0, y: p[1] * k + y0 }
  return out
}
