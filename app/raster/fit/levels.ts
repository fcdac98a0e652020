import type { Body } from '../body/body.ts'
import { placeOf } from '../body/frame.ts'
import type { TopAnchors } from '../garment/anchors.ts'
import { clamp, lerp, smooth } from '../geometry.ts'

/** How garment rows turn into levels s on the body: three straight pieces, meeting at shoulder and armpit. */
export interface Levels {
  readonly tipRow: number
  readonly armpitRow: number
  readonly tipS: number
  readonly armpitS: number
  /** Pixels on the person for one garment row, above the armpit and below it. */
  readonly upperScale: number
  /** Below the armpit; `scale` but for garments whose width says nothing about their length. */
  readonly lowerScale: number
  /** Across, and along sleeves. */
  readonly scale: number
}

/**
 * Flat chest width over torso length. Hem error against worn garments: +.014 torso lengths for tees, -.020 for long
 * sleeves; .84 gave +.068, 1.0 made thigh-long tees.
 */
const CHEST_PER_TORSO = 0.79

/** Measures the scale of a top or dress (`length` 'dress') on a body; `oldHem` in torso lengths. */
export function topLevels(
  body: Body,
  anchors: TopAnchors,
  { length, oldHem }: { readonly length: 'top' | 'dress'; readonly oldHem: number | null },
): Levels {
  const { frame, shoulders } = body
  const tips = shoulders.tips.map(([x, y]) => placeOf(frame, x, y))
  const tipS = (tips[0].s + tips[1].s) / 2
  const byShoulders = (tips[1].u - tips[0].u) / (anchors.shoulderTips[1][0] - anchors.shoulderTips[0][0])
  const byChest = (widthForLength(anchors) * CHEST_PER_TORSO * frame.torsoLength) / anchors.bodyWidth
  // Shoulders keep a wrong torso length (a seated or turned person) within a fifth.
  const scale =
    length === 'dress'
      ? clamp(1.15 * byChest, 0.85 * byShoulders, 1.3 * byShoulders)
      : clamp(byChest, 0.82 * byShoulders, 1.12 * byShoulders)
  const tipRow = (anchors.shoulderTips[0][1] + anchors.shoulderTips[1][1]) / 2
  const armpitRow = Math.max(tipRow + 4, (anchors.armpits[0][1] + anchors.armpits[1][1]) / 2)
  const depth = (armpitRow - tipRow) * scale
  const armpitS = clamp(tipS + depth, tipS + 0.24 * frame.torsoLength, tipS + 0.48 * frame.torsoLength)
  return {
    tipRow,
    armpitRow,
    tipS,
    armpitS,
    upperScale: (armpitS - tipS) / (armpitRow - tipRow),
    lowerScale:
      length === 'dress' ? scale : scale * hemCorrection(anchors, { armpitRow, armpitS, scale, torso: frame.torsoLength, oldHem }),
    scale,
  }
}

/**
 * Where the hems of tops end, in torso lengths: below the hip joints (1). On 18 photographs of people they end at .98 to 1.20, 1.06
 * on average, and 60 to 67 cm long patterns on drawn bodies at 1.05 to 1.25. A wide cut says nothing of its length.
 */
const HEM = { least: 1.08, most: 1.3, leastCropped: 0.72 } as const
/** A hem that ends less than this above the old one ends over it, in torso lengths: hems vary by more than that. */
const MOST_LENGTHENED = 0.16
const OVER_OLD_HEM = 0.02
/** A trunk shorter than this many widths is cropped on purpose. */
export const CROPPED = 0.86

/** A trunk is usually this many widths long. Bodies differ little in the length they wear, cuts much in their width. */
const USUAL_LENGTH = 1.3
/** A wide cut is at most this much wider than usual. */
const WIDEST_CUT = 1.25

/** How much wider than usual a cut is for its length: it is drawn wide then, not small. 1 for slim, usual and cropped ones. */
function widthForLength({ shoulderTips, bottom, bodyWidth }: TopAnchors): number {
  const trunk = (bottom - (shoulderTips[0][1] + shoulderTips[1][1]) / 2) / bodyWidth
  return lerp(1, clamp(USUAL_LENGTH / trunk, 1, WIDEST_CUT), smooth((trunk - CROPPED) / 0.12))
}

/**
 * How much the trunk must be stretched for its hem to be where hems are. An oversized jacket is wide for its length, so its
 * width alone made it end at the waist; a narrow hoodie became a dress.
 */
function hemCorrection(
  anchors: TopAnchors,
  {
    armpitRow,
    armpitS,
    scale,
    torso,
    oldHem,
  }: {
    readonly armpitRow: number
    readonly armpitS: number
    readonly scale: number
    readonly torso: number
    readonly oldHem: number | null
  },
): number {
  const hem = armpitS + (anchors.bottom - armpitRow) * scale
  const tipRow = (anchors.shoulderTips[0][1] + anchors.shoulderTips[1][1]) / 2
  const isCropped = (anchors.bottom - tipRow) / anchors.bodyWidth < CROPPED
  const usual = clamp(hem, (isCropped ? HEM.leastCropped : HEM.least) * torso, HEM.most * torso)
  // What is left between the two hems nobody has photographed: a strip of invented cloth shows, a few percent more length do not.
  const old = oldHem === null ? 0 : (oldHem + OVER_OLD_HEM) * torso
  const wanted = usual < old && usual > old - MOST_LENGTHENED * torso ? old : usual
  return clamp((wanted - armpitS) / Math.max(1, hem - armpitS), 0.6, 1.6)
}

/** Level s of a garment row. */
export function levelOf(levels: Levels, row: number): number {
  if (row < levels.tipRow) return levels.tipS + (row - levels.tipRow) * Math.min(levels.scale, levels.upperScale * 1.1)
  if (row < levels.armpitRow) return levels.tipS + (row - levels.tipRow) * levels.upperScale
  return levels.armpitS + (row - levels.armpitRow) * levels.lowerScale
}
