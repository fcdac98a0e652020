import { plane } from '../../domain/raster.ts'
import { measureSilhouette, type Silhouette } from './silhouette.ts'

/** What is thinner than this share of the garment's width is no part of its cut: a hook, the ends of a knot, a string, fringe. */
const THIN = 0.045

/**
 * The silhouette without thin appendages. Opened by a square, then given back what lies next to what was left, so that corners stay
 * where they are.
 */
export function pruneSilhouette(silhouette: Silhouette): Silhouette {
  const { mask } = silhouette
  const { width, height } = mask
  const radius = Math.max(1, Math.round((THIN / 2) * widthOf(silhouette)))
  const covered = Uint8Array.from(mask.data, (value) => (value > 0.5 ? 1 : 0))
  const eroded = spread(covered, { width, height, radius, value: 0 })
  const regrown = spread(eroded, { width, height, radius: 2 * radius, value: 1 })
  const out = plane(width, height)
  for (let i = 0; i < regrown.length; i++) out.data[i] = regrown[i] & covered[i]
  return measureSilhouette(out, silhouette.gaps) ?? silhouette
}

function widthOf({ mask, topProfile, bottom }: Silhouette): number {
  let columns = 0
  for (let x = 0; x < mask.width; x++) if (topProfile[x] < bottom) columns++
  return columns
}

interface Spread {
  readonly width: number
  readonly height: number
  readonly radius: number
  readonly value: 0 | 1
}

/** Spreads what is covered (`value` 1) or bare (0) by `radius` along rows, then along columns; beyond the frame counts as bare. */
function spread(mask: Uint8Array, { width, height, radius, value }: Spread): Uint8Array {
  const other = value === 1 ? 0 : 1
  const start = value === 0 ? 0 : radius + 1
  const across = new Uint8Array(mask.length)
  for (let y = 0; y < height; y++) {
    // Distance to the last pixel with the value, once from each end.
    let since = start
    const row = y * width
    for (let i = row; i < row + width; i++) {
      since = mask[i] === value ? 0 : since + 1
      across[i] = since <= radius ? value : other
    }
    since = start
    for (let i = row + width - 1; i >= row; i--) {
      since = mask[i] === value ? 0 : since + 1
      if (since <= radius) across[i] = value
    }
  }
  const out = new Uint8Array(mask.length)
  const since = new Int32Array(width).fill(start)
  for (let i = 0; i < out.length; i++) {
    const x = i % width
    since[x] = across[i] === value ? 0 : since[x] + 1
    out[i] = since[x] <= radius ? value : other
  }
  since.fill(start)
  for (let i = out.length - 1; i >= 0; i--) {
    const x = i % width
    since[x] = across[i] === value ? 0 : since[x] + 1
    if (since[x] <= radius) out[i] = value
  }
  return out
}
