import type { Point, Rgba8 } from '../../domain/raster.ts'
import { lerp } from '../geometry.ts'
import type { TopAnchors } from './anchors.ts'
import { type Armholes, assumedArmholes, type SleeveHint, settleArmpits } from './armholes.ts'
import { findNeckline } from './neckline.ts'
import { runsAt, type Silhouette, topAt } from './silhouette.ts'
import { sleeveStrip } from './sleeve-strip.ts'
import { mirrorAxis } from './symmetry.ts'
import { collarAxis, followTrunk, sleevelessTips, type Trunk, type TrunkSide, trunkEdges, walkSide } from './trunk.ts'
import { topTrust } from './trust.ts'

/** Landmarks that fail no check need no second opinion. */
const GOOD = 0.8

/**
 * Measures a top or a dress from its cut-out. Armpits are first looked for in the outline; where that gives landmarks that
 * contradict each other, proportions alone are tried too, and what agrees better with garments is kept.
 *
 * @param cutOut at analysis size (long side about 640 px), upright; its coordinates are the anchors' coordinates.
 * @param sleeves what is known from elsewhere; `none` is only overruled by an outline that leaves no doubt.
 */
export function measureTop(cutOut: Rgba8, silhouette: Silhouette, sleeves: SleeveHint = 'unknown'): TopAnchors {
  const trunk = followTrunk(silhouette)
  const mirrorX = mirrorAxis(silhouette)
  const context = { runs: trunk.runs, mirrorX }
  const bare: readonly [TrunkSide, TrunkSide] = [walkSide(silhouette, trunk, 0), walkSide(silhouette, trunk, 1)]
  if (sleeves === 'none') {
    const none = { sides: bare, armpits: null, axisX: mirrorX, bodyWidth: trunk.width, notes: ['sleeveless'], trust: 1 }
    const sleeved =
      bare[0].armpit && bare[1].armpit
        ? completeTop(cutOut, silhouette, { ...settleArmpits(silhouette, { trunk, sides: bare, mirrorX }), ...context })
        : null
    // Short sleeves of a wide dress are small beside its skirt, and were not seen by who says so.
    return sleeved && isSure(sleeved) ? sleeved : completeTop(cutOut, silhouette, { ...none, ...context })
  }
  const found = settleArmpits(silhouette, { trunk, sides: bare, mirrorX })
  const isMissed = found.armpits === null && sleeves !== 'unknown'
  const first = isMissed ? null : completeTop(cutOut, silhouette, { ...found, ...context })
  if (first && first.confidence >= GOOD) return first
  const second = completeTop(cutOut, silhouette, { ...assumedArmholes(silhouette, mirrorX, sleeves), ...context })
  return first && first.confidence >= second.confidence ? first : second
}

/** Armpits on both sides that nothing contradicts, and cloth outside of both. */
function isSure({ confidence, notes, sleeves }: TopAnchors): boolean {
  return confidence === 1 && notes.length === 0 && sleeves[0] !== null && sleeves[1] !== null
}

/** Everything that follows from trunk and armpits: hood, neck points, shoulder tips, edges, sleeves, neckline, trust. */
function completeTop(
  cutOut: Rgba8,
  silhouette: Silhouette,
  found: Armholes & { readonly runs: Trunk['runs']; readonly mirrorX: number },
): TopAnchors {
  const { bodyWidth, axisX } = found
  const hoodEnd = found.armpits === null ? null : findHood(silhouette, bodyWidth)
  const neckPoints = findNeckPoints(silhouette, { axisX, bodyWidth, hoodEnd })
  const sleeved = found.armpits !== null
  const shoulderTips = found.armpits ? sleevedTips(silhouette, found.armpits, bodyWidth) : sleevelessTips(silhouette, neckPoints, bodyWidth)
  const armpits = found.armpits ?? sleevelessArmpits(silhouette, { shoulderTips, bodyWidth, runs: found.runs })
  const edges = trunkEdges(silhouette, { sides: found.sides, armpits, shoulderTips, bodyWidth, runs: found.runs, sleeved })
  const root = (side: 0 | 1) => ({ side, tip: shoulderTips[side], armpit: armpits[side], edges, bodyWidth })
  const sleeves = sleeved ? ([sleeveStrip(silhouette, root(0)), sleeveStrip(silhouette, root(1))] as const) : ([null, null] as const)
  const anchors = {
    shape: 'top' as const,
    size: { width: cutOut.width, height: cutOut.height },
    top: silhouette.top,
    bottom: silhouette.bottom,
    edges,
    bodyWidth,
    shoulderTips,
    neckPoints,
    armpits,
    sleeves,
    neckline: findNeckline(cutOut, neckPoints, { bodyWidth, hood: hoodEnd !== null }),
    hood: hoodEnd !== null,
    topProfile: [...silhouette.topProfile],
  }
  const trust = topTrust(anchors, { silhouette, axisX, collarX: collarAxis(silhouette), mirrorX: found.mirrorX })
  return { ...anchors, confidence: trust.confidence * found.trust, notes: [...found.notes, ...trust.failed] }
}

/** A hood stays narrow (.66 body widths) for more than .24 body widths from the top. Gives the row where it ends. */
function findHood(silhouette: Silhouette, bodyWidth: number): number | null {
  const { top, bottom } = silhouette
  const span = (y: number): number => {
    const runs = runsAt(silhouette, y)
    return runs.length === 0 ? 0 : runs[runs.length - 1][1] - runs[0][0]
  }
  let end = top
  while (end < bottom && span(end) <= 0.66 * bodyWidth) end++
  return end - top > 0.24 * bodyWidth && span(top + 0.12 * bodyWidth) < 0.8 * bodyWidth ? end : null
}

function findNeckPoints(
  silhouette: Silhouette,
  { axisX, bodyWidth, hoodEnd }: { readonly axisX: number; readonly bodyWidth: number; readonly hoodEnd: number | null },
): [Point, Point] {
  let offsets = ([0, 1] as const).map((side) => neckCorner(silhouette, { axisX, bodyWidth, side }))
  if (hoodEnd !== null) offsets = [0.21 * bodyWidth, 0.21 * bodyWidth]
  else if (Math.abs(offsets[0] - offsets[1]) > 0.06 * bodyWidth) offsets = offsets.map(() => (offsets[0] + offsets[1]) / 2)
  const points = ([0, 1] as const).map((side): Point => {
    const sign = side === 0 ? -1 : 1
    const x = axisX + sign * offsets[side]
    if (hoodEnd === null) return [x, topAt(silhouette, x)]
    return [x, Math.max(hoodEnd - 0.05 * bodyWidth, topAt(silhouette, x + sign * 0.1 * bodyWidth) - 0.06 * bodyWidth)]
  })
  const level = (points[0][1] + points[1][1]) / 2
  const isTilted = Math.abs(points[0][1] - points[1][1]) >= 0.12 * bodyWidth
  const settle = ([x, y]: Point): Point => [x, isTilted ? y : lerp(y, level, 0.5)]
  return [settle(points[0]), settle(points[1])]
}

/** Distance from the axis to the sharpest corner of the top contour, with a prior of .20 body widths. */
function neckCorner(silhouette: Silhouette, at: { readonly axisX: number; readonly bodyWidth: number; readonly side: 0 | 1 }): number {
  const sign = at.side === 0 ? -1 : 1
  const reach = Math.max(3, Math.round(0.045 * at.bodyWidth))
  let best = -1
  let offset = 0.19 * at.bodyWidth
  for (let share = 0.11; share < 0.3; share += 0.005) {
    const x = at.axisX + sign * share * at.bodyWidth
    const peak = (topAt(silhouette, x - sign * reach) + topAt(silhouette, x + sign * reach) - 2 * topAt(silhouette, x)) / reach
    const score = (peak + 0.25) * Math.exp(-(((share - 0.2) / 0.07) ** 2))
    if (score > best) {
      best = score
      offset = share * at.bodyWidth
    }
  }
  return offset
}

function sleevedTips(silhouette: Silhouette, armpits: readonly [Point, Point], bodyWidth: number): [Point, Point] {
  const tip = (side: 0 | 1): Point => {
    const x = armpits[side][0] + (side === 0 ? 1 : -1) * 0.05 * bodyWidth
    return [x, Math.min(topAt(silhouette, x), armpits[side][1] - 0.2 * bodyWidth)]
  }
  return [tip(0), tip(1)]
}

function sleevelessArmpits(
  silhouette: Silhouette,
  found: { readonly shoulderTips: readonly [Point, Point]; readonly bodyWidth: number; readonly runs: Trunk['runs'] },
): [Point, Point] {
  const lowest = Math.max(found.shoulderTips[0][1], found.shoulderTips[1][1]) + 0.5 * found.bodyWidth
  const y = Math.min(silhouette.bottom - 5, Math.round(lowest))
  const run = found.runs[y - silhouette.top]
  return [
    [run[0], y],
    [run[1], y],
  ]
}
