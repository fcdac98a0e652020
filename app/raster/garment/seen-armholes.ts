import type { Point, Rgba8 } from '../../domain/raster.ts'
import { type Armholes, raiseArmpits, type SleeveHint } from './armholes.ts'
import { type ArmpitPair, findArmpits } from './armpit-corners.ts'
import { followCrease } from './crease.ts'
import type { Silhouette } from './silhouette.ts'
import { descendSide, type Trunk, type TrunkSide } from './trunk.ts'

/**
 * Trunk and armpits from the notches of the outline: at the armpits, or where sleeves that lie on the trunk leave it.
 *
 * @param silhouette without its hood.
 * @returns null where the outline shows nothing of sleeves.
 */
export function seenArmholes(
  cutOut: Rgba8,
  silhouette: Silhouette,
  { trunk, mirrorX, sleeves }: { readonly trunk: Trunk; readonly mirrorX: number; readonly sleeves: SleeveHint },
): Armholes | null {
  const pair = findArmpits(silhouette, { mirrorX, widths: [trunk.chest, trunk.width], gaps: silhouette.gaps }, 'at-armpit')
  if (pair === null) return leavingArmholes(silhouette, { trunk, mirrorX, sleeves })
  const width = pair.points[1][0] - pair.points[0][0]
  const [left, right] = followSlits(cutOut, pair, width)
  const sides = [left, right].map((armpit, i): TrunkSide => descendSide(silhouette, trunk, { armpit, side: i === 0 ? 0 : 1, width }))
  const isWhole = pair.seen[0] && pair.seen[1]
  return {
    sides: [sides[0], sides[1]],
    armpits: [left, right],
    axisX: (left[0] + right[0]) / 2,
    bodyWidth: width,
    notes: isWhole ? [] : ['armpit-missing'],
    trust: isWhole ? 1 : 0.9,
  }
}

/** A gap narrower than this, in radians, may go on as a crease. */
const SLIT = 0.7
const CREASE_REACH = 0.2

/** Armpits whose gap is a slit are where the crease above it ends; one that was not seen is level with the other. */
function followSlits(cutOut: Rgba8, { points, seen, angles }: ArmpitPair, unit: number): [Point, Point] {
  const followed = ([0, 1] as const).map((side) =>
    seen[side] && angles[side] < SLIT ? followCrease(cutOut, points[side], { unit, reach: CREASE_REACH }) : points[side],
  )
  if (seen[0] && seen[1]) return [followed[0], followed[1]]
  const row = seen[0] ? followed[0][1] : followed[1][1]
  return [
    [points[0][0], row],
    [points[1][0], row],
  ]
}

/** Sleeves that lie on the trunk: the armpits are above where they leave it. */
function leavingArmholes(
  silhouette: Silhouette,
  { trunk, mirrorX, sleeves }: { readonly trunk: Trunk; readonly mirrorX: number; readonly sleeves: SleeveHint },
): Armholes | null {
  const pair = findArmpits(silhouette, { mirrorX, widths: [trunk.chest, trunk.width], gaps: silhouette.gaps }, 'below')
  if (pair === null) return null
  const [left, right] = pair.points
  const width = right[0] - left[0]
  const side = (which: 0 | 1): TrunkSide => descendSide(silhouette, trunk, { armpit: pair.points[which], side: which, width })
  const isWhole = pair.seen[0] && pair.seen[1]
  return raiseArmpits(
    silhouette,
    {
      sides: [side(0), side(1)],
      armpits: pair.points,
      axisX: (left[0] + right[0]) / 2,
      bodyWidth: width,
      notes: isWhole ? [] : ['armpit-missing'],
      trust: isWhole ? 1 : 0.9,
    },
    sleeves,
  )
}
