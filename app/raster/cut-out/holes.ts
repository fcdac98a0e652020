import { type Plane, plane } from '../../domain/raster.ts'
import { fillHoles, labelComponents } from '../components.ts'
import { close } from '../morphology.ts'

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

/** Half the width of the notches that are filled, in pixels. */
const NOTCH_RADIUS = 4
/** A notch is about as deep as wide; the gap between two trouser legs is a long one and stays. */
const MAX_NOTCH_AREA = 3 * NOTCH_RADIUS ** 2

/**
 * Fills small notches in the outline: light stripes, checks or dots that end there and look like the ground's shadow.
 *
 * @param different 0 or 1: only what differs from the ground is filled.
 * @returns 0 or 1.
 */
export function fillNotches(mask: Plane, different: Plane): Plane {
  const closed = close(mask, NOTCH_RADIUS)
  const notches = plane(mask.width, mask.height)
  for (let i = 0; i < notches.data.length; i++) {
    notches.data[i] = closed.data[i] > 0.5 && mask.data[i] <= 0.5 && different.data[i] > 0.5 ? 1 : 0
  }
  const { labels, sizes } = labelComponents(notches)
  const out = plane(mask.width, mask.height)
  for (let i = 0; i < labels.length; i++) {
    const isNotch = labels[i] > 0 && sizes[labels[i]] <= MAX_NOTCH_AREA
    out.data[i] = isNotch ? 1 : mask.data[i]
  }
  return out
}
