// Albedo of the bare figure: skin with mottling, painted face, hair strands, shoes. Linear RGB.
import { PART } from './body.ts'
import { fbm3, hex, mix3, noise3, scale, smoothstep, toLocal, type Vec3 } from './math.ts'
import type { Skeleton } from './pose.ts'
import type { Surface } from './surface.ts'

export interface Look {
  skin: Vec3
  hair: Vec3
  lips: Vec3
  iris: Vec3
  shoes: Vec3
}

const WHITE = hex('#e9e4df')
const gauss = (x: number, y: number, sx: number, sy: number): number => Math.exp(-(x * x) / (sx * sx) - (y * y) / (sy * sy))

/** Face colours in head coordinates of a base-size head (metres). */
function face(x: number, y: number, z: number, look: Look, albedo: Vec3): Vec3 {
  if (z < 0.02) return albedo
  const ax = Math.abs(x)
  const red: Vec3 = [albedo[0] * 1.02, albedo[1] * 0.74, albedo[2] * 0.7]
  let c = mix3(albedo, red, 0.45 * gauss(ax - 0.04, y + 0.034, 0.02, 0.018) + 0.35 * gauss(x, y + 0.038, 0.013, 0.012))
  // eye sockets, brows, lash line, eye
  const ex = ax - 0.031
  c = scale(c, 1 - 0.28 * gauss(ex + 0.002, y - 0.006, 0.019, 0.01))
  const brow = y - (0.0205 - 9 * (ax - 0.036) ** 2 + 0.04 * (ax - 0.031))
  const browMask = smoothstep(0.0042, 0.002, Math.abs(brow)) * smoothstep(0.012, 0.016, ax) * smoothstep(0.053, 0.045, ax)
  c = mix3(c, mix3(look.hair, scale(albedo, 0.45), 0.25), 0.8 * browMask * (0.85 + 0.15 * noise3(x * 900, y * 300, 1)))
  const up = 0.0068 * (1 - (ex / 0.0155) ** 2),
    down = -0.0056 * (1 - (ex / 0.0155) ** 2)
  if (Math.abs(ex) < 0.0155) {
    const inside = smoothstep(-0.0006, 0.0006, up - y) * smoothstep(-0.0006, 0.0006, y - down)
    const r = Math.hypot(ex, y - 0.0008)
    let eye = scale(WHITE, 0.82 - 0.25 * smoothstep(0.002, 0.0065, y))
    eye = mix3(eye, look.iris, smoothstep(0.0063, 0.0055, r))
    eye = mix3(eye, [0.01, 0.01, 0.01], smoothstep(0.003, 0.0024, r))
    eye = mix3(eye, [0.9, 0.9, 0.9], smoothstep(0.0014, 0.0009, Math.hypot(x - (x > 0 ? 0.0285 : -0.0335), y - 0.0032)))
    c = mix3(c, eye, inside)
    c = mix3(c, [0.02, 0.014, 0.012], 0.85 * smoothstep(0.0019, 0.0008, Math.abs(y - up - 0.0004)))
    c = mix3(c, scale(albedo, 0.4), 0.35 * smoothstep(0.0012, 0.0004, Math.abs(y - down)))
  }
  c = mix3(
    c,
    scale(albedo, 0.55),
    0.45 * smoothstep(0.0012, 0.0003, Math.abs(y - (0.0115 - 22 * ex * ex))) * smoothstep(0.016, 0.012, Math.abs(ex)),
  ) // lid crease
  // nostrils
  c = mix3(c, scale(albedo, 0.22), 0.85 * gauss(ax - 0.0085, y + 0.0455, 0.0042, 0.0026))
  c = scale(c, 1 - 0.22 * gauss(ax - 0.017, y + 0.04, 0.004, 0.009))
  // lips
  const w = 0.0245,
    q = 1 - (x / w) ** 2
  if (q > 0) {
    const mid = -0.0665 + 0.0012 * (x / w) ** 2,
      top = mid + q * (0.007 - 0.0016 * Math.exp(-((x / 0.004) ** 2))),
      bottom = mid - q * 0.0086
    const inLips = smoothstep(-0.0008, 0.0008, top - y) * smoothstep(-0.0012, 0.0012, y - bottom)
    c = mix3(c, scale(look.lips, y > mid ? 0.82 : 1), 0.8 * inLips)
    c = mix3(c, scale(look.lips, 0.25), 0.8 * smoothstep(0.0014, 0.0004, Math.abs(y - mid)))
  }
  c = scale(c, 1 - 0.1 * gauss(x, y + 0.081, 0.018, 0.005))
  return c
}

export function bareSurface(p: Vec3, part: number, k: Skeleton, look: Look, out: Surface): void {
  const s = k.s
  if (part === PART.footL || part === PART.footR) {
    out.albedo = look.shoes
    out.spec = 0.1
    out.gloss = 18
    out.skin = 0
    const f = part === PART.footL ? k.legL.foot : k.legR.foot,
      q = toLocal(f, p)
    if (q[1] < -0.066 * s) out.albedo = hex('#e7e4dd')
    else if (q[2] > 0.03 * s && q[2] < 0.095 * s && Math.abs(q[0]) < 0.017 * s && Math.sin((q[2] / s) * 420) > 0.1)
      out.albedo = hex('#efece6') // laces
    else if (q[1] > -0.004 * s) {
      out.albedo = hex('#d9d6d0')
    } // sock
    return
  }
  const h = toLocal(k.head, p)
  const x = h[0] / s,
    y = h[1] / s,
    z = h[2] / s
  if (part === PART.hair) {
    const a = Math.atan2(x, z + 0.014) * 14,
      strand = fbm3(a * 2.2, y * 9, a, 3),
      fine = noise3(a * 16, y * 14, 3)
    out.albedo = scale(look.hair, 1 + 0.42 * strand + 0.2 * fine)
    out.spec = 0.16
    out.gloss = 14
    out.skin = 0
    out.bump = 0.35 * strand
    return
  }
  const mottle = 1 + 0.035 * fbm3(p[0] * 16, p[1] * 16, p[2] * 16, 3) + 0.03 * noise3(p[0] * 260, p[1] * 260, p[2] * 260)
  let c = scale(look.skin, mottle)
  const near = (j: Vec3, r: number): number => Math.exp(-((p[0] - j[0]) ** 2 + (p[1] - j[1]) ** 2 + (p[2] - j[2]) ** 2) / (r * r))
  const L = k.landmarks
  const ruddy =
    part === PART.handL || part === PART.handR
      ? 0.28 * Math.max(near(L.indexL, 0.06), near(L.indexR, 0.06), near(L.pinkyL, 0.06), near(L.pinkyR, 0.06))
      : 0.3 * Math.max(near(L.kneeL, 0.055), near(L.kneeR, 0.055), near(L.elbowL, 0.05), near(L.elbowR, 0.05))
  c = mix3(c, [c[0], c[1] * 0.8, c[2] * 0.76], ruddy)
  if (part === PART.head) c = face(x, y, z, look, c)
  out.albedo = c
  out.spec = 0.045
  out.gloss = 22
  out.skin = 1
}
