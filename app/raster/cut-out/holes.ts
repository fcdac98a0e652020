import { type Plane, plane } from '../../domain/raster.ts'
import { fillHoles, labelComponents } from '../components.ts'

/** Holes below this share of the garment are prints, buttons or noise. */
const MIN_SHARE = 0.002

/**
 * Fills the holes of a mask, except those through which the ground shows: between sleeve and body, under a strap, inside a
 * loop. Such a hole is large enough and, on average, as near to the ground's colour as the ground itself.
 *
 * @param distance distance of each pixel from the ground's colours, any unit.
 * @returns 0 or 1.
 */
export function keepTrueHoles(mask: Plane, distance: Plane, limit: { readonly groundDistance: number }): Plane {
  const full = fillHoles(mask)
  const holes = plane(mask.width, mask.height)
  let garment = 0
  for (let i = 0; i < holes.data.length; i++) {
    holes.data[i] = full.data[i] > 0.5 && mask.data[i] <= 0.5 ? 1 : 0
    garment += full.data[i]
  }
  const { labels, sizes } = labelComponents(holes)
  const sums = new Float64Array(sizes.length)
  for (let i = 0; i < labels.length; i++) sums[labels[i]] += distance.data[i]
  const isTrue = sizes.map((size, label) => label > 0 && size > MIN_SHARE * garment && sums[label] / size < limit.groundDistance)
  for (let i = 0; i < labels.length; i++) if (isTrue[labels[i]]) full.data[i] = 0
  return full
}
