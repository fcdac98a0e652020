import { distance } from '../geometry.ts'
import { edgesAt, type LowerAnchors, type TopAnchors, type TubeStrip } from './anchors.ts'
import { raggedness, traceOutline } from './outline.ts'
import type { Silhouette } from './silhouette.ts'
import { findMirror } from './symmetry.ts'

/** Anchors below this confidence must not steer a body-following fit: one wrong armpit ruins the whole picture. */
export const TRUSTED = 0.5

/** What a failed check leaves of the confidence: less than `TRUSTED`. Of the garments that fail one, none was right. */
export const FAILED = 0.45

interface TrustInput {
  readonly silhouette: Silhouette
  readonly axisX: number
  readonly collarX: number
  /** Axis of symmetry of the outline. */
  readonly mirrorX: number
}

/**
 * The limits of a believable top; one failed check takes the confidence below `TRUSTED`. All numbers are shares of the body width.
 * Found on 38 garments whose anchors were judged by eye.
 */
export const TOP_LIMITS = {
  /** Armhole depth: a cap sleeve has .2, a poncho-like sweater .62. */
  armhole: [0.18, 0.66],
  /** Sleeves are cut alike: their areas differ only by folds. */
  sleeveAreaRatio: 0.6,
  /** The collar sits over the middle of the trunk. */
  axisOffset: 0.06,
  /** A trunk is longer than half its width and no dress is longer than 3.2 widths. */
  trunkLength: [0.55, 3.4],
  /** Shoulder tips lie this far apart. */
  shoulderWidth: [0.45, 1.45],
  /** Share of the silhouette that trunk and sleeves explain. */
  explained: 0.86,
} as const

export interface Trust {
  readonly confidence: number
  readonly failed: readonly string[]
}

/** Checks measured anchors of a top against what garments look like. */
export function topTrust(anchors: Omit<TopAnchors, 'confidence' | 'notes'>, { silhouette, axisX, collarX, mirrorX }: TrustInput): Trust {
  const { bodyWidth, armpits, shoulderTips, sleeves, bottom } = anchors
  const failed: string[] = []
  const check = (name: string, holds: boolean): void => {
    if (!holds) failed.push(name)
  }
  const within = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high
  const armpitY = (armpits[0][1] + armpits[1][1]) / 2
  const tipY = (shoulderTips[0][1] + shoulderTips[1][1]) / 2
  check('armhole', within((armpitY - tipY) / bodyWidth, TOP_LIMITS.armhole))
  // A collar may lie crooked and an outline be uneven, but not both the same way.
  check('axis', Math.min(Math.abs(axisX - collarX), Math.abs(axisX - mirrorX)) / bodyWidth < TOP_LIMITS.axisOffset)
  check('length', within((bottom - tipY) / bodyWidth, TOP_LIMITS.trunkLength))
  check('shoulders', within((shoulderTips[1][0] - shoulderTips[0][0]) / bodyWidth, TOP_LIMITS.shoulderWidth))
  const areas = sleeves.map(stripArea)
  if (areas[0] + areas[1] > 0) check('sleeves', Math.min(...areas) / Math.max(...areas) >= TOP_LIMITS.sleeveAreaRatio)
  const explained = (trunkArea(anchors) + areas[0] + areas[1]) / silhouette.area
  check('explained', explained >= TOP_LIMITS.explained && explained <= 1.2)
  return { confidence: FAILED ** failed.length, failed }
}

/** The limits of believable trousers, shorts and skirts, as shares of the waist width. */
export const LOWER_LIMITS = {
  /** Waist to crotch. */
  rise: [0.35, 1.5],
  /** From here on the legs lie on each other below the crotch: high trousers have 1.05. */
  deepRise: 1.1,
  /** The same for legs that end above the knee: gathered shorts have .7. */
  deepShortRise: 0.9,
  /** Waists from waist to hem, below which it is shorts. */
  short: 1.9,
  /** The two legs are cut alike; one may lie folded. */
  legAreaRatio: 0.55,
  /** The crotch lies under the middle of the waist. */
  crotchOffset: 0.22,
  /** From waist to hem: hot pants have .5, long trousers up to 3.8. */
  length: [0.45, 4.2],
  /** The widest row of a skirt or of spread legs over the waist; a full circle skirt that lies flat has 3.7. */
  spread: 4.5,
} as const

/** Checks measured anchors of a lower garment. */
export function lowerTrust(
  { waistWidth, crotch, legs, edges, top, bottom }: Omit<LowerAnchors, 'confidence' | 'notes'>,
  { axisX, guessed }: { readonly silhouette: Silhouette; readonly axisX: number; readonly guessed: boolean },
): Trust {
  const failed: string[] = []
  const length = (bottom - top) / waistWidth
  if (length < LOWER_LIMITS.length[0] || length > LOWER_LIMITS.length[1]) failed.push('length')
  const widest = Math.max(...edges.left.map((left, i) => edges.right[i] - left))
  if (widest > LOWER_LIMITS.spread * waistWidth) failed.push('spread')
  if (crotch) {
    if ((crotch[1] - top) / waistWidth > (length < LOWER_LIMITS.short ? LOWER_LIMITS.deepShortRise : LOWER_LIMITS.deepRise))
      failed.push('rise')
    if (Math.abs(crotch[0] - axisX) > LOWER_LIMITS.crotchOffset * waistWidth) failed.push('crotch')
    const areas = legs.map(stripArea)
    if (Math.min(...areas) < LOWER_LIMITS.legAreaRatio * Math.max(...areas)) failed.push('legs')
  }
  // A guessed crotch still lies within the cloth: it costs trust, but not all.
  return { confidence: FAILED ** failed.length * (guessed ? 0.7 : 1), failed }
}

/** The limits of an outline that anchors can be read from; found on the same garments. */
export const OUTLINE_LIMITS = {
  /** Share that is the same on both sides of its axis: what lies askew, is cropped or lost a sleeve is not measured by mirror images. */
  symmetry: 0.87,
  /** Length of the outline over that of a smoothed one: a cut-out that is eaten at the edges has no corners left. */
  raggedness: 1.095,
} as const

/** Steps along the outline, in pixels of the analysis size. */
const RAGGED_STEPS = { fine: 2, coarse: 12 } as const

/** Checks the outline of any garment. */
export function outlineTrust(silhouette: Silhouette): Trust {
  const failed: string[] = []
  if (findMirror(silhouette).symmetry < OUTLINE_LIMITS.symmetry) failed.push('lopsided')
  if (raggedness(traceOutline(silhouette.mask), RAGGED_STEPS) > OUTLINE_LIMITS.raggedness) failed.push('ragged')
  return { confidence: FAILED ** failed.length, failed }
}

/** Area between the first and the last cross-section. */
export function stripArea(strip: TubeStrip | null): number {
  if (!strip) return 0
  let area = 0
  for (let i = 1; i < strip.rows.length; i++) {
    const [a, b] = [strip.rows[i - 1], strip.rows[i]]
    area += ((distance(a.outer, a.inner) + distance(b.outer, b.inner)) / 2) * (b.arc - a.arc)
  }
  return area
}

function trunkArea({ edges, top, bottom }: Pick<TopAnchors, 'edges' | 'top' | 'bottom'>): number {
  let area = 0
  for (let y = top; y <= bottom; y++) {
    const [left, right] = edgesAt(edges, y)
    area += Math.max(0, right - left)
  }
  return area
}
