import type { Rgba8 } from '../../domain/raster.ts'
import type { TopAnchors } from './anchors.ts'
import { type Armholes, assumedArmholes, type SleeveHint, settleArmpits } from './armholes.ts'
import { hemCorners } from './corners.ts'
import { findNeck, withoutHood } from './neck.ts'
import { findNeckline } from './neckline.ts'
import { seenArmholes } from './seen-armholes.ts'
import { sleevedTips } from './shoulders.ts'
import type { Silhouette } from './silhouette.ts'
import { sleeveStrip } from './sleeve-strip.ts'
import { isStrapless, sleevelessArmpits } from './sleeveless.ts'
import { findMirror } from './symmetry.ts'
import { collarAxis, followTrunk, sleevelessTips, type Trunk, type TrunkSide, trunkEdges, walkSide } from './trunk.ts'
import { FAILED, topTrust } from './trust.ts'

/** A chest this much narrower than the trunk as first seen is measured by anew. */
const NARROWER = 0.9

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
  const mirrorX = findMirror(silhouette).axisX
  const context = { runs: trunk.runs, mirrorX }
  const corners = seenArmholes(cutOut, withoutHood(silhouette, { axisX: mirrorX, bodyWidth: trunk.width }), { trunk, mirrorX, sleeves })
  const seen = corners && completeTop(cutOut, silhouette, { ...corners, ...context })
  if (sleeves === 'none') {
    // Short sleeves of a wide dress are small beside its skirt, and were not seen by who says so.
    if (seen && isSure(seen)) return seen
    const bare = walkSides(silhouette, trunk)
    const none = { sides: bare, armpits: null, axisX: mirrorX, bodyWidth: trunk.chest, notes: ['sleeveless'], trust: 1 }
    const first = completeTop(cutOut, silhouette, { ...none, ...context })
    // A wide skirt makes the trunk seem wide; between the armpits the chest is seen alone.
    const bodyWidth = first.armpits[1][0] - first.armpits[0][0]
    const isStrapped = !first.notes.includes('strapless')
    return isStrapped && bodyWidth < NARROWER * trunk.chest ? completeTop(cutOut, silhouette, { ...none, bodyWidth, ...context }) : first
  }
  if (seen && seen.confidence >= GOOD) return seen
  const found = settleArmpits(silhouette, { trunk, sides: walkSides(silhouette, trunk), mirrorX })
  // Nothing beside the trunk is no proof where sleeves are known of.
  const walked = found.armpits === null && sleeves !== 'unknown' ? null : completeTop(cutOut, silhouette, { ...found, ...context })
  const assumed = completeTop(cutOut, silhouette, { ...assumedArmholes(silhouette, mirrorX, sleeves), ...context })
  return [seen, walked, assumed].filter((one) => one !== null).reduce((best, one) => (one.confidence > best.confidence ? one : best))
}

function walkSides(silhouette: Silhouette, trunk: Trunk): readonly [TrunkSide, TrunkSide] {
  return [walkSide(silhouette, trunk, 0), walkSide(silhouette, trunk, 1)]
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
  const { points: neckPoints, hood, shoulderEnds } = findNeck(silhouette, { axisX, bodyWidth })
  const sleeved = found.armpits !== null
  const shoulders = withoutHood(silhouette, { axisX, bodyWidth })
  const shoulderTips = found.armpits
    ? sleevedTips(shoulders, { armpits: found.armpits, neckPoints: shoulderEnds, bodyWidth })
    : sleevelessTips(silhouette, neckPoints, bodyWidth)
  const armpits = found.armpits ?? sleevelessArmpits(silhouette, { shoulderTips, bodyWidth, runs: found.runs })
  const edges = trunkEdges(silhouette, { sides: found.sides, armpits, shoulderTips, bodyWidth, runs: found.runs, sleeved })
  const root = (side: 0 | 1) => ({ side, tip: shoulderTips[side], armpit: armpits[side], edges, bodyWidth })
  const tubes = sleeved ? ([sleeveStrip(silhouette, root(0)), sleeveStrip(silhouette, root(1))] as const) : ([null, null] as const)
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
    sleeves: [tubes[0]?.strip ?? null, tubes[1]?.strip ?? null] as const,
    cuffs: [tubes[0]?.end ?? null, tubes[1]?.end ?? null] as const,
    hem: hemCorners(silhouette, edges, Math.max(armpits[0][1], armpits[1][1]) + 0.3 * bodyWidth),
    neckline: findNeckline(cutOut, neckPoints, { bodyWidth, hood }),
    hood,
    topProfile: [...silhouette.topProfile],
  }
  // The fit hangs a garment by its shoulders; a bandeau has none.
  const isHeld = sleeved || !isStrapless(silhouette, { shoulderTips, runs: found.runs })
  const trust = topTrust(anchors, { silhouette, axisX, collarX: collarAxis(silhouette), mirrorX: found.mirrorX })
  const notes = [...found.notes, ...(isHeld ? [] : ['strapless']), ...trust.failed]
  return { ...anchors, confidence: trust.confidence * found.trust * (isHeld ? 1 : FAILED), notes }
}
