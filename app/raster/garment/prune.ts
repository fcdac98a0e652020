import { type Plane, plane } from '../../domain/raster.ts'
import { measureSilhouette, type Silhouette } from './silhouette.ts'

/** What is thinner than this share of the garment's width is no part of its cut: a hook, the ends of a knot, a string, fringe. */
const THIN = 0.045

/**
 * The silhouette without thin appendages. Opened by a square, then given back what lies next to what was left, so that corners stay
 * where they are.
 */
export function pruneSilhouette(silhouette: Silhouette): Silhouette {
  const { mask } = silhouette
  const radius = Math.max(1, Math.round((THIN / 2) * widthOf(silhouette)))
  const eroded = spread(mask, { radius, value: 0 })
  const regrown = spread(eroded, { radius: 2 * radius, value: 1 })
  for (let i = 0; i < regrown.data.length; i++) if (mask.data[i] <= 0.5) regrown.data[i] = 0
  return measureSilhouette(regrown, silhouette.gaps) ?? silhouette
}

function widthOf({ mask, topProfile, bottom }: Silhouette): number {
  let columns = 0
  for (let x = 0; x < mask.width; x++) if (topProfile[x] < bottom) columns++
  return columns
}

/** Spreads what is covered (`value` 1) or bare (0) by `radius` along rows, then along columns; beyond the frame counts as bare. */
function spread(mask: Plane, { radius, value }: { readonly radius: number; readonly value: 0 | 1 }): Plane {
  const { width, height } = mask
  const across = plane(width, height)
  const out = plane(width, height)
  spreadLines(mask.data, across.data, { lines: height, length: width, lineStep: width, step: 1, radius, value })
  spreadLines(across.data, out.data, { lines: width, length: height, lineStep: 1, step: width, radius, value })
  return out
}

interface Lines {
  readonly lines: number
  readonly length: number
  readonly lineStep: number
  readonly step: number
  readonly radius: number
  readonly value: 0 | 1
}

function spreadLines(from: Float32Array, to: Float32Array, { lines, length, lineStep, step, radius, value }: Lines): void {
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep
    // Distance to the last pixel with the value, once from each end.
    let since = value === 0 ? 0 : radius + 1
    for (let i = 0, at = start; i < length; i++, at += step) {
      since = from[at] > 0.5 === (value === 1) ? 0 : since + 1
      to[at] = since <= radius ? value : 1 - value
    }
    since = value === 0 ? 0 : radius + 1
    for (let i = 0, at = start + (length - 1) * step; i < length; i++, at -= step) {
      since = from[at] > 0.5 === (value === 1) ? 0 : since + 1
      if (since <= radius) to[at] = value
    }
  }
}
