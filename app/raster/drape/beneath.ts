import type { Plane, Point, Rgb8 } from '../../domain/raster.ts'
import { type BareArm, bareColour, measureBareArm, sideOfArm } from '../body/bare-arm.ts'
import { type Body, torsoRatio } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import { limbPlace } from '../body/limb.ts'
import { shoulderLevel } from '../body/outline.ts'
import type { BodyParts } from '../body/parts.ts'
import { lerp, mix, smooth } from '../geometry.ts'
import { nearest } from '../resample.ts'
import type { Beneath, BeneathAt } from './removal.ts'

/** A bare arm is slimmer than its sleeve: radii in shoulder widths near shoulder and elbow, and how they taper. */
const BARE_ARM = { upper: 0.145, fore: 0.12, upperTaper: 0.82, foreTaper: 0.7, slim: 0.9 } as const
const BARE_LEG = { thigh: 0.29, calf: 0.17, thighTaper: 0.66, calfTaper: 0.62, slim: 0.92 } as const

export interface TopBeneath {
  /** What goes on below the waist. */
  readonly lower: Beneath
  /** The arms below the old sleeves, the picture's left first; null where that is not seen. */
  readonly bareArms: readonly [BareArm | null, BareArm | null]
}

/** Says what lies under an old top. */
export function beneathTop(body: Body, parts: BodyParts, { lower, bareArms }: TopBeneath): (x: number, y: number) => BeneathAt {
  const { frame, shoulders } = body
  const torso = frame.torsoLength
  return (x, y) => {
    const { s, u, ratio } = torsoRatio(body, x, y)
    const line = shoulderLevel(frame, shoulders, u)
    const arm = armBeneath(body, bareArms, [x, y])
    // Above the shoulders there is nothing of an arm but one that is raised.
    if (arm !== null && (arm.along > RAISED || s > line - 0.02 * frame.shoulderWidth)) return arm.beneath
    const place = (beneath: Beneath): BeneathAt => ({ beneath, across: 0, colour: null })
    if (ratio < 1 && s > line - 0.01 * frame.shoulderWidth) return place(s < 0.75 * torso ? 'skin' : lower)
    const isPerson = nearest(parts.person, x * parts.scale, y * parts.scale) > 0.5
    if (isPerson && s > 0.7 * torso && ratio < 1) return place(lower)
    if (s < 0.05 * torso && neckColumn(body, x, y) > 0.5) return place('skin')
    return place('background')
  }
}

/** Measures what continues under the old sleeves. `photo` and `grown` at analysis size. */
export function bareArmsBelow(
  body: Body,
  parts: BodyParts,
  { photo, grown }: { readonly photo: Rgb8; readonly grown: Plane },
): TopBeneath['bareArms'] {
  const { person, skin, scale, oldCuffs } = parts
  const measure = (side: 0 | 1): BareArm | null =>
    measureBareArm(body.arms[side], {
      photo,
      person,
      skin,
      grown,
      scale,
      cuff: oldCuffs[side],
      usualAt: (fraction) => bareRadius(body, side, fraction),
    })
  return [measure(0), measure(1)]
}

/** Says what lies under old trousers, shorts or a skirt. */
export function beneathLower(body: Body): (x: number, y: number) => BeneathAt {
  const { frame } = body
  return (x, y) => {
    const across = bareLegRatio(body, x, y)
    if (across < 1) return { beneath: 'limb', across, colour: null }
    const { s, ratio } = torsoRatio(body, x, y)
    const isTrunk = ratio < 1 && s < 1.15 * frame.torsoLength
    return { beneath: isTrunk ? 'skin' : 'background', across: 0, colour: null }
  }
}

/** From here on (bones) an arm above the shoulder line is a raised arm, and no part of the shoulder. */
const RAISED = 0.3

interface ArmBeneath {
  /** 0 shoulder, 1 elbow, 2 wrist. */
  readonly along: number
  readonly beneath: BeneathAt
}

/** The bare arm that lies at a point, the nearer one of two; null where none does. */
function armBeneath(body: Body, bareArms: TopBeneath['bareArms'], point: Point): ArmBeneath | null {
  let least = 1
  let found: ArmBeneath | null = null
  for (const arm of body.arms) {
    if (!arm.usable) continue
    const place = limbPlace(arm, ...point)
    if (place.along >= 2.5) continue
    const bare = bareArms[arm.side]
    const radius = bareRadius(body, arm.side, place.along)
    // Far from the longest arm that can be: most of the picture.
    if (place.distance > 2 * radius) continue
    const sign = sideOfArm(arm, Math.min(place.along, 1.999), point)
    const across = place.distance / (radius * (bare === null ? 1 : bare.wide[sign === 1 ? 0 : 1]))
    if (across >= least) continue
    least = across
    const colour = bare?.colours ? bareColour(bare.colours, sign * across) : null
    found = { along: place.along, beneath: { beneath: 'limb', across, colour } }
  }
  return found
}

/** Usual distance of the edge of a bare arm from its axis, in pixels. */
function bareRadius(body: Body, side: 0 | 1, fraction: number): number {
  const width = body.frame.shoulderWidth
  const { radii } = body.arms[side]
  const radius =
    fraction < 1
      ? Math.min(radii[0], BARE_ARM.upper * width) * lerp(1, BARE_ARM.upperTaper, fraction)
      : Math.min(radii[1], BARE_ARM.fore * width) * lerp(1, BARE_ARM.foreTaper, Math.min(1, fraction - 1))
  return radius * BARE_ARM.slim
}

function bareLegRatio(body: Body, x: number, y: number): number {
  const width = body.frame.shoulderWidth
  let least = 9
  for (const leg of body.legs) {
    if (!leg.usable) continue
    const place = limbPlace(leg, x, y)
    if (place.along >= 2.1) continue
    const isThigh = place.along < 1
    const t = isThigh ? place.along : place.along - 1
    const radius = isThigh
      ? Math.min(leg.radii[0], BARE_LEG.thigh * width) * lerp(1, BARE_LEG.thighTaper, t)
      : Math.min(leg.radii[1], BARE_LEG.calf * width) * lerp(1, BARE_LEG.calfTaper, Math.min(1, t))
    least = Math.min(least, place.distance / (radius * BARE_LEG.slim))
  }
  return least
}

/** Half a neck's width under the jaw, and how much wider it is on the shoulders, in shoulder widths; a wider one stood beside it as a bump of skin. */
const NECK = { top: 0.15, flare: 0.06 } as const

/** 1 inside the neck, between head and shoulder line; soft at its sides. */
export function neckColumn(body: Body, x: number, y: number): number {
  const { frame, shoulders } = body
  const { s, u } = placeOf(frame, x, y)
  const middle = mix(shoulders.neck[0], shoulders.neck[1], 0.5)
  const centre = placeOf(frame, middle[0], middle[1]).u
  const half = (NECK.top + NECK.flare * smooth((s / frame.shoulderWidth + 0.25) / 0.3)) * frame.shoulderWidth
  const inside = smooth((half - Math.abs(u - centre)) / (0.03 * frame.shoulderWidth))
  return inside * smooth((0.06 * frame.torsoLength - s) / (0.04 * frame.torsoLength))
}
