// The same garment on a body: a thin blended shell around trunk, arms and legs, coloured from the flat pattern.
// Sections take their girth from the pattern (a flat half width w wraps a circumference of 4w), but never less than the body plus ease.
import { type BodyShape, PART } from '../body.ts'
import { armRadii, legRadii, spineBlend, trunkForms, trunkSections } from '../figure.ts'
import {
  add,
  clamp,
  cross,
  dot,
  type Frame,
  mix,
  noise3,
  scale,
  smoothstep,
  sub,
  toLocal,
  toWorld,
  turn,
  unit,
  type Vec3,
} from '../math.ts'
import type { ArmBones, LegBones, Skeleton } from '../pose.ts'
import type { Material } from '../render.ts'
import { Cone, type Cut, type Group, type Layer, Loft, type Primitive, type Section } from '../sdf.ts'
import { clothAt } from './fabric.ts'
import { type Flat, sampleFlat, threadOf } from './flat.ts'
import { type BottomCut, bodyHalfWidth, legAxis, legHalf, neckValue, type Role, sleeveAxis, sleeveHalf, type TopCut } from './shapes.ts'

/** What already covers the body, so that the next garment goes over it. Radii in metres. */
export interface Under {
  trunk(y: number): [number, number]
  thigh: number
  knee: number
  depth: number
}

export interface Worn {
  layer: Layer
  material: Material
  under: Under
}

const TOP_Y = 0.572 // height of the highest shoulder point in torso coordinates of a base figure (v = 0 of tops)
const WAIST_Y = 0.15 // height of the waist edge (v = 0 of bottoms)

export function bareUnder(k: Skeleton, shape: BodyShape): Under {
  const sec = trunkSections(shape, k.s),
    r = legRadii(shape, k.s)
  return {
    depth: 0,
    thigh: r.top,
    knee: r.knee,
    trunk: (y) => {
      let i = 0
      while (i < sec.length - 2 && sec[i + 1][0] < y) i++
      const t = clamp((y - sec[i][0]) / (sec[i + 1][0] - sec[i][0]), 0, 1),
        low = smoothstep(0.0, -0.08 * k.s, y)
      return [
        Math.max(mix(sec[i][1], sec[i + 1][1], t), low * 0.176 * k.s * shape.girth),
        Math.max(mix(sec[i][2], sec[i + 1][2], t), low * 0.105 * k.s * shape.girth),
      ]
    },
  }
}

/** Half axes of an ellipse with circumference 4w and depth/width ratio q. */
const wrap = (w: number, q: number): [number, number] => {
  const a = (4 * w) / (2 * Math.PI * Math.sqrt((1 + q * q) / 2))
  return [a, a * q]
}
const lateral = (x: number, z: number): number => Math.atan2(x, Math.abs(z)) / (Math.PI / 2) // -1..1 across the visible half of a tube

/** A limb frame rolled about its bone so that +z looks the way the chest does: the front half of a sleeve faces forward in every pose. */
function facing(bone: Frame, chest: Frame): Frame {
  const ref = add(chest.z, scale(chest.y, 0.25)),
    z = unit(sub(ref, scale(bone.y, dot(ref, bone.y))))
  return { o: bone.o, y: bone.y, z, x: cross(bone.y, z) }
}

/** Drapes and creases as a height in metres. */
function creaseHeight(x: number, y: number, z: number, seed: number, around: number): number {
  const w = 0.06 * noise3(x * 5, y * 4, z * 5 + seed)
  const drape = 1 - Math.abs(noise3((x + w) * 11, y * 2.4 + seed, (z + w) * 11)),
    pull = 1 - Math.abs(noise3((x * 0.8 + y * 0.6) * 9 + seed, (y - x * 0.5) * 6, z * 7))
  return 0.0045 * drape * drape + 0.004 * pull * pull + around * 0.0042 * (1 - Math.abs(noise3(x * 6, y * 21 + seed, z * 6)))
}

/** Tilts s.normal by the slope of a height function given in some local frame's coordinates. */
function crumple(s: { normal: Vec3 }, p: Vec3, h: (p: Vec3) => number, strength: number): number {
  const e = 0.004,
    h0 = h(p),
    g: Vec3 = [(h([p[0] + e, p[1], p[2]]) - h0) / e, (h([p[0], p[1] + e, p[2]]) - h0) / e, (h([p[0], p[1], p[2] + e]) - h0) / e]
  const n = s.normal,
    along = dot(g, n)
  s.normal = unit([
    n[0] - strength * (g[0] - n[0] * along),
    n[1] - strength * (g[1] - n[1] * along),
    n[2] - strength * (g[2] - n[2] * along),
  ])
  return h0
}

export function wearTop(flat: Flat, k: Skeleton, shape: BodyShape, under: Under, seed: number): Worn {
  const c = flat.pattern.cut as TopCut,
    kind = flat.garment.kind,
    s = k.s,
    f = flat.garment.fabric,
    topY = TOP_Y * s,
    ease = 0.006 + under.depth
  const q = (y: number): number => mix(0.86, 0.71, smoothstep(-0.45, 0.0, y))
  const section = (y: number): [number, number] => {
    const v = topY - y,
      [ba, bb] = under.trunk(y),
      [wa, wb] = wrap(bodyHalfWidth(c, Math.max(v, c.armhole)), q(y))
    const loose = smoothstep(c.armhole - 0.1, c.armhole + 0.05, v),
      e = ease + 0.003
    return [Math.max(ba + e, mix(ba + e, wa, loose)), Math.max(bb + e, mix(bb + e, wb, loose))]
  }
  const sections: Section[] = [],
    bodyZ = trunkSections(shape, s),
    zAt = (y: number): number => {
      let i = 0
      while (i < bodyZ.length - 2 && bodyZ[i + 1][0] < y) i++
      return mix(bodyZ[i][3], bodyZ[i + 1][3], clamp((y - bodyZ[i][0]) / (bodyZ[i + 1][0] - bodyZ[i][0]), 0, 1))
    }
  const yEnd = topY - c.length - 0.05
  for (let i = 0; i <= 16; i++) {
    const y = mix(yEnd, 0.545 * s, i / 16),
      [a, b] = section(y)
    sections.push([y, a, b, zAt(y)])
  }
  const long = c.length > 0.85
  const loft = new Loft(
    PART.torso,
    k.pelvis,
    k.chest,
    spineBlend(s),
    sections,
    long ? { count: 7, amp: 0.055, from: topY - 0.5, to: yEnd, phase: seed } : null,
  )
  const body: Primitive[] = [loft, ...trunkForms(k, shape, ease)]
  for (const L of [k.legL, k.legR])
    if (topY - c.length < 0.02 * s) {
      // cloth spreads over the thighs
      body.push(new Cone(PART.torso, L.thigh.o, L.shin.o, under.thigh + ease, under.knee + ease))
      if (long)
        body.push(new Cone(PART.torso, L.shin.o, toWorld(L.shin, [0, -k.lengths.shin * 0.5, 0]), under.knee + ease, under.knee + ease))
    }
  const sectionAt = (y: number): [number, number] => {
    const i = clamp((y - yEnd) / (0.545 * s - yEnd), 0, 1) * 16,
      j = Math.min(15, i | 0)
    return [mix(sections[j][1], sections[j + 1][1], i - j), mix(sections[j][2], sections[j + 1][2], i - j)]
  }
  const uv = (x: number, y: number, a: number): [number, number] => {
    const v = topY - y
    if (v < c.armhole) {
      const [pa] = sectionAt(topY - c.armhole)
      return [(Math.asin(clamp(x / Math.max(pa, Math.abs(x)), -1, 1)) / (Math.PI / 2)) * c.chest, v]
    }
    return [(Math.asin(clamp(x / a, -1, 1)) / (Math.PI / 2)) * bodyHalfWidth(c, v), v]
  }
  const sag = kind === 'shirt' ? 0.022 : 0.006
  const cutBody: Cut = (X, Y, Z) => {
    const l = loft.locate(X, Y, Z),
      x = l[0],
      y = l[1],
      z = l[2],
      [u, v] = uv(x, y, l[3])
    const hem = v - c.length - sag * (1 - 2 * Math.min(1, Math.abs(u) / c.hem))
    const neck = (1 - neckValue(c, u, v, z > -0.01)) * Math.min(c.neck, z > -0.01 ? c.neckDepth : c.backDepth * 1.6) * 0.8
    const above = y - topY - 0.016
    let d = Math.max(hem, Math.max(neck, above))
    if (c.sleeve === 0) {
      const open = v < c.armhole ? Math.abs(u) - mix(c.shoulder, c.chest * 1.01, clamp((v - 0.06) / (c.armhole - 0.06), 0, 1) ** 2.2) : -1
      d = Math.max(d, open * 0.8)
    }
    return d
  }
  const groups: Group[] = [{ prims: body, k: 0.05 * s, cuts: [cutBody] }]
  const r = armRadii(shape, s),
    bone = k.lengths.upperArm,
    total = bone + k.lengths.forearm,
    start = 0.03 // the pattern's sleeve starts `start` inside the shoulder joint's projection
  const sleeveRole = (side: 1 | -1): Role => (side > 0 ? 'sleeveL' : 'sleeveR')
  if (c.sleeve > 0)
    for (const side of [1, -1] as const) {
      const b: ArmBones = side > 0 ? k.armL : k.armR,
        end = Math.min(c.sleeve - start, total + 0.015),
        tube = (t: number, bare: number): number => Math.max((sleeveHalf(c, t + start) * 2) / Math.PI, bare + ease + 0.002)
      const [pu, pf] = side > 0 ? [PART.upperArmL, PART.forearmL] : [PART.upperArmR, PART.forearmR]
      // cloth rests on top of the arm; the slack hangs below it (and toward the body at the shoulder)
      const slack = (o: Vec3, axis: Vec3, by: number, inward: number): Vec3 => {
        const pull: Vec3 = add([0, -1, 0], scale(turn(k.chest, [-side, 0, 0]), inward)),
          perp = sub(pull, scale(axis, dot(pull, axis)))
        return add(o, scale(unit(perp), Math.max(0, by) * Math.min(1, Math.hypot(...perp) * 1.4)))
      }
      const upAxis = b.upper.y,
        foreAxis = b.fore.y,
        r0 = tube(0.02, r.top),
        rE = tube(bone, r.elbow),
        rEnd = tube(end, mix(r.elbow, r.wrist, clamp((end - bone) / k.lengths.forearm, 0, 1)))
      const A = slack(b.upper.o, upAxis, (r0 - r.top - ease) * 0.95, 0.5),
        prims: Primitive[] = []
      if (end <= bone) {
        const at = toWorld(b.upper, [0, -end, 0])
        const rr = tube(end, mix(r.top, r.elbow, end / bone))
        prims.push(new Cone(pu, A, slack(at, upAxis, (rr - mix(r.top, r.elbow, end / bone) - ease) * 0.7, 0), r0, rr, { openEnd: true }))
      } else {
        const E = slack(b.fore.o, upAxis, (rE - r.elbow - ease) * 0.6, 0),
          W = toWorld(b.fore, [0, -(end - bone), 0])
        prims.push(
          new Cone(pu, A, E, r0, rE),
          new Cone(pf, E, slack(W, foreAxis, (rEnd - r.wrist - ease) * 0.5, 0), rE, rEnd, { openEnd: true, bulge: 0.003 }),
        )
        if (kind === 'hoodie' || kind === 'jacket' || kind === 'shirt')
          prims.push(
            new Cone(pf, toWorld(b.fore, [0, -(end - bone) + 0.055, 0]), toWorld(b.fore, [0, -(end - bone), 0]), rEnd + 0.004, rEnd, {
              openEnd: true,
            }),
          )
      }
      groups.push({ prims, k: 0.02 * s, join: { k: 0.045 * s, c: b.upper.o, r0: 0.1 * s, r1: 0.2 * s } })
    }
  // collars and the hood lying on the back
  const collarAt = (x: number, y: number, z: number): Vec3 => toWorld(k.chest, [x * s, y * s, z * s])
  if (kind === 'hoodie' || kind === 'shirt' || kind === 'jacket') {
    const h = kind === 'jacket' ? 0.022 : 0.008,
      r = kind === 'hoodie' ? 0.023 : 0.014
    const ring: Vec3[] = [
      [0, 0.578 + h, -0.082],
      [0.052, 0.575 + h, -0.062],
      [0.072, 0.564 + h, -0.018],
      [0.08, 0.535, 0.034],
    ]
    const prims: Primitive[] = ([1, -1] as const).flatMap((e) =>
      [0, 1, 2].map(
        (i) =>
          new Cone(
            PART.torso,
            collarAt(e * ring[i][0], ring[i][1], ring[i][2]),
            collarAt(e * ring[i + 1][0], ring[i + 1][1], ring[i + 1][2]),
            i === 2 ? r * 0.9 : r,
            i === 2 ? r * 0.5 : r,
          ),
      ),
    )
    if (kind === 'hoodie') prims.push(new Cone(PART.torso, collarAt(0, 0.55, -0.085), collarAt(0, 0.42, -0.13), 0.075, 0.04, { flat: 0.6 }))
    groups.push({ prims, k: 0.014 })
  }
  const out: Vec3 = [0, 0, 0]
  const material: Material = (p, id, m) => {
    m.spec = 0.02
    m.gloss = 8
    m.skin = 0
    let u: number,
      v: number,
      role: Role = 'body',
      front = true,
      around = 0
    const gi = id.group,
      side: 1 | -1 = gi === 2 ? -1 : 1
    if (c.sleeve > 0 && (gi === 1 || gi === 2)) {
      const b = side > 0 ? k.armL : k.armR,
        low = id.part === PART.forearmL || id.part === PART.forearmR,
        l = toLocal(facing(low ? b.fore : b.upper, k.chest), p),
        t = (low ? bone : 0) - l[1] + start
      const ax = sleeveAxis(c, side),
        w = lateral(l[0] * side, l[2]) * sleeveHalf(c, t) * 0.985
      u = ax.at[0] + ax.along[0] * t + ax.across[0] * w
      v = ax.at[1] + ax.along[1] * t + ax.across[1] * w
      role = sleeveRole(side)
      front = l[2] > -0.012
      around = 0.5 + 1.2 * Math.exp(-(((t - bone - start) / 0.09) ** 2))
    } else {
      const l = loft.locate(p[0], p[1], p[2])
      ;[u, v] = uv(l[0], l[1], l[3])
      front = l[2] > -0.008
      if (gi > (c.sleeve > 0 ? 2 : 0)) {
        v = Math.min(v, 0.004)
        u *= 0.98
      }
    }
    m.u = front ? u : NaN
    m.v = front ? v : NaN
    if (front && sampleFlat(flat, u, v, out)) m.albedo = [out[0], out[1], out[2]]
    else {
      const [a, b] = threadOf(flat.pattern, role, u, v)
      m.albedo = clothAt(f, a, b)
    }
    const y0 = k.chest.o[1],
      h = crumple(m, p, (w) => creaseHeight(w[0], w[1] - y0, w[2], seed, around), 1.35)
    m.shadeScale = 0.88 + 0.12 * smoothstep(0.001, 0.007, h)
  }
  const covers: Under = {
    depth: under.depth + 0.005,
    thigh: under.thigh + 0.005,
    knee: under.knee,
    trunk: (y) => {
      const v = topY - y
      return v < c.length ? sectionAt(y) : under.trunk(y)
    },
  }
  return { layer: { groups }, material, under: covers }
}

export function wearBottom(flat: Flat, k: Skeleton, shape: BodyShape, under: Under, seed: number): Worn {
  const c = flat.pattern.cut as BottomCut,
    s = k.s,
    f = flat.garment.fabric,
    waistY = WAIST_Y * s,
    ease = 0.005 + under.depth
  const yEnd = c.split ? -0.11 * s : waistY - c.length - 0.05,
    sections: Section[] = [],
    zs = trunkSections(shape, s)
  const zAt = (y: number): number => {
    let i = 0
    while (i < zs.length - 2 && zs[i + 1][0] < y) i++
    return mix(zs[i][3], zs[i + 1][3], clamp((y - zs[i][0]) / (zs[i + 1][0] - zs[i][0]), 0, 1))
  }
  for (let i = 0; i <= 14; i++) {
    const y = mix(yEnd, waistY + 0.03, i / 14),
      v = waistY - y,
      [ba, bb] = under.trunk(y),
      [wa, wb] = wrap(bodyHalfWidth(c, v), mix(0.86, 0.71, smoothstep(-0.4, 0.1, y)))
    const fitted = smoothstep(0.16, 0.02, v) // the band holds at the waist
    const legs = c.split ? smoothstep(0.1, 0.24, v) : 0,
      hold = Math.max(fitted, legs) // lower down the legs take over
    sections.push([y, Math.max(ba + ease, mix(wa, ba + ease, hold)) - 0.01 * legs, Math.max(bb + ease, mix(wb, bb + ease, hold)), zAt(y)])
  }
  const loft = new Loft(
    PART.torso,
    k.pelvis,
    k.chest,
    spineBlend(s),
    sections,
    c.split ? null : { count: 8, amp: 0.05, from: -0.02, to: yEnd, phase: seed },
  )
  const seat = trunkForms(k, shape, ease).filter((_, i) => i % 3 === 2),
    prims: Primitive[] = [loft, ...seat]
  if (!c.split)
    for (const L of [k.legL, k.legR])
      prims.push(
        new Cone(PART.torso, L.thigh.o, L.shin.o, under.thigh + ease, under.knee + ease),
        new Cone(PART.torso, L.shin.o, toWorld(L.shin, [0, -k.lengths.shin * 0.6, 0]), under.knee + ease, under.knee + ease),
      )
  const cutBody: Cut = (X, Y, Z) => {
    const y = loft.locate(X, Y, Z)[1],
      v = waistY - y
    return Math.max(-v, c.split ? -1 : v - c.length)
  }
  const groups: Group[] = [{ prims, k: 0.045 * s, cuts: [cutBody] }]
  const t0 = c.rise * 0.75 - waistY,
    total = k.lengths.thigh + k.lengths.shin // bone length at which the pattern's leg starts (t = bone - t0)
  const lr = legRadii(shape, s)
  if (c.split)
    for (const side of [1, -1] as const) {
      const b: LegBones = side > 0 ? k.legL : k.legR,
        end = Math.min(c.length - c.rise * 0.75 + t0, total - 0.012),
        tube = (d: number, bare: number): number => Math.max((legHalf(c, d - t0) * 2) / Math.PI, bare + ease)
      const [pt, ps] = side > 0 ? [PART.thighL, PART.shinL] : [PART.thighR, PART.shinR],
        T = k.lengths.thigh,
        rTop = tube(0.05, lr.top),
        rK = tube(T, lr.knee + 0.004)
      const p2: Primitive[] =
        end <= T
          ? [new Cone(pt, b.thigh.o, toWorld(b.thigh, [0, -end, 0]), rTop, tube(end, mix(lr.top, lr.knee, end / T)), { openEnd: true })]
          : [
              new Cone(pt, b.thigh.o, b.shin.o, rTop, rK),
              new Cone(ps, b.shin.o, toWorld(b.shin, [0, -(end - T), 0]), rK, tube(end, lr.ankle + 0.006), { openEnd: true, bulge: 0.006 }),
            ]
      groups.push({ prims: p2, k: 0.02 * s, cuts: [cutBody], join: { k: 0.05 * s, c: b.thigh.o, r0: 0.14 * s, r1: 0.26 * s } })
    }
  const out: Vec3 = [0, 0, 0]
  const material: Material = (p, id, m) => {
    m.spec = 0.02
    m.gloss = 8
    m.skin = 0
    const l = loft.locate(p[0], p[1], p[2]),
      a = l[3],
      x = l[0],
      z = l[2]
    let u = (Math.asin(clamp(x / Math.max(a, Math.abs(x)), -1, 1)) / (Math.PI / 2)) * bodyHalfWidth(c, waistY - l[1]),
      v = waistY - l[1],
      front = z > -0.008,
      role: Role = x >= 0 ? 'legL' : 'legR',
      around = 0.2
    if (!c.split) role = 'body'
    else if (v > c.rise * 0.98 || (id.group > 0 && v > c.rise * 0.75)) {
      const side: 1 | -1 = id.group === 2 || (id.group === 0 && x < 0) ? -1 : 1,
        b: LegBones = side > 0 ? k.legL : k.legR,
        low = id.part === PART.shinL || id.part === PART.shinR,
        q = toLocal(low ? b.shin : b.thigh, p),
        d = (low ? k.lengths.thigh : 0) - q[1]
      const ax = legAxis(c, side),
        t = d - t0,
        w = lateral(q[0] * side, q[2]) * legHalf(c, t) * 0.985,
        blend = smoothstep(c.rise * 0.75, c.rise * 1.15, v)
      u = mix(u, ax.at[0] + ax.along[0] * t + ax.across[0] * w, blend)
      v = mix(v, ax.at[1] + ax.along[1] * t + ax.across[1] * w, blend)
      front = q[2] > -0.012
      role = side > 0 ? 'legL' : 'legR'
      around = 0.25 + 1.1 * Math.exp(-(((d - k.lengths.thigh) / 0.1) ** 2)) + 0.9 * smoothstep(total - 0.16, total, d)
    }
    m.u = front ? u : NaN
    m.v = front ? v : NaN
    if (front && sampleFlat(flat, u, v, out)) m.albedo = [out[0], out[1], out[2]]
    else {
      const [tu, tv] = threadOf(flat.pattern, role, u, v)
      m.albedo = clothAt(f, tu, tv)
    }
    const y0 = k.pelvis.o[1],
      h = crumple(m, p, (w) => creaseHeight(w[0], w[1] - y0, w[2], seed + 3, around), 1.25)
    m.shadeScale = 0.88 + 0.12 * smoothstep(0.001, 0.007, h)
  }
  const covers: Under = {
    depth: under.depth + 0.007,
    thigh: Math.max(under.thigh, (legHalf(c, 0.05) * 2) / Math.PI),
    knee: Math.max(under.knee, c.split ? (legHalf(c, 0.4) * 2) / Math.PI : 0),
    trunk: (y) => {
      const base = under.trunk(y)
      if (y > waistY || y < yEnd - 0.08) return base
      const i = clamp((y - yEnd) / (waistY + 0.03 - yEnd), 0, 1) * 14,
        j = Math.min(13, i | 0)
      return [
        Math.max(base[0], mix(sections[j][1], sections[j + 1][1], i - j)) + 0.004,
        Math.max(base[1], mix(sections[j][2], sections[j + 1][2], i - j)) + 0.01,
      ]
    },
  }
  return { layer: { groups }, material, under: covers }
}

export const wear = (flat: Flat, k: Skeleton, shape: BodyShape, under: Under, seed: number): Worn =>
  (flat.pattern.cut.family === 'top' ? wearTop : wearBottom)(flat, k, shape, under, seed)
