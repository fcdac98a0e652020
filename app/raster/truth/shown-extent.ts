import type { GarmentRegion } from '../../domain/garment-region.ts'
import { type Plane, plane } from '../../domain/raster.ts'
import { type Body, torsoRatio } from '../body/body.ts'
import { pointAt } from '../body/frame.ts'
import { limbCover, limbSection } from '../body/limb.ts'
import type { BodyParts } from '../body/parts.ts'
import { mapPlane } from '../morphology.ts'
import { nearest } from '../resample.ts'

/** Where the garment that is seen on a person ends; null where that is hidden or outside the picture. Units as in `Extent`. */
export interface ShownExtent {
  readonly sleeves: readonly [number | null, number | null]
  /** Share of the arm beyond the end of the sleeve that is skin, 0..1: what is neither cloth nor skin was not understood. */
  readonly bare: readonly [number, number]
  readonly hem: number | null
  readonly legs: readonly [number | null, number | null]
  /** First cloth below the chin on the middle of the body, torso lengths from the shoulder line; null where hair or a hand hides it. */
  readonly neckline: number | null
}

/** The cloth that a region is about, 0..1, at analysis size. */
export function clothOf({ oldUpper, oldLower }: BodyParts, region: GarmentRegion): Plane {
  if (region === 'upper') return oldUpper
  if (region === 'lower') return oldLower
  const out = plane(oldUpper.width, oldUpper.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = Math.max(oldUpper.data[i], oldLower.data[i])
  return out
}

/** Cloth looks like skin to the skin model from this mean on (nude, beige, pale pink): then skin says nothing about where it ends. */
const SKIN_LIKE = 0.3
/** What is skin for sure. */
const SKIN = 0.5

/** Bare skin amid the trunk is left to GrabCut when the old garment is looked for; here it ends a garment. */
function withoutSkin(cloth: Plane, { skin }: BodyParts): Plane {
  let [sum, count] = [0, 0]
  for (let i = 0; i < cloth.data.length; i++) {
    if (cloth.data[i] < 0.5) continue
    sum += skin.data[i]
    count++
  }
  if (sum > SKIN_LIKE * count) return cloth
  return mapPlane(cloth, (value, i) => (skin.data[i] > SKIN ? 0 : value))
}

/** Measures where the shown garment ends. */
export function measureShownExtent(body: Body, parts: BodyParts, region: GarmentRegion): ShownExtent {
  const cloth = withoutSkin(clothOf(parts, region), parts)
  const { scale, person } = parts
  const limbEnd = (limb: Body['arms'][0]): number | null => (limb.usable ? limbCover(limb, cloth, scale) : null)
  const isTop = region !== 'lower'
  const sleeves = isTop ? ([limbEnd(body.arms[0]), limbEnd(body.arms[1])] as const) : ([null, null] as const)
  return {
    sleeves,
    bare: [bareBeyond(body.arms[0], sleeves[0], parts), bareBeyond(body.arms[1], sleeves[1], parts)],
    hem: isTop ? hemOf(body, { cloth, person, scale }) : null,
    legs: isTop && region !== 'full' ? [null, null] : [limbEnd(body.legs[0]), limbEnd(body.legs[1])],
    neckline: isTop ? necklineOf(body, parts) : null,
  }
}

/** As much of an arm as a wrong sleeve would bare at least, in bones. */
const BEYOND = 0.8

function bareBeyond(arm: Body['arms'][0], end: number | null, { skin, scale }: BodyParts): number {
  if (end === null) return 0
  let [bare, count] = [0, 0]
  for (let at = end + 0.1; at < Math.min(1.9, end + BEYOND); at += 0.05) {
    const { point } = limbSection(arm, at)
    if (nearest(skin, point[0] * scale, point[1] * scale) > SKIN) bare++
    count++
  }
  return count === 0 ? 0 : bare / count
}

/** Levels that are looked at, torso lengths. Higher up the cloth of sleeves and arms in front would end it. */
const HEM_FROM = 0.35
/** The lowest hem that is seen. */
export const HEM_TO = 2.2
const HEM_STEP = 0.02
/** Sides are left out: hands hang there. A level belongs to the garment with this share of cloth. */
const MIDDLE = 0.7
const COVERED = 0.3

/** Where cloth ends on the trunk: three levels in a row without it, so that a belt or a hand ends nothing. */
function hemOf(
  body: Body,
  { cloth, person, scale }: { readonly cloth: Plane; readonly person: Plane; readonly scale: number },
): number | null {
  const count = Math.round((HEM_TO - HEM_FROM) / HEM_STEP)
  const [seen, covered] = [new Float64Array(count), new Float64Array(count)]
  for (let i = 0; i < cloth.data.length; i++) {
    if (person.data[i] < 0.5) continue
    const { s, ratio } = torsoRatio(body, ((i % cloth.width) + 0.5) / scale, (Math.floor(i / cloth.width) + 0.5) / scale)
    const level = Math.floor((s / body.frame.torsoLength - HEM_FROM) / HEM_STEP)
    if (level < 0 || level >= count || ratio > MIDDLE) continue
    seen[level]++
    if (cloth.data[i] > 0.5) covered[level]++
  }
  const isCloth = (level: number): boolean => seen[level] > 0 && covered[level] >= COVERED * seen[level]
  let end = 0
  while (end < count && (isCloth(end) || isCloth(end + 1) || isCloth(end + 2))) end++
  return end === 0 || seen[Math.min(count - 1, end)] === 0 ? null : HEM_FROM + end * HEM_STEP
}

/** The chin, torso lengths. */
const NECK_FROM = -0.26

/** Goes down the middle of the body until half of a short row is cloth. */
export function necklineOf(body: Body, { oldUpper, front, scale }: Pick<BodyParts, 'oldUpper' | 'front' | 'scale'>): number | null {
  const { frame } = body
  for (let level = NECK_FROM; level < 0.6; level += 0.01) {
    let [cloth, hidden] = [0, 0]
    for (let k = -2; k <= 2; k++) {
      const [x, y] = pointAt(frame, level * frame.torsoLength, 0.02 * k * frame.shoulderWidth)
      if (nearest(oldUpper, x * scale, y * scale) > 0.5) cloth++
      else if (level > 0 && nearest(front, x * scale, y * scale) > 0.5) hidden++
    }
    if (hidden >= 3) return null
    if (cloth >= 3) return level
  }
  return null
}

/** Lowest level of the body that the picture shows, torso lengths. */
export function seenLevel(body: Body): number {
  const { origin, down, torsoLength } = body.frame
  return (body.size.height - origin[1]) / Math.max(1e-3, down[1]) / torsoLength
}
