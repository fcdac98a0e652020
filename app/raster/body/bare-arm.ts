import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { along, clamp, dot, lerp, median, mix, subtract } from '../geometry.ts'
import { nearest } from '../resample.ts'
import { type Limb, limbSection, outwardNormal } from './limb.ts'

/** A bare arm as it is seen where an old sleeve ends: what is under the sleeve continues it. */
export interface BareArm {
  /** Distance of the edges from the axis over the usual one, outwards and inwards. */
  readonly wide: readonly [outer: number, inner: number]
  /** Mean colour of the arm by place across, from its outer to its inner edge: r, g, b of each of `BINS`. Null where little of it is seen. */
  readonly colours: Float32Array | null
}

export interface BareArmInput {
  /** At analysis size, as are the masks: pixel = picture pixel x `scale`. */
  readonly photo: Rgb8
  readonly scale: number
  readonly person: Plane
  readonly skin: Plane
  /** The old garment, a little grown: its edge has its own shadow. */
  readonly grown: Plane
  /** Where the old sleeve ends: 0 shoulder, 1 elbow, 2 wrist. */
  readonly cuff: number
  /** Usual distance of the edge from the axis at a place along the arm, in pixels of the picture. */
  readonly usualAt: (fraction: number) => number
}

/** Cross-sections below the cuff that are looked at, as shares of a bone. */
const SECTIONS = [0.06, 0.1, 0.14, 0.18, 0.22, 0.26, 0.3]
const BINS = 16
/** Beyond these an edge is that of something else: the trunk, a bag, the other hand. */
const NARROWEST = 0.75
const WIDEST = 1.7

/** Measures the bare arm below an old sleeve; null where it is not seen. */
export function measureBareArm(arm: Limb, input: BareArmInput): BareArm | null {
  if (!arm.usable) return null
  const sections = SECTIONS.map((step) => input.cuff + step).filter((fraction) => fraction < 1.9)
  const outer = edgesAt(arm, input, { sections, sign: 1 })
  const inner = edgesAt(arm, input, { sections, sign: -1 })
  if (outer.length < 3 && inner.length < 3) return null
  const wide = (edges: readonly number[], other: readonly number[]): number =>
    clamp(median(edges.length < 3 ? other : edges), NARROWEST, WIDEST)
  const ratios = [wide(outer, inner), wide(inner, outer)] as const
  return { wide: ratios, colours: coloursOf(arm, input, { sections, wide: ratios }) }
}

interface EdgeQuery {
  readonly sections: readonly number[]
  /** 1 outwards, -1 inwards. */
  readonly sign: 1 | -1
}

/** Where skin ends beside the axis, over the usual distance; sections where it does not within reason are left out. */
function edgesAt(arm: Limb, input: BareArmInput, { sections, sign }: EdgeQuery): number[] {
  return sections.flatMap((fraction) => {
    const { point, normal } = limbSection(arm, fraction)
    const usual = input.usualAt(fraction)
    const isArm = (reach: number): boolean => {
      const [x, y] = along(point, normal, sign * reach)
      const isSeen = valueAt(input.person, input.scale, x, y) > 0.5 && valueAt(input.grown, input.scale, x, y) < 0.5
      // Outwards the arm ends where the person does, whatever the light does to its colour; inwards the trunk may follow.
      return isSeen && ((sign === 1 && reach > 0) || valueAt(input.skin, input.scale, x, y) > 0.2)
    }
    if (!isArm(0)) return []
    let reach = 0
    while (reach < WIDEST * usual && isArm(reach)) reach++
    return reach < WIDEST * usual ? [reach / usual] : []
  })
}

function coloursOf(
  arm: Limb,
  { photo, scale, person, skin, grown, usualAt }: BareArmInput,
  { sections, wide }: { readonly sections: readonly number[]; readonly wide: BareArm['wide'] },
): Float32Array | null {
  const sums = new Float32Array(4 * BINS)
  for (const fraction of sections) {
    const { point, normal } = limbSection(arm, fraction)
    for (let bin = 0; bin < BINS; bin++) {
      const across = lerp(1, -1, (bin + 0.5) / BINS)
      const [x, y] = along(point, normal, across * usualAt(fraction) * (across > 0 ? wide[0] : wide[1]))
      if (valueAt(person, scale, x, y) < 0.9 || valueAt(skin, scale, x, y) < 0.35 || valueAt(grown, scale, x, y) > 0) continue
      const column = clamp(Math.floor(x * scale), 0, photo.width - 1)
      const row = clamp(Math.floor(y * scale), 0, photo.height - 1)
      for (let c = 0; c < 3; c++) sums[4 * bin + c] += photo.data[3 * (row * photo.width + column) + c]
      sums[4 * bin + 3]++
    }
  }
  return evened(sums)
}

/** Means of the bins; those that saw nothing take their nearest neighbour's. Null where fewer than half of them saw any skin. */
function evened(sums: Float32Array): Float32Array | null {
  const seen = Array.from({ length: BINS }, (_, bin) => bin).filter((bin) => sums[4 * bin + 3] > 0)
  if (seen.length < BINS / 2) return null
  const means = new Float32Array(3 * BINS)
  for (let bin = 0; bin < BINS; bin++) {
    const from = seen.reduce((best, one) => (Math.abs(one - bin) < Math.abs(best - bin) ? one : best))
    for (let c = 0; c < 3; c++) means[3 * bin + c] = sums[4 * from + c] / sums[4 * from + 3]
  }
  const out = new Float32Array(3 * BINS)
  for (let bin = 0; bin < BINS; bin++) {
    const [before, after] = [Math.max(0, bin - 1), Math.min(BINS - 1, bin + 1)]
    for (let c = 0; c < 3; c++) out[3 * bin + c] = (means[3 * before + c] + 2 * means[3 * bin + c] + means[3 * after + c]) / 4
  }
  return out
}

/** Colour of the arm at a place across: 1 at its outer edge, -1 at its inner one. */
export function bareColour(colours: Float32Array, across: number): readonly [r: number, g: number, b: number] {
  const place = clamp(((1 - across) / 2) * BINS - 0.5, 0, BINS - 1)
  const first = Math.min(BINS - 2, Math.floor(place))
  const t = place - first
  const at = (c: number): number => lerp(colours[3 * first + c], colours[3 * first + 3 + c], t)
  return [at(0), at(1), at(2)]
}

/** Which side of the axis of an arm a point lies on: 1 outwards, -1 inwards. */
export function sideOfArm({ joints, side }: Limb, fraction: number, [x, y]: readonly [number, number]): 1 | -1 {
  const [a, b, c] = joints
  const [from, to] = fraction < 1 ? [a, b] : [b, c]
  const foot = mix(from, to, fraction < 1 ? fraction : fraction - 1)
  const normal = outwardNormal(subtract(to, from), side)
  return dot(subtract([x, y], foot), normal) < 0 ? -1 : 1
}

function valueAt(mask: Plane, scale: number, x: number, y: number): number {
  return nearest(mask, x * scale, y * scale)
}
