import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Plane, Point } from '../../domain/raster.ts'
import type { Body } from '../body/body.ts'
import type { Limb } from '../body/limb.ts'
import { mean, mix, smoothstep } from '../geometry.ts'
import { nearest } from '../resample.ts'
import { guessFrom, type SleeveLength, type TypeGuess, type TypeScores } from './guess.ts'

/**
 * Tells what a garment on a model is: the region is known from the cut, the length of its sleeves or legs is read along the limbs.
 *
 * @param mask of the garment; pixel = picture pixel x `scale`.
 */
export function classifyWorn(
  body: Body,
  seen: { readonly mask: Plane; readonly scale: number; readonly region: GarmentRegion; readonly frontLine: number },
): TypeGuess {
  const arms = body.arms.filter((arm) => arm.usable).map((arm) => coveredShare(arm, seen))
  const armCover = arms.length === 0 ? 0.4 : Math.max(...arms)
  const sleeves: SleeveLength = arms.length === 0 ? 'unknown' : armCover > 0.7 ? 'long' : armCover > 0.12 ? 'short' : 'none'
  if (seen.region === 'full') return guessFrom({ dress: 0.8, coat: 0.2 * smoothstep(0.6, 0.8, armCover) }, sleeves)
  if (seen.region === 'lower') return guessFrom(lowerScores(body, seen), 'none')
  const long = smoothstep(0.55, 0.8, armCover)
  const zip = smoothstep(2, 3.5, seen.frontLine)
  return guessFrom(
    { 't-shirt': 0.85 * (1 - long), shirt: 0.15, sweater: long * (0.5 - 0.4 * zip), hoodie: 0.25 * long, jacket: long * (0.1 + 0.6 * zip) },
    sleeves,
  )
}

/** Near its hem a skirt has cloth between the legs; baggy shorts may, too, so a skirt is never sure. */
function lowerScores(body: Body, seen: { readonly mask: Plane; readonly scale: number }): TypeScores {
  const legs = body.legs.filter((leg) => leg.usable).map((leg) => coveredShare(leg, seen))
  const cover = legs.length === 0 ? 0.8 : mean(legs)
  const [left, right] = body.legs
  const between = mix(pointAlong(left, 1.8 * cover), pointAlong(right, 1.8 * cover), 0.5)
  const isJoined = nearest(seen.mask, between[0] * seen.scale, between[1] * seen.scale) > 0.5
  const skirt = isJoined ? 0.45 : 0.03
  const long = smoothstep(0.5, 0.7, cover)
  return { trousers: long * (1 - skirt), shorts: (1 - long) * (1 - skirt), skirt }
}

/** A point on the axis of a limb: 0 at the first joint, 2 at the third. */
function pointAlong(limb: Limb, t: number): Point {
  return t < 1 ? mix(limb.joints[0], limb.joints[1], t) : mix(limb.joints[1], limb.joints[2], t - 1)
}

/** How much of a limb's axis, from the first to the third joint, the mask covers: 0..1. */
function coveredShare(limb: Limb, { mask, scale }: { readonly mask: Plane; readonly scale: number }): number {
  const samples = 24
  let covered = 0
  for (let k = 0; k < samples; k++) {
    const [x, y] = pointAlong(limb, ((k + 0.5) / samples) * 2)
    if (nearest(mask, x * scale, y * scale) > 0.5) covered++
  }
  return covered / samples
}
