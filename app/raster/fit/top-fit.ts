import type { Body } from '../body/body.ts'
import type { TopAnchors } from '../garment/anchors.ts'
import { edgesAt } from '../garment/anchors.ts'
import type { SleeveHint } from '../garment/armholes.ts'
import type { FitLayer, GarmentFit, LayerName } from './fit.ts'
import { CROPPED, topLevels } from './levels.ts'
import { fitSleeve, type SleeveFit } from './sleeve-fit.ts'
import { torsoMap, torsoStrip } from './torso-fit.ts'
import { foldsOf, type IsCovered, unfold } from './unfold.ts'

/**
 * Lays a flat or ghost top (or dress) on a person as lofted strips: the trunk by rows, each sleeve by its arm.
 *
 * @param isCovered whether a place of the garment carries cloth, in the anchors' pixels.
 */
export function fitTop(body: Body, anchors: TopAnchors, options: TopFitOptions): GarmentFit {
  const { isCovered } = options
  const levels = topLevels(body, anchors, options)
  const map = torsoMap(body, anchors, { levels, length: options.length })
  const torso = torsoStrip(anchors, map)
  const isLong = hasLongSleeves(anchors, options.sleeves)
  const sleeveOf = (side: 0 | 1): SleeveFit | null => {
    const sleeve = anchors.sleeves[side]
    if (!sleeve) return null
    const tip = map.place(...anchors.shoulderTips[side]).point
    const armpit = map.place(edgesAt(anchors.edges, levels.armpitRow)[side], levels.armpitRow).point
    const even = { ...sleeve, length: evenLength(anchors, side) }
    return fitSleeve(body, { side, sleeve: even, scale: levels.scale, isLong, tip, armpit, isCovered })
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

interface TopFitOptions {
  readonly length: 'top' | 'dress'
  readonly sleeves: SleeveHint
  /** Where the top ends that the person wears, in torso lengths; null when that is not known. */
  readonly oldHem: number | null
  readonly isCovered: IsCovered
}

/** A sleeve whose outer edge is longer than this many body widths is a long one; three-quarter sleeves have about .8. */
const LONG_SLEEVE = 0.95
/** In wide cuts sleeves look short; there a long one is this share of the trunk's length. Tees have .25, three-quarter sleeves .6. */
const LONG_BY_TRUNK = { widths: 0.84, share: 0.72 } as const
/** Enough where the picture is known to show long sleeves: one may lie folded. */
const LONG_WHEN_KNOWN = 0.55

/** Both sleeves are of one length, whatever one of them looks like. */
function hasLongSleeves(anchors: TopAnchors, hint: SleeveHint): boolean {
  const { sleeves, bodyWidth, shoulderTips, bottom } = anchors
  const longest = Math.max(0, ...sleeves.map((sleeve) => sleeve?.outerLength ?? 0)) / bodyWidth
  const trunk = (bottom - (shoulderTips[0][1] + shoulderTips[1][1]) / 2) / bodyWidth
  const isLongByTrunk = trunk > CROPPED && longest > LONG_BY_TRUNK.widths && longest > LONG_BY_TRUNK.share * trunk
  return longest > LONG_SLEEVE || isLongByTrunk || (hint === 'long' && longest > LONG_WHEN_KNOWN)
}

/** A sleeve shorter than this share of the other one is folded or turned away, and says nothing of its length. */
const HIDDEN_SLEEVE = 0.7

/** Length of a sleeve with what the other one tells of it: one of them may lie turned a little, or folded. */
function evenLength({ sleeves }: TopAnchors, side: 0 | 1): number {
  const own = sleeves[side]?.length ?? 0
  const other = sleeves[1 - side]?.length ?? 0
  if (own === 0 || other === 0) return own
  const [less, more] = [Math.min(own, other), Math.max(own, other)]
  return less < HIDDEN_SLEEVE * more ? more : (less + more) / 2
}

const TUBES: readonly LayerName[] = ['sleeve-left', 'sleeve-right', 'leg-left', 'leg-right']

/** Unfolds every layer's strip once and gives the folded share of the visible area that is left, 0..1. */
export function unfoldLayers(layers: readonly FitLayer[], isCovered: IsCovered): number {
  let covered = 0
  let folded = 0
  for (const strip of new Set(layers.map((layer) => layer.strip))) {
    unfold(strip, layers.some((layer) => layer.strip === strip && TUBES.includes(layer.name)) ? 'held' : 'loose')
    const report = foldsOf(strip, isCovered)
    covered += report.coveredArea
    folded += report.foldedArea
  }
  return covered > 0 ? folded / covered : 0
}
