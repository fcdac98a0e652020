import { type Plane, plane } from '../domain/raster.ts'

const FAR = 1e12

/**
 * Squared Euclidean distance in pixels from each pixel centre to the nearest one where `mask` is above one half; 0 inside,
 * huge when the mask is empty. Felzenszwalb and Huttenlocher, "Distance Transforms of Sampled Functions" (2012): time
 * does not grow with the distance.
 */
export function squaredDistance(mask: Plane): Plane {
  const { width, height } = mask
  const out = plane(width, height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = mask.data[i] > 0.5 ? 0 : FAR
  const most = Math.max(width, height)
  const work: Envelope = {
    values: new Float64Array(most),
    result: new Float64Array(most),
    vertex: new Int32Array(most),
    border: new Float64Array(most + 1),
  }
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) work.values[y] = out.data[y * width + x]
    lowerEnvelope(work, height)
    for (let y = 0; y < height; y++) out.data[y * width + x] = work.result[y]
  }
  for (let y = 0; y < height; y++) {
    const row = out.data.subarray(y * width, (y + 1) * width)
    work.values.set(row)
    lowerEnvelope(work, width)
    for (let x = 0; x < width; x++) row[x] = work.result[x]
  }
  return out
}

/** The mask grown by a disc, as 0 and 1. */
export function dilate(mask: Plane, radiusPx: number): Plane {
  const limit = radiusPx * radiusPx
  return mapPlane(squaredDistance(mask), (squared) => (squared <= limit ? 1 : 0))
}

/** The mask shrunk by a disc, as 0 and 1; outside the picture counts as inside, so that a cropped body keeps its edge. */
export function erode(mask: Plane, radiusPx: number): Plane {
  const limit = radiusPx * radiusPx
  const outside = mapPlane(mask, (value) => (value > 0.5 ? 0 : 1))
  return mapPlane(squaredDistance(outside), (squared) => (squared > limit ? 1 : 0))
}

/** Fills gaps narrower than twice the radius. */
export function close(mask: Plane, radiusPx: number): Plane {
  return erode(dilate(mask, radiusPx), radiusPx)
}

/** Removes what is narrower than twice the radius. */
export function open(mask: Plane, radiusPx: number): Plane {
  return dilate(erode(mask, radiusPx), radiusPx)
}

/** A plane of the same size whose values are `change(value, index)`. */
export function mapPlane(source: Plane, change: (value: number, index: number) => number): Plane {
  const out = plane(source.width, source.height)
  for (let i = 0; i < out.data.length; i++) out.data[i] = change(source.data[i], i)
  return out
}

interface Envelope {
  readonly values: Float64Array
  readonly result: Float64Array
  readonly vertex: Int32Array
  readonly border: Float64Array
}

/** Lower envelope of the parabolas (x - i)^2 + values[i] over one line of `count` samples. */
function lowerEnvelope({ values, result, vertex, border }: Envelope, count: number): void {
  let last = 0
  vertex[0] = 0
  border[0] = Number.NEGATIVE_INFINITY
  border[1] = Number.POSITIVE_INFINITY
  for (let i = 1; i < count; i++) {
    let cross = crossing(values, vertex[last], i)
    while (cross <= border[last]) {
      last--
      cross = crossing(values, vertex[last], i)
    }
    last++
    vertex[last] = i
    border[last] = cross
    border[last + 1] = Number.POSITIVE_INFINITY
  }
  for (let x = 0, k = 0; x < count; x++) {
    while (border[k + 1] < x) k++
    result[x] = (x - vertex[k]) ** 2 + values[vertex[k]]
  }
}

function crossing(values: Float64Array, left: number, right: number): number {
  return (values[right] + right * right - values[left] - left * left) / (2 * (right - left))
}
