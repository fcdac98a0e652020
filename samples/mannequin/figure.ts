// The naked mannequin as a layer of blended primitives: trunk loft, head, hair, arms with hands, legs with shoes.
import { type BodyShape, type HairStyle, PART } from './body.ts'
import { scale, toWorld, type Vec3 } from './math.ts'
import type { ArmBones, LegBones, Skeleton } from './pose.ts'
import { Cone, Ellipsoid, type Group, type Layer, Loft, type Primitive, type Section } from './sdf.ts'

/** Trunk cross-sections in torso coordinates, already scaled to the figure. */
export function trunkSections(shape: BodyShape, s: number): Section[] {
  const { shoulders: S, waist: W, hips: H, girth: G } = shape
  const base: Section[] = [
    [-0.1, 0.08 * H, 0.08, -0.004],
    [-0.05, 0.142 * H, 0.106 * G, -0.01],
    [0.02, 0.17 * H, 0.118 * G, -0.013],
    [0.09, 0.16 * H, 0.11 * G, -0.006],
    [0.18, 0.131 * W, 0.094 * W, 0.002],
    [0.27, (0.137 * (W + S)) / 2, 0.097 * G, 0.005],
    [0.36, 0.154 * S, 0.109 * G, 0.003],
    [0.43, 0.16 * S, 0.108 * G, -0.002],
    [0.49, 0.146 * S, 0.092 * G, -0.01],
    [0.535, 0.104 * S, 0.07 * G, -0.016],
    [0.575, 0.057, 0.057, -0.018],
  ]
  return base.map(([y, a, b, z]) => [y * s, a * s, b * s, z * s])
}

/** Where the spine bends, in torso coordinates of the figure. */
export const spineBlend = (s: number): [number, number] => [0.06 * s, 0.3 * s]

/** Arm radii (metres, scaled) shared by the body and by sleeves. */
export const armRadii = (shape: BodyShape, s: number): { top: number; elbow: number; wrist: number } => ({
  top: 0.044 * shape.girth * s,
  elbow: 0.036 * shape.girth * s,
  wrist: 0.0255 * shape.girth * s,
})
export const legRadii = (shape: BodyShape, s: number): { top: number; knee: number; calf: number; ankle: number } => ({
  top: 0.088 * shape.girth * s,
  knee: 0.053 * shape.girth * s,
  calf: 0.05 * shape.girth * s,
  ankle: 0.032 * s,
})

function arm(b: ArmBones, side: 1 | -1, shape: BodyShape, s: number): Group {
  const r = armRadii(shape, s),
    L = side > 0
  const [U, F, H] = L ? [PART.upperArmL, PART.forearmL, PART.handL] : [PART.upperArmR, PART.forearmR, PART.handR]
  const h = (x: number, y: number, z: number): Vec3 => toWorld(b.hand, [x * s, y * s, z * s])
  const prims: Primitive[] = [
    new Cone(U, b.upper.o, b.fore.o, r.top, r.elbow, { bulge: 0.004 * s, bulgeAt: 0.45 }),
    new Cone(F, b.fore.o, b.hand.o, r.elbow, r.wrist, { bulge: 0.0085 * s, bulgeAt: 0.25 }),
    new Cone(H, h(0, -0.012, 0), h(0, -0.075, -0.002), 0.026 * s, 0.038 * s, { flat: 0.42, flatAxis: b.hand.x }),
  ]
  const palm = -side,
    c = b.curl // fingers bend toward the palm
  const root = [
    [-0.028, -0.082, 0.066],
    [-0.0095, -0.09, 0.077],
    [0.0095, -0.091, 0.079],
    [0.027, -0.086, 0.071],
  ]
  for (const [z, y, length] of root) {
    const a = 0.9 * c,
      e = 1.9 * c,
      l1 = length * 0.52,
      l2 = length * 0.48
    const k1: Vec3 = [palm * Math.sin(a) * l1, y - Math.cos(a) * l1, z * 1.12],
      k2: Vec3 = [k1[0] + palm * Math.sin(a + e) * l2, k1[1] - Math.cos(a + e) * l2, z * 1.14]
    prims.push(new Cone(H, h(0, y + 0.02, z), h(...k1), 0.0098 * s, 0.009 * s), new Cone(H, h(...k1), h(...k2), 0.0088 * s, 0.0074 * s))
  }
  prims.push(
    new Cone(H, h(palm * 0.004, -0.022, 0.026), h(palm * 0.016, -0.062, 0.047), 0.014 * s, 0.0105 * s),
    new Cone(H, h(palm * 0.016, -0.062, 0.047), h(palm * 0.022, -0.092, 0.049), 0.0102 * s, 0.008 * s),
  )
  return { prims, k: 0.012 * s, join: { k: 0.04 * s, c: b.upper.o, r0: 0.09 * s, r1: 0.17 * s } }
}

function leg(b: LegBones, side: 1 | -1, shape: BodyShape, s: number): Group {
  const r = legRadii(shape, s),
    L = side > 0
  const [T, S, F] = L ? [PART.thighL, PART.shinL, PART.footL] : [PART.thighR, PART.shinR, PART.footR]
  const f = (x: number, y: number, z: number): Vec3 => toWorld(b.foot, [x * s, y * s, z * s])
  return {
    prims: [
      new Cone(T, b.thigh.o, b.shin.o, r.top, r.knee, { bulge: 0.004 * s }),
      new Cone(S, b.shin.o, b.foot.o, r.calf, r.ankle, { bulge: 0.012 * s, bulgeAt: 0.3 }),
      new Cone(F, f(0, -0.036, -0.03), f(0, -0.046, 0.07), 0.038 * s, 0.036 * s),
      new Cone(F, f(0, -0.044, 0.06), f(0.004 * side, -0.051, 0.145), 0.041 * s, 0.031 * s, { flat: 0.72, flatAxis: b.foot.y }),
    ],
    k: 0.02 * s,
    join: { k: 0.06 * s, c: b.thigh.o, r0: 0.1 * s, r1: 0.24 * s },
  }
}

function headGroup(k: Skeleton): Group {
  const s = k.s,
    H = k.head,
    P = PART.head
  const e = (c: Vec3, r: Vec3): Ellipsoid => new Ellipsoid(P, H, scale(c, s), scale(r, s))
  const w = (x: number, y: number, z: number): Vec3 => toWorld(H, [x * s, y * s, z * s])
  const prims: Primitive[] = [
    e([0, 0.024, -0.01], [0.074, 0.09, 0.094]),
    e([0, -0.036, 0.02], [0.0585, 0.074, 0.068]),
    e([0, -0.094, 0.06], [0.023, 0.019, 0.019]),
    e([0, 0.018, 0.064], [0.047, 0.016, 0.022]),
    e([0.04, -0.022, 0.05], [0.026, 0.024, 0.026]),
    e([-0.04, -0.022, 0.05], [0.026, 0.024, 0.026]),
  ]
  const fine: Primitive[] = [
    new Cone(P, w(0, 0.006, 0.083), w(0, -0.035, 0.1), 0.0075 * s, 0.0115 * s),
    e([0.0115, -0.04, 0.089], [0.009, 0.0075, 0.01]),
    e([-0.0115, -0.04, 0.089], [0.009, 0.0075, 0.01]),
    e([0, -0.0625, 0.0825], [0.021, 0.0055, 0.0085]),
    e([0, -0.0715, 0.0815], [0.018, 0.006, 0.0085]),
  ]
  const ears: Primitive[] = [e([0.077, -0.012, -0.008], [0.009, 0.03, 0.018]), e([-0.077, -0.012, -0.008], [0.009, 0.03, 0.018])]
  return {
    prims: [...prims, ...fine, ...ears],
    k: 0.014 * s,
    join: { k: 0.03 * s, c: toWorld(H, [0, -0.09 * s, 0]), r0: 0.09 * s, r1: 0.16 * s },
  }
}

function hairGroup(k: Skeleton, style: HairStyle): Group | null {
  if (style === 'bald') return null
  const s = k.s,
    H = k.head,
    P = PART.hair
  const e = (c: Vec3, r: Vec3): Ellipsoid => new Ellipsoid(P, H, scale(c, s), scale(r, s))
  const w = (x: number, y: number, z: number): Vec3 => toWorld(H, [x * s, y * s, z * s])
  const full = style === 'short' ? 0.011 : 0.014
  const prims: Primitive[] = [e([0, 0.03, -0.014], [0.075 + full, 0.09 + full, 0.096 + full])]
  const c = (x: number, y: number, z: number): Vec3 => toWorld(k.neck, [x * s, (y + 0.703) * s, (z + 0.012) * s])
  if (style === 'bob' || style === 'long')
    for (const side of [1, -1]) {
      prims.push(new Cone(P, w(side * 0.066, 0.03, -0.02), w(side * 0.074, -0.085, -0.012), 0.03 * s, 0.026 * s, { flat: 1.5 }))
      prims.push(new Cone(P, w(side * 0.035, 0.0, -0.075), w(side * 0.04, -0.1, -0.06), 0.045 * s, 0.04 * s))
      if (style === 'long')
        prims.push(
          new Cone(P, w(side * 0.074, -0.08, -0.016), c(side * 0.098, -0.225, 0.045), 0.027 * s, 0.02 * s, { flat: 1.4 }),
          new Cone(P, w(side * 0.04, -0.09, -0.062), c(side * 0.05, -0.27, -0.085), 0.042 * s, 0.028 * s),
        )
    }
  if (style === 'bun') prims.push(e([0, 0.115, -0.055], [0.042, 0.038, 0.042]))
  // the face window: hair is removed in front of it
  const f = H,
    lo = style === 'short' ? 0.012 : 0
  const cut = (x: number, y: number, z: number): number => {
    const dx = x - f.o[0],
      dy = y - f.o[1],
      dz = z - f.o[2]
    const lx = (dx * f.x[0] + dy * f.x[1] + dz * f.x[2]) / s,
      ly = (dx * f.y[0] + dy * f.y[1] + dz * f.y[2]) / s,
      lz = (dx * f.z[0] + dy * f.z[1] + dz * f.z[2]) / s
    const ex = lx / (0.074 + lo * 0.5),
      ey = (ly + 0.052) / (0.116 + lo * 0.4),
      ez = (lz - 0.095) / 0.102
    const face = (1 - Math.sqrt(Math.sqrt(ex ** 4 + ey ** 4 + ez ** 4))) * 0.07 * s // squarish face window
    if (style !== 'short' && style !== 'bun') return face
    const nape = Math.min(-0.03 + 0.55 * (lz + 0.02) - ly, 0.03) * s * 0.85 // short back and sides
    return Math.max(face, nape)
  }
  return { prims, k: 0.02 * s, cuts: [cut] }
}

/** The trunk loft alone; garments use it for body coordinates. */
export const trunk = (k: Skeleton, shape: BodyShape): Loft =>
  new Loft(PART.torso, k.pelvis, k.chest, spineBlend(k.s), trunkSections(shape, k.s))

/** Soft forms on the trunk: shoulder slopes, bust, seat. `ease` thickens them for cloth on top. */
export function trunkForms(k: Skeleton, shape: BodyShape, ease: number): Primitive[] {
  const s = k.s,
    t: Primitive[] = []
  const chest = (x: number, y: number, z: number): Vec3 => toWorld(k.chest, [x * s, y * s, z * s])
  for (const side of [1, -1]) {
    t.push(
      new Cone(
        PART.torso,
        chest(side * 0.05, 0.535, -0.02),
        chest(side * 0.15 * shape.shoulders, 0.492, -0.014),
        0.034 * s + ease,
        0.038 * s + ease,
      ),
    )
    const b = shape.bust
    t.push(
      new Ellipsoid(
        PART.torso,
        k.chest,
        [side * 0.073 * s, (0.375 - 0.02 * b) * s, (0.062 + 0.028 * b) * s],
        [0.062 * s + ease, (0.058 + 0.006 * b) * s + ease, (0.046 + 0.012 * b) * s + ease],
      ),
    )
    t.push(
      new Ellipsoid(
        PART.torso,
        k.pelvis,
        [side * 0.075 * s * shape.hips, -0.035 * s, -0.062 * s],
        [0.08 * s + ease, 0.08 * s + ease, 0.072 * s * shape.girth + ease],
      ),
    )
  }
  return t
}

export function figureLayer(k: Skeleton, shape: BodyShape, hair: HairStyle): Layer {
  const s = k.s,
    t: Primitive[] = [trunk(k, shape), ...trunkForms(k, shape, 0)]
  t.push(
    new Cone(PART.neck, toWorld(k.chest, [0, 0.53 * s, -0.018 * s]), toWorld(k.head, [0, -0.045 * s, -0.016 * s]), 0.058 * s, 0.053 * s),
  )
  const groups: Group[] = [{ prims: t, k: 0.045 * s }, headGroup(k)]
  groups.push(arm(k.armL, 1, shape, s), arm(k.armR, -1, shape, s), leg(k.legL, 1, shape, s), leg(k.legR, -1, shape, s))
  const h = hairGroup(k, hair)
  if (h) groups.push(h)
  return { groups }
}
