import type { Point, Rgba8 } from '../../domain/raster.ts'
import { clamp, lerp, mean, median } from '../geometry.ts'
import { type Neckline, necklineRow } from './anchors.ts'

/** Round, oval and V necks. */
const V_NECK = 1.2
const EXPONENTS = [V_NECK, 2, 3] as const
/** A V fits the creases of a round collar well by accident. */
const V_PRIOR = 0.85
/** Depths of necklines in body widths; a print or a pocket further down must be much stronger to win. */
const USUAL_DEPTH = 0.15
const DEPTH_SPREAD = 0.13
/** Below this mean colour step nothing was found. */
const CLEAR_EDGE = 10

/**
 * Finds the front neckline: the arc between the neck points along which the colour changes most. Colour, not lightness:
 * lightness failed on one-coloured tees whose inside is only less saturated.
 */
export function findNeckline(
  cutOut: Rgba8,
  neckPoints: readonly [Point, Point],
  options: { readonly bodyWidth: number; readonly hood: boolean },
): Neckline {
  const { bodyWidth, hood } = options
  const cloth = shoulderColour(cutOut, neckPoints, bodyWidth)
  let best: Neckline = { depth: 0.05 * bodyWidth, exponent: 2, score: -1 }
  for (const exponent of EXPONENTS) {
    for (let depth = 0.03 * bodyWidth; depth < (hood ? 0.3 : 0.42) * bodyWidth; depth += Math.max(1, 0.008 * bodyWidth)) {
      const usual = Math.exp(-(((depth / bodyWidth - USUAL_DEPTH) / DEPTH_SPREAD) ** 2))
      const step = meanStep(cutOut, neckPoints, { depth, exponent, reach: 0.018 * bodyWidth })
      // Below the front edge lies what the shoulders are made of; below the edge of the back lies its inside or a label.
      const likeCloth = Math.exp(-((meanDistance(cutOut, neckPoints, { depth, exponent, reach: 0.04 * bodyWidth, cloth }) / 110) ** 2))
      const score = step * usual * (hood ? 1 : likeCloth) * (exponent === V_NECK ? V_PRIOR : 1)
      if (score > best.score) best = { depth, exponent, score }
    }
  }
  return best.score < CLEAR_EDGE ? { depth: 0.05 * bodyWidth, exponent: 2, score: Math.max(0, best.score) } : best
}

/** The inside of a neck lies in shadow: an edge below which it gets darker is rather that of the back. */
const DARKER_BELOW = 0.6
/** White on black is no better an edge than white on grey. */
const MOST_STEP = 70
/** Parts of an arc that are looked at by themselves, and what one may count over the median of them. */
const PARTS = 8
const MOST_OF_PART = 1.5

/**
 * Size of the colour step across an arc, summed over the channels. Means are taken before sizes: creases step up here and down there
 * and cancel, an edge steps the same way all along. A part that steps much more than the others is the edge of a print.
 */
function meanStep(
  cutOut: Rgba8,
  [left, right]: readonly [Point, Point],
  arc: { readonly depth: number; readonly exponent: number; readonly reach: number },
): number {
  const half = (right[0] - left[0]) / 2
  const parts = Array.from({ length: PARTS }, () => ({ step: [0, 0, 0] as [number, number, number], count: 0 }))
  for (let k = 0; k < 9 * PARTS; k++) {
    const x = Math.floor(left[0] + half * (1 + lerp(-0.87, 0.87, (k + 0.5) / (9 * PARTS))))
    const y = necklineRow(left, right, { ...arc, x })
    if (!(y - arc.reach >= 0) || y + arc.reach >= cutOut.height) continue
    const part = parts[Math.floor(k / 9)]
    part.count++
    const above = 4 * (Math.floor(y - arc.reach) * cutOut.width + x)
    const below = 4 * (Math.floor(y + arc.reach) * cutOut.width + x)
    if (cutOut.data[above + 3] < 128 || cutOut.data[below + 3] < 128) continue
    for (const c of [0, 1, 2] as const) part.step[c] += cutOut.data[below + c] - cutOut.data[above + c]
  }
  const whole = [0, 1, 2].map((c) => parts.reduce((sum, { step }) => sum + step[c], 0))
  // Each part's step the way the whole arc steps.
  const sizes = parts.map(({ step, count }) =>
    count === 0 ? 0 : step.reduce((sum, value, c) => sum + value * Math.sign(whole[c]), 0) / count,
  )
  const most = MOST_OF_PART * Math.max(0, median(sizes))
  const size = clamp(mean(sizes.map((value) => Math.min(value, most))), 0, MOST_STEP)
  return whole[0] + whole[1] + whole[2] < 0 ? DARKER_BELOW * size : size
}

/** Median colour of the shoulders beside the neck, where prints are rare. */
function shoulderColour(cutOut: Rgba8, [left, right]: readonly [Point, Point], bodyWidth: number): readonly number[] {
  const samples: [number[], number[], number[]] = [[], [], []]
  for (const [point, sign] of [
    [left, -1],
    [right, 1],
  ] as const) {
    for (let out = 0.03; out < 0.16; out += 0.01) {
      for (let down = 0.06; down < 0.16; down += 0.02) {
        const x = Math.floor(point[0] + sign * out * bodyWidth)
        const y = Math.floor(point[1] + down * bodyWidth)
        const i = 4 * (y * cutOut.width + x)
        if (x < 0 || y < 0 || x >= cutOut.width || y >= cutOut.height || cutOut.data[i + 3] < 128) continue
        for (const c of [0, 1, 2] as const) samples[c].push(cutOut.data[i + c])
      }
    }
  }
  return samples.map((channel) => median(channel))
}

/** Mean distance of the colours just below the arc from the cloth's, summed over the channels. */
function meanDistance(
  cutOut: Rgba8,
  [left, right]: readonly [Point, Point],
  arc: { readonly depth: number; readonly exponent: number; readonly reach: number; readonly cloth: readonly number[] },
): number {
  const half = (right[0] - left[0]) / 2
  let sum = 0
  let count = 0
  for (let offset = -0.8; offset <= 0.8; offset += 0.1) {
    const x = left[0] + half * (1 + offset)
    const y = Math.floor(necklineRow(left, right, { ...arc, x }) + arc.reach)
    if (y < 0 || y >= cutOut.height) continue
    const i = 4 * (y * cutOut.width + Math.floor(x))
    if (cutOut.data[i + 3] < 128) continue
    for (let c = 0; c < 3; c++) sum += Math.abs(cutOut.data[i + c] - arc.cloth[c])
    count++
  }
  return count === 0 ? 765 : sum / count
}
