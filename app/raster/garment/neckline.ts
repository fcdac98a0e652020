import type { Point, Rgba8 } from '../../domain/raster.ts'
import { type Neckline, necklineRow } from './anchors.ts'

/** Round, oval and V necks. */
const EXPONENTS = [1.2, 2, 3] as const
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
  let best: Neckline = { depth: 0.05 * bodyWidth, exponent: 2, score: -1 }
  for (const exponent of EXPONENTS) {
    for (let depth = 0.03 * bodyWidth; depth < (hood ? 0.3 : 0.42) * bodyWidth; depth += Math.max(1, 0.008 * bodyWidth)) {
      // Most necklines are about .14 body widths deep; a print or a pocket further down must be much stronger to win.
      const usual = Math.exp(-(((depth / bodyWidth - 0.14) / 0.2) ** 2))
      const score = meanStep(cutOut, neckPoints, { depth, exponent, reach: 0.018 * bodyWidth }) * usual
      if (score > best.score) best = { depth, exponent, score }
    }
  }
  return best.score < CLEAR_EDGE ? { depth: 0.05 * bodyWidth, exponent: 2, score: Math.max(0, best.score) } : best
}

function meanStep(
  cutOut: Rgba8,
  [left, right]: readonly [Point, Point],
  arc: { readonly depth: number; readonly exponent: number; readonly reach: number },
): number {
  const half = (right[0] - left[0]) / 2
  let sum = 0
  let count = 0
  for (let offset = -0.85; offset <= 0.85; offset += 0.05) {
    const x = left[0] + half * (1 + offset)
    const y = necklineRow(left, right, { ...arc, x })
    if (y - arc.reach < 0 || y + arc.reach >= cutOut.height) continue
    sum += Math.min(90, colourStep(cutOut, x, { above: y - arc.reach, below: y + arc.reach }))
    count++
  }
  return count === 0 ? 0 : sum / count
}

function colourStep(cutOut: Rgba8, x: number, rows: { readonly above: number; readonly below: number }): number {
  const { width, data } = cutOut
  const p = 4 * (Math.floor(rows.above) * width + Math.floor(x))
  const q = 4 * (Math.floor(rows.below) * width + Math.floor(x))
  if (data[p + 3] < 128 || data[q + 3] < 128) return 0
  return Math.abs(data[p] - data[q]) + Math.abs(data[p + 1] - data[q + 1]) + Math.abs(data[p + 2] - data[q + 2])
}
