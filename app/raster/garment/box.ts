import { clamp, quantile } from '../geometry.ts'
import { runsAt, type Silhouette, topAt } from './silhouette.ts'
import { findMirror } from './symmetry.ts'

/** What can be said of any garment without knowing its parts; in garment pixels. */
export interface GarmentBox {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  readonly axisX: number
  /** Width of the part that covers the trunk (or the waist). */
  readonly trunkWidth: number
  /** Row where the neck meets the shoulders. */
  readonly neckRow: number
  /** How steeply the top contour falls from the neck outwards, rows per column. */
  readonly shoulderSlope: number
}

/** Trunk of a top with sleeves at its sides, as a share of the whole width, when the two cannot be told apart. */
const TRUNK_SHARE = 0.66

/** Measures the box of a top; works on every silhouette. */
export function topBox(silhouette: Silhouette): GarmentBox {
  const { left, right } = bounds(silhouette)
  const { top, bottom } = silhouette
  const height = bottom - top
  const axisX = findMirror(silhouette).axisX
  const runWidths: number[] = []
  for (let y = top + 0.4 * height; y < top + 0.9 * height; y++) {
    const run = runsAt(silhouette, y).find(([first, last]) => first <= axisX && last >= axisX)
    if (run) runWidths.push(run[1] - run[0])
  }
  const whole = right - left
  // Either the trunk is seen alone in some rows, or sleeves touch it all the way down.
  const narrow = quantile(runWidths, 0.3)
  const trunkWidth =
    clamp(narrow, 0.45 * whole, whole) > 0.85 * whole && whole > 0.85 * height ? TRUNK_SHARE * whole : clamp(narrow, 0.45 * whole, whole)
  const neckRow = Math.min(topAt(silhouette, axisX - 0.2 * trunkWidth), topAt(silhouette, axisX + 0.2 * trunkWidth))
  const tipRow = (topAt(silhouette, axisX - 0.45 * trunkWidth) + topAt(silhouette, axisX + 0.45 * trunkWidth)) / 2
  return { left, right, top, bottom, axisX, trunkWidth, neckRow, shoulderSlope: clamp((tipRow - neckRow) / (0.25 * trunkWidth), 0, 0.7) }
}

/** Measures the box of trousers, shorts or a skirt: its trunk is the waistband. */
export function lowerBox(silhouette: Silhouette): GarmentBox {
  const { left, right } = bounds(silhouette)
  const { top, bottom } = silhouette
  const widths: number[] = []
  for (let y = top + 0.03 * (bottom - top); y < top + 0.2 * (bottom - top); y++) {
    const runs = runsAt(silhouette, y)
    if (runs.length > 0) widths.push(runs[runs.length - 1][1] - runs[0][0])
  }
  return {
    left,
    right,
    top,
    bottom,
    axisX: findMirror(silhouette).axisX,
    trunkWidth: Math.max(8, quantile(widths, 0.6)),
    neckRow: top,
    shoulderSlope: 0,
  }
}

function bounds({ mask, topProfile, bottom }: Silhouette): { readonly left: number; readonly right: number } {
  let left = 0
  let right = mask.width - 1
  while (left < right && topProfile[left] >= bottom) left++
  while (right > left && topProfile[right] >= bottom) right--
  return { left, right }
}
