import type { GarmentRegion } from '../../domain/garment-region.ts'
import type { Plane } from '../../domain/raster.ts'
import { median } from '../geometry.ts'
import type { ClothFrame } from '../truth/cloth-patch.ts'

interface Row {
  readonly first: number
  readonly last: number
}

/** Where the trunk of a garment is measured, as shares of its height: below the armpits of a top, at the hips of what is worn on the legs. */
const MEASURED = { upper: [0.4, 0.65], full: [0.2, 0.4], lower: [0.08, 0.28] } as const satisfies Readonly<
  Record<GarmentRegion, readonly [number, number]>
>
/** The line of the shoulders, a little below the top of a collar. */
const TOP = { upper: 0.06, full: 0.04, lower: 0 } as const satisfies Readonly<Record<GarmentRegion, number>>

/**
 * The coordinates of a garment from its mask alone, flat or worn: middle of the top, one trunk width across and down. Rougher than what a fit
 * knows, and there without one. Null for fewer than 20 rows.
 */
export function frameOfMask(mask: Plane, region: GarmentRegion): ClothFrame | null {
  const rows: { readonly y: number; readonly trunk: Row }[] = []
  const middle = middleOf(mask)
  for (let y = 0; y < mask.height; y++) {
    const trunk = trunkAt(mask, y, middle)
    if (trunk !== null) rows.push({ y, trunk })
  }
  const [first, last] = [rows[0], rows.at(-1)]
  if (first === undefined || last === undefined || rows.length < 20) return null
  const height = last.y - first.y
  const [from, to] = MEASURED[region]
  const measured = rows.filter(({ y }) => y >= first.y + from * height && y <= first.y + to * height)
  const width = median(measured.map(({ trunk }) => trunk.last - trunk.first + 1))
  const centre = median(measured.map(({ trunk }) => (trunk.first + trunk.last + 1) / 2))
  return { origin: [centre, first.y + TOP[region] * height], across: [width, 0], down: [0, width] }
}

function middleOf({ data, width }: Plane): number {
  let [sum, count] = [0, 0]
  for (let i = 0; i < data.length; i++) {
    if (data[i] <= 0.5) continue
    sum += i % width
    count++
  }
  return count === 0 ? width / 2 : sum / count
}

/** The run of a row that holds the middle, or the widest. */
function trunkAt({ data, width }: Plane, y: number, middle: number): Row | null {
  let widest: Row | null = null
  let first = -1
  for (let x = 0; x <= width; x++) {
    const isInside = x < width && data[y * width + x] > 0.5
    if (isInside && first < 0) first = x
    if (isInside || first < 0) continue
    const run = { first, last: x - 1 }
    if (run.first <= middle && run.last >= middle) return run
    if (widest === null || run.last - run.first > widest.last - widest.first) widest = run
    first = -1
  }
  return widest
}
