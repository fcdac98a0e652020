import type { Plane, Point } from '../../domain/raster.ts'
import type { GarmentRegion } from '../../domain/try-on.ts'
import type { Body } from '../body/body.ts'
import type { Limb } from '../body/limb.ts'
import { mean, mix, smoothstep } from '../geometry.ts'
import { nearest } from '../resample.ts'
import { guessFrom, type SleeveLength, type TypeGuess } from './guess.ts'

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

function lowerScores(body: Body, seen: { readonly mask: Plane; readonly scale: number }) {
  const legs = body.legs.filter((leg) => leg.usable).map((leg) => coveredShare(leg, seen))
  const cover = legs.length === 0 ? 0.8 : mean(legs)
  const [left, right] = body.legs
  const between = mix(mix(left.joints[0], left.joints[1], 0.5), mix(right.joints[0], right.joints[1], 0.5), 0.5)
  const isJoined = nearest(seen.mask, between[0] * seen.scale, between[1] * seen.scale) > 0.5
  const gap = Math.hypot(left.joints[1][0] - right.joints[1][0], left.joints[1][1] - right.joints[1][1])
  // Legs that stand together leave no gap to look for.
  const skirt = isJoined && gap > 0.5 * body.frame.shoulderWidth ? 0.6 : isJoined ? 0.25 : 0.03
  const long = smoothstep(0.5, 0.7, cover)
  return { trousers: long * (1 - skirt), shorts: (1 - long) * (1 - skirt), skirt }
}

/** How much of a limb's axis, from the first to the third joint, the mask covers: 0..1. */
function coveredShare(limb: Limb, { mask, scale }: { readonly mask: Plane; readonly scale: number }): number {
  const samples = 24
  let covered = 0
  for (let k = 0; k < samples; k++) {
    const t = ((k + 0.5) / samples) * 2
    const point: Point = t < 1 ? mix(limb.joints[0], limb.joints[1], t) : mix(limb.joints[1], limb.joints[2], t - 1)
    if (nearest(mask, point[0] * scale, point[1] * scale) > 0.5) covered++
  }
  return covered / samples
}
