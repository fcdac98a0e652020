import type { Body } from '../body/body.ts'
import type { TopAnchors } from '../garment/anchors.ts'
import { edgesAt } from '../garment/anchors.ts'
import type { SleeveHint } from '../garment/armholes.ts'
import { advanceRows } from './advance-rows.ts'
import type { FitLayer, GarmentFit, LayerName } from './fit.ts'
import { topLevels } from './levels.ts'
import { fitSleeve, type SleeveFit } from './sleeve-fit.ts'
import type { Strip } from './strip.ts'
import { torsoMap, torsoStrip } from './torso-fit.ts'
import { foldsOf, type IsCovered, unfold } from './unfold.ts'

/**
 * Lays a flat or ghost top (or dress) on a person as lofted strips: the trunk by rows, each sleeve by its arm.
 *
 * @param isCovered whether a place of the garment carries cloth, in the anchors' pixels.
 */
export function fitTop(body: Body, anchors: TopAnchors, options: TopFitOptions): GarmentFit {
  const even = layTop(body, anchors, { ...options, rows: 'even' })
  if (even.folded <= FOLDED) return even
  // Evened rows may cross where an arm turns; rows as they were measured open there.
  const plain = layTop(body, anchors, { ...options, rows: 'plain' })
  return plain.folded < even.folded ? plain : even
}

interface TopFitOptions {
  readonly length: 'top' | 'dress'
  readonly sleeves: SleeveHint
  readonly isCovered: IsCovered
}

/** Folded share of the visible area from which another fit is tried. */
const FOLDED = 0.0005

function layTop(body: Body, anchors: TopAnchors, options: TopFitOptions & { readonly rows: 'even' | 'plain' }): GarmentFit {
  const { isCovered, rows } = options
  const levels = topLevels(body, anchors, options.length)
  const map = torsoMap(body, anchors, { levels, length: options.length })
  const torso = torsoStrip(anchors, map)
  const isLong = hasLongSleeves(anchors, options.sleeves)
  const sleeveOf = (side: 0 | 1): SleeveFit | null => {
    const sleeve = anchors.sleeves[side]
    if (!sleeve) return null
    const tip = map.place(...anchors.shoulderTips[side]).point
    const armpit = map.place(edgesAt(anchors.edges, levels.armpitRow)[side], levels.armpitRow).point
    return fitSleeve(body, { side, sleeve, scale: levels.scale, isLong, tip, armpit, isCovered, rows })
  }
  const sleeves = [sleeveOf(0), sleeveOf(1)] as const
  const layers: FitLayer[] = [
    { name: 'back', strip: torso },
    { name: 'torso', strip: torso },
  ]
  if (sleeves[0]) layers.push({ name: 'sleeve-left', strip: sleeves[0].strip })
  if (sleeves[1]) layers.push({ name: 'sleeve-right', strip: sleeves[1].strip })
  return {
    strategy: 'lofted-strips',
    layers,
    cuffs: [sleeves[0]?.cuff ?? 0, sleeves[1]?.cuff ?? 0],
    folded: unfoldLayers(layers, isCovered),
    lit: 'by-scene',
  }
}

/** A sleeve whose outer edge is longer than this many body widths is a long one; three-quarter sleeves have about .8. */
const LONG_SLEEVE = 0.95
/** Enough where the picture is known to show long sleeves: one may lie folded. */
const LONG_WHEN_KNOWN = 0.55

/** Both sleeves are of one length, whatever one of them looks like. */
function hasLongSleeves({ sleeves, bodyWidth }: TopAnchors, hint: SleeveHint): boolean {
  const longest = Math.max(0, ...sleeves.map((sleeve) => sleeve?.outerLength ?? 0)) / bodyWidth
  return longest > LONG_SLEEVE || (hint === 'long' && longest > LONG_WHEN_KNOWN)
}

const TUBES: readonly LayerName[] = ['sleeve-left', 'sleeve-right', 'leg-left', 'leg-right']

/** Unfolds every layer's strip once and gives the folded share of the visible area that is left, 0..1. */
export function unfoldLayers(layers: readonly FitLayer[], isCovered: IsCovered): number {
  let covered = 0
  let folded = 0
  for (const strip of new Set(layers.map((layer) => layer.strip))) {
    if (layers.some((layer) => layer.strip === strip && TUBES.includes(layer.name))) unfoldTube(strip, isCovered)
    else unfold(strip)
    const report = foldsOf(strip, isCovered)
    covered += report.coveredArea
    folded += report.foldedArea
  }
  return covered > 0 ? folded / covered : 0
}

/**
 * Opens a sleeve or leg. The sweep alone is gentlest; where it leaves a fold (an elbow bent by more than 90 degrees), relaxing
 * first opens the knot. Relaxing last is wrong: it may push a row back over its root.
 */
function unfoldTube(strip: Strip, isCovered: IsCovered): void {
  const start = { source: strip.source.slice(), target: strip.target.slice() }
  const left = (): number => foldsOf(strip, isCovered).foldedArea
  for (let sweep = 0; sweep < 3 && (sweep === 0 || left() > 0); sweep++) advanceRows(strip)
  const swept = left()
  if (swept === 0) return
  const kept = { source: strip.source.slice(), target: strip.target.slice() }
  strip.source.set(start.source)
  strip.target.set(start.target)
  unfold(strip)
  for (let sweep = 0; sweep < 3; sweep++) advanceRows(strip)
  if (left() <= swept) return
  strip.source.set(kept.source)
  strip.target.set(kept.target)
}
