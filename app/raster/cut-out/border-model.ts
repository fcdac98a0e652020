import { type Plane, plane, type Rgb8 } from '../../domain/raster.ts'
import { labOfRgb } from '../colour.ts'

/** What the ground of a picture looks like, learnt from its border ring. */
export interface BorderModel {
  /** Colours that make up the border, most frequent first, each with its own spread (mean squared distance). */
  readonly clusters: readonly BorderCluster[]
  /** Spread of the whole border around its mean, in Lab units; below 9 the ground is plain. */
  readonly spread: number
  /** Distance of each pixel from the nearest cluster, in Lab units (lightness counts .7, so that shadows stay near). */
  readonly distance: Plane
}

/** A group of like colours in Lab. */
export interface BorderCluster {
  readonly lightness: number
  readonly a: number
  readonly b: number
  readonly share: number
  readonly variance: number
}

const RING = 0.03
const CLUSTERS = 5
const PASSES = 10
const MIN_SHARE = 0.04
/** A shadow changes lightness first; half weight on its square keeps it with the ground. */
const LIGHTNESS_WEIGHT = 0.5

/** Learns the border ring (3 % of the short side) by k-means in Lab. Made for pictures of about 400 px. */
export function learnBorder(image: Rgb8): BorderModel {
  const lab = labOfRgb(image)
  const ring = ringPixels(image.width, image.height)
  const clusters = clusterColours(lab, ring)
  const distance = plane(image.width, image.height)
  for (let i = 0; i < distance.data.length; i++) distance.data[i] = nearestCluster(clusters, lab, i)
  return { clusters, spread: borderSpread(lab, ring), distance }
}

/** Indices of the pixels of the border ring. */
export function ringPixels(width: number, height: number): number[] {
  const thickness = Math.max(2, Math.round(RING * Math.min(width, height)))
  const ring: number[] = []
  for (let y = 0; y < height; y++) {
    const isEdgeRow = y < thickness || y >= height - thickness
    for (let x = 0; x < width; x++) {
      if (isEdgeRow || x < thickness || x >= width - thickness) ring.push(y * width + x)
    }
  }
  return ring
}

function squaredTo(
  colour: { readonly lightness: number; readonly a: number; readonly b: number },
  lab: Float32Array,
  pixel: number,
): number {
  const i = 3 * pixel
  return LIGHTNESS_WEIGHT * (lab[i] - colour.lightness) ** 2 + (lab[i + 1] - colour.a) ** 2 + (lab[i + 2] - colour.b) ** 2
}

/** Distance of a pixel from the nearest of some colours, in Lab units with lightness at .7; infinite when there is none. */
export function nearestCluster(clusters: readonly BorderCluster[], lab: Float32Array, pixel: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const cluster of clusters) least = Math.min(least, squaredTo(cluster, lab, pixel))
  return Math.sqrt(least)
}

/** Groups the colours of some pixels by k-means; groups of less than 4 % are dropped, the largest comes first. */
export function clusterColours(lab: Float32Array, ring: readonly number[]): BorderCluster[] {
  let clusters = Array.from({ length: CLUSTERS }, (_, k): BorderCluster => {
    const i = 3 * ring[Math.floor(((k + 0.5) / CLUSTERS) * ring.length)]
    return { lightness: lab[i], a: lab[i + 1], b: lab[i + 2], share: 0, variance: 0 }
  })
  for (let pass = 0; pass < PASSES; pass++) clusters = regroup(clusters, lab, ring)
  return clusters.filter((cluster) => cluster.share > MIN_SHARE).sort((a, b) => b.share - a.share)
}

function regroup(clusters: readonly BorderCluster[], lab: Float32Array, ring: readonly number[]): BorderCluster[] {
  const sums = clusters.map(() => ({ count: 0, lightness: 0, a: 0, b: 0, squares: 0 }))
  for (const pixel of ring) {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (let k = 0; k < clusters.length; k++) {
      const squared = squaredTo(clusters[k], lab, pixel)
      if (squared < least) {
        least = squared
        best = k
      }
    }
    const sum = sums[best]
    sum.count++
    sum.lightness += lab[3 * pixel]
    sum.a += lab[3 * pixel + 1]
    sum.b += lab[3 * pixel + 2]
    sum.squares += least
  }
  return sums.map((sum, k) => {
    if (sum.count === 0) return { ...clusters[k], share: 0 }
    const { count } = sum
    return {
      lightness: sum.lightness / count,
      a: sum.a / count,
      b: sum.b / count,
      share: count / ring.length,
      variance: sum.squares / count,
    }
  })
}

/** Spread of the border around its mean, in Lab units. */
export function borderSpread(lab: Float32Array, ring: readonly number[]): number {
  const mean = { lightness: 0, a: 0, b: 0 }
  for (const pixel of ring) {
    mean.lightness += lab[3 * pixel] / ring.length
    mean.a += lab[3 * pixel + 1] / ring.length
    mean.b += lab[3 * pixel + 2] / ring.length
  }
  let sum = 0
  for (const pixel of ring) sum += squaredTo(mean, lab, pixel)
  return Math.sqrt(sum / ring.length)
}
