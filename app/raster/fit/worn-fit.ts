import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import { placeOf, pointAt } from '../body/frame.ts'
import { type Limb, limbSection } from '../body/limb.ts'
import { halfWidths, shoulderLevel } from '../body/outline.ts'
import { clamp, lerp, mix, smooth } from '../geometry.ts'
import type { FitLayer, GarmentFit, LayerName } from './fit.ts'
import { createStrip, type Strip, setVertex } from './strip.ts'
import { unfoldLayers } from './top-fit.ts'
import type { IsCovered } from './unfold.ts'

/** What a worn garment covers of the body it is on; from its mask. */
export interface WornExtent {
  readonly region: GarmentRegion
  /** Levels of its first and last row in torso lengths. */
  readonly from: number
  readonly to: number
  /** Ends of the sleeves (0 shoulder, 2 wrist), then of the legs (0 hip, 2 ankle); 0 where there is none. */
  readonly sleeves: readonly [number, number]
  readonly legs: readonly [number, number]
  /** Middle of the neckline, in shoulder widths from the spine; null where it is not seen. */
  readonly front: number | null
}

/** A sleeve that ends above this is a strap or a cap: giving it a layer made tank tops grow sleeves. */
const LEAST_SLEEVE = 0.3

export interface WornOptions {
  readonly extent: WornExtent
  /** Middle of the neckline of what the person wears, in shoulder widths from the spine; null where it is not seen. */
  readonly oldFront: number | null
  readonly isCovered: IsCovered
}

/**
 * Carries a garment from the body it is worn on to another one: both are measured in the same way, so a place is the same
 * (level, share of the half width) on the trunk and the same (share of the bone, share of the radius) on a limb.
 *
 * @param wearer the body in the garment's photo. @param person the body to dress.
 */
export function fitWorn(person: Body, wearer: Body, options: WornOptions): GarmentFit {
  const { extent } = options
  const layers: FitLayer[] = []
  const hasLegs = extent.region === 'lower' && extent.legs[0] > 0 && extent.legs[1] > 0
  const trunkName: LayerName = extent.region === 'lower' ? 'hips' : 'torso'
  const from = extent.region === 'lower' ? extent.from - 0.1 : -0.42
  const to: Trunk = { body: person, front: options.oldFront ?? usualFront(person) }
  const worn: Trunk = { body: wearer, front: extent.front ?? usualFront(wearer) }
  layers.push({
    name: trunkName,
    strip: trunkStrip(to, worn, { from, to: hasLegs ? 1.5 : extent.to + 0.12, tilt: extent.region !== 'lower' }),
  })
  for (const side of [0, 1] as const) {
    if (extent.region !== 'lower' && extent.sleeves[side] >= LEAST_SLEEVE) {
      const strip = limbStrip(person.arms[side], wearer.arms[side], { start: -0.25, root: (point) => carryTrunk(worn, to, point) })
      if (strip) layers.push({ name: side === 0 ? 'sleeve-left' : 'sleeve-right', strip })
    }
    if (hasLegs) {
      const strip = limbStrip(person.legs[side], wearer.legs[side], { start: 0, root: null })
      if (strip) layers.push({ name: side === 0 ? 'leg-left' : 'leg-right', strip })
    }
  }
  const cuff = (side: 0 | 1): number => (extent.sleeves[side] >= LEAST_SLEEVE ? extent.sleeves[side] : 0)
  return {
    strategy: 'body-to-body',
    layers,
    cuffs: [cuff(0), cuff(1)],
    folded: unfoldLayers(layers, options.isCovered),
    lit: 'by-itself',
  }
}

const TRUNK_ROWS = 80
const TRUNK_COLUMNS = 33
/** How far the middle of the front moves with the sine of the turn, in shoulder widths, where no neckline tells. */
const FRONT_DRIFT = 0.11
/** The strip reaches past the sides: cloth hangs wider than the body. */
const TRUNK_REACH = 1.35

function usualFront({ frame }: Body): number {
  return FRONT_DRIFT * Math.sin(-frame.yaw)
}

/** A trunk and the middle of its front, in shoulder widths from the spine. */
interface Trunk {
  readonly body: Body
  readonly front: number
}

function trunkStrip(person: Trunk, wearer: Trunk, range: { readonly from: number; readonly to: number; readonly tilt: boolean }): Strip {
  const strip = createStrip(TRUNK_COLUMNS, TRUNK_ROWS)
  for (let row = 0; row < TRUNK_ROWS; row++) {
    const level = lerp(range.from, range.to, row / (TRUNK_ROWS - 1))
    for (let column = 0; column < TRUNK_COLUMNS; column++) {
      const across = lerp(-TRUNK_REACH, TRUNK_REACH, column / (TRUNK_COLUMNS - 1))
      setVertex(strip, row * TRUNK_COLUMNS + column, {
        source: trunkPoint(wearer, level, { across, tilt: range.tilt }),
        target: trunkPoint(person, level, { across, tilt: range.tilt }),
        shade: 1,
      })
    }
  }
  return strip
}

function trunkPoint({ body, front }: Trunk, level: number, at: { readonly across: number; readonly tilt: boolean }): Point {
  const { frame, shoulders, outline } = body
  const torso = frame.torsoLength
  const tips = shoulders.tips.map(([x, y]) => placeOf(frame, x, y))
  // From the shoulder tips the sides go over into the measured outline of the trunk.
  const blend = smooth((level - 0.02) / 0.26)
  const [left, right] = halfWidths(outline, Math.max(level, -0.05) * torso)
  const half = at.across < 0 ? lerp(-tips[0].u, left, blend) : lerp(tips[1].u, right, blend)
  // The middle of the front moves to the side a body turns to; sides and neck stay where they are seen.
  const centre = clamp(front * frame.shoulderWidth, -0.5 * half, 0.5 * half) * frontShare(level)
  const u = at.across * half + centre * Math.max(0, 1 - Math.abs(at.across))
  if (!at.tilt) return pointAt(frame, level * torso, u)
  // Near the top places are counted from the shoulder line, whose slope differs from body to body.
  const line = shoulderLevel(frame, shoulders, clamp(u, tips[0].u, tips[1].u)) - (tips[0].s + tips[1].s) / 2
  return pointAt(frame, level * torso + line * (1 - smooth((level - 0.02) / 0.4)), u)
}

/** Where the trunk's strip carries a point of the wearer. */
function carryTrunk(from: Trunk, to: Trunk, [x, y]: Point): Point {
  const { frame, outline } = from.body
  const { s, u } = placeOf(frame, x, y)
  let level = s / frame.torsoLength
  let across = 0
  // Where a place lies on the trunk depends on its level and the other way round; three rounds settle it to a fraction of a pixel.
  for (let round = 0; round < 3; round++) {
    const [left, right] = halfWidths(outline, Math.max(level, -0.05) * frame.torsoLength)
    const step = 0.05
    const here = placeOf(frame, ...trunkPoint(from, level, { across, tilt: true }))
    const beside = placeOf(frame, ...trunkPoint(from, level, { across: across + step, tilt: true }))
    const slope = (beside.u - here.u) / step
    across += (u - here.u) / (Math.abs(slope) > 1 ? slope : (left + right) / 2)
    const moved = placeOf(frame, ...trunkPoint(from, level, { across, tilt: true }))
    level += (s - moved.s) / frame.torsoLength
  }
  return trunkPoint(to, level, { across, tilt: true })
}

/** A chest stands out more than the neckline above it, and drifts that much more. */
const CHEST_DRIFT = 1.5

/** How much of the drift of the neckline there is at a level: none behind the neck. */
function frontShare(level: number): number {
  return smooth((level + 0.12) / 0.24) * lerp(1, CHEST_DRIFT, smooth(level / 0.4))
}

const LIMB_ROWS = 34
const LIMB_COLUMNS = 11

/** Up to here (bones) a sleeve goes over from the shoulder of the trunk into the arm. */
const ROOT = 0.45

/**
 * The strip along a limb from `start` on.
 *
 * @param limb.root where the trunk carries a point: at its root a sleeve moves as the shoulder does. By the arm alone it stood out of a
 *   shoulder of another slope as a lump. Null for a limb that has none.
 */
function limbStrip(
  to: Limb,
  from: Limb,
  { start, root }: { readonly start: number; readonly root: ((point: Point) => Point) | null },
): Strip | null {
  if (!to.usable || !from.usable) return null
  const strip = createStrip(LIMB_COLUMNS, LIMB_ROWS)
  for (let row = 0; row < LIMB_ROWS; row++) {
    const fraction = lerp(start, 2.15, row / (LIMB_ROWS - 1))
    const source = limbSection(from, fraction)
    const target = limbSection(to, fraction)
    for (let column = 0; column < LIMB_COLUMNS; column++) {
      const across = lerp(-1.5, 1.5, column / (LIMB_COLUMNS - 1))
      const place = ({ point, normal, radius }: typeof source): Point => [
        point[0] - normal[0] * across * radius,
        point[1] - normal[1] * across * radius,
      ]
      const [own, carried] = [place(source), place(target)]
      const onArm = root === null ? 1 : smooth(fraction / ROOT)
      const blended = root === null || onArm >= 1 ? carried : mix(root(own), carried, onArm)
      setVertex(strip, row * LIMB_COLUMNS + column, { source: own, target: blended, shade: 1 })
    }
  }
  return strip
}
