import type { Plane } from '../../domain/raster.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { median, quantile } from '../geometry.ts'

/**
 * Numbers that tell garments apart by their outline. Lengths are shares of the outline's height (`...Level`, 0 top, 1 bottom)
 * or multiples of the chest width.
 */
export interface SilhouetteFeatures {
  /** Height over width of the outline. */
  readonly aspect: number
  /** Height over the width of the trunk at the chest. */
  readonly lengthOverChest: number
  /** Share of the rows in the lower 40 % that are parted in the middle. */
  readonly partedShare: number
  /** Level of the highest row of the parting that reaches the bottom; 1 when there is none. */
  readonly crotchLevel: number
  /** Widest outline in the upper three quarters, over the chest. */
  readonly spread: number
  /** Width at a quarter of the height over that at four fifths: above 1 with short sleeves, below 1 for what widens downwards. */
  readonly topOverBottom: number
  /** Level down to which a sleeve hangs apart from the trunk; 0 when none does. */
  readonly sleeveLevel: number
  /** Share of rows with a gap between a sleeve and the trunk. */
  readonly sleeveGapShare: number
  /** Width at 4 % of the height, over the chest. */
  readonly topWidth: number
  /** How much the upper edge rises and falls across the middle of the trunk, over the chest. */
  readonly topRelief: number
  /** Trunk width near the hem over that at the chest. */
  readonly flare: number
  /** How far down the outline stays narrower than two thirds of the chest, over the chest: a hood or a neck with straps. */
  readonly narrowTop: number
}

interface Row {
  readonly left: number
  readonly right: number
  readonly runs: readonly (readonly [first: number, last: number])[]
  /** The run that holds the middle, or the widest one. */
  readonly trunk: readonly [first: number, last: number]
}

/** Measures an outline. Made for masks of about 256 px; null below 12 rows or columns. */
export function measureFeatures(mask: Plane): SilhouetteFeatures | null {
  const box = boundsAbove(mask, 0.5)
  if (box === null || box.width < 12 || box.height < 12) return null
  const centre = middleColumn(mask)
  const rows: (Row | null)[] = []
  for (let y = box.y; y < box.y + box.height; y++) rows.push(readRow(mask, y, { centre, least: 0.02 * box.width }))
  const chest = Math.max(1, trunkWidth(rows, 0.3, 0.55))
  const parting = measureParting(rows, { centre, width: box.width })
  return {
    aspect: box.height / box.width,
    lengthOverChest: box.height / chest,
    ...parting,
    ...measureSleeves(rows, chest),
    topWidth: outerWidth(rows[Math.floor(0.04 * rows.length)]) / chest,
    topRelief: measureTopRelief(mask, { top: box.y, centre, chest }),
    flare: trunkWidth(rows, 0.85, 0.97) / chest,
    narrowTop: narrowRows(rows, chest) / chest,
  }
}

/** Middle of the outline, not of the box: one outstretched sleeve must not shift it. */
function middleColumn(mask: Plane): number {
  const middles: number[] = []
  for (let y = 0; y < mask.height; y++) {
    let sum = 0
    let count = 0
    for (let x = 0; x < mask.width; x++) {
      if (mask.data[y * mask.width + x] <= 0.5) continue
      sum += x
      count++
    }
    if (count > 0) middles.push(sum / count)
  }
  return median(middles)
}

function readRow(mask: Plane, y: number, options: { readonly centre: number; readonly least: number }): Row | null {
  const runs: [number, number][] = []
  let first = -1
  for (let x = 0; x <= mask.width; x++) {
    const isInside = x < mask.width && mask.data[y * mask.width + x] > 0.5
    if (isInside && first < 0) first = x
    if (isInside || first < 0) continue
    if (x - first >= Math.max(2, options.least)) runs.push([first, x - 1])
    first = -1
  }
  if (runs.length === 0) return null
  const widest = runs.reduce((best, run) => (run[1] - run[0] > best[1] - best[0] ? run : best))
  const trunk = runs.find((run) => run[0] <= options.centre && run[1] >= options.centre) ?? widest
  return { left: runs[0][0], right: runs[runs.length - 1][1], runs, trunk }
}

function outerWidth(row: Row | null | undefined): number {
  return row ? row.right - row.left + 1 : 0
}

function trunkWidth(rows: readonly (Row | null)[], from: number, to: number): number {
  const part = rows.slice(Math.floor(from * rows.length), Math.ceil(to * rows.length))
  return quantile(
    part.flatMap((row) => (row ? [row.trunk[1] - row.trunk[0] + 1] : [])),
    0.35,
  )
}

function measureParting(
  rows: readonly (Row | null)[],
  given: { readonly centre: number; readonly width: number },
): Pick<SilhouetteFeatures, 'partedShare' | 'crotchLevel'> {
  const isParted = rows.map((row) => row !== null && partsInMiddle(row, given))
  const lower = isParted.slice(Math.floor(0.6 * rows.length))
  // Hems and shoes may touch: the parting may begin a little above the bottom.
  let end = rows.length - 1
  while (end > 0.75 * rows.length && !isParted[end]) end--
  let start = end
  let missed = 0
  for (let y = end; y >= 0 && missed < 0.03 * rows.length; y--) {
    if (isParted[y]) {
      start = y
      missed = 0
    } else missed++
  }
  return {
    partedShare: lower.filter(Boolean).length / lower.length,
    crotchLevel: isParted[end] ? start / rows.length : 1,
  }
}

function partsInMiddle(row: Row, { centre, width }: { readonly centre: number; readonly width: number }): boolean {
  for (let i = 1; i < row.runs.length; i++) {
    const [left, right] = [row.runs[i - 1], row.runs[i]]
    const gapMiddle = (left[1] + right[0]) / 2
    const isThick = left[1] - left[0] > 0.12 * width && right[1] - right[0] > 0.12 * width
    if (isThick && Math.abs(gapMiddle - centre) < 0.15 * width) return true
  }
  return false
}

function measureSleeves(
  rows: readonly (Row | null)[],
  chest: number,
): Pick<SilhouetteFeatures, 'spread' | 'topOverBottom' | 'sleeveLevel' | 'sleeveGapShare'> {
  const around = (level: number): number =>
    median(rows.slice(Math.floor((level - 0.04) * rows.length), Math.ceil((level + 0.04) * rows.length)).map(outerWidth))
  const hasGap = rows.map((row) => row?.runs.some((run) => run !== row.trunk && run[1] - run[0] > 0.08 * chest))
  return {
    spread: Math.max(...rows.slice(0, Math.floor(0.75 * rows.length)).map(outerWidth)) / chest,
    topOverBottom: around(0.25) / Math.max(1, around(0.8)),
    sleeveLevel: (hasGap.lastIndexOf(true) + 1) / rows.length,
    sleeveGapShare: hasGap.filter(Boolean).length / rows.length,
  }
}

function measureTopRelief(mask: Plane, given: { readonly top: number; readonly centre: number; readonly chest: number }): number {
  const tops: number[] = []
  const from = Math.max(0, Math.round(given.centre - 0.36 * given.chest))
  const to = Math.min(mask.width - 1, Math.round(given.centre + 0.36 * given.chest))
  for (let x = from; x <= to; x++) {
    let y = given.top
    while (y < mask.height && mask.data[y * mask.width + x] <= 0.5) y++
    tops.push(y - given.top)
  }
  return (quantile(tops, 0.95) - quantile(tops, 0.05)) / given.chest
}

function narrowRows(rows: readonly (Row | null)[], chest: number): number {
  let count = 0
  for (const row of rows) {
    if (outerWidth(row) >= 0.66 * chest) break
    count++
  }
  return count
}
