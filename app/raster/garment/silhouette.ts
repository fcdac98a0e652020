import { type Plane, type Point, plane, type Rgba8 } from '../../domain/raster.ts'
import { fillHoles, keepLargest } from '../components.ts'

/** The outline of a cut-out as rows of runs; all in pixels of the mask. */
export interface Silhouette {
  readonly mask: Plane
  readonly top: number
  readonly bottom: number
  /** Centre of mass across. */
  readonly centreX: number
  readonly area: number
  /** First covered row of each column; the bottom where the column is empty. */
  readonly topProfile: Int32Array
  /** Tops of the larger holes that were filled. */
  readonly gaps: readonly Point[]
}

export type Run = readonly [first: number, last: number]

/** Soft drop shadows of product cut-outs stay below this alpha; cloth, even thin, lies above. */
const CLOTH_ALPHA = 140

/**
 * The silhouette of a cut-out: its largest region with holes filled, or null when it has fewer than 400 pixels.
 */
export function silhouetteOf(cutOut: Rgba8): Silhouette | null {
  const raw = plane(cutOut.width, cutOut.height)
  for (let i = 0; i < raw.data.length; i++) raw.data[i] = cutOut.data[4 * i + 3] > CLOTH_ALPHA ? 1 : 0
  const largest = keepLargest(raw)
  const filled = fillHoles(largest)
  return measureSilhouette(filled, gapTops(largest, filled))
}

/** A hole smaller than this share of the picture is a glint or a buttonhole. */
const LEAST_GAP = 3e-4

/** Top of each large hole. */
function gapTops(mask: Plane, filled: Plane): Point[] {
  const { width, height } = mask
  const isHole = (i: number): boolean => filled.data[i] > 0.5 && mask.data[i] <= 0.5
  const seen = new Uint8Array(mask.data.length)
  const tops: Point[] = []
  for (let start = 0; start < seen.length; start++) {
    if (seen[start] === 1 || !isHole(start)) continue
    const queue = [start]
    seen[start] = 1
    for (let head = 0; head < queue.length; head++) {
      for (const next of [queue[head] - 1, queue[head] + 1, queue[head] - width, queue[head] + width]) {
        if (next < 0 || next >= seen.length || seen[next] === 1 || !isHole(next)) continue
        seen[next] = 1
        queue.push(next)
      }
    }
    if (queue.length >= LEAST_GAP * width * height) tops.push([start % width, Math.floor(start / width)])
  }
  return tops
}

export function measureSilhouette(mask: Plane, gaps: readonly Point[] = []): Silhouette | null {
  const { width, height, data } = mask
  let top = height
  let bottom = 0
  let sumX = 0
  let area = 0
  const topProfile = new Int32Array(width).fill(-1)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      if (data[i] <= 0.5) continue
      if (y < top) top = y
      bottom = y
      sumX += x
      area++
      if (topProfile[x] < 0) topProfile[x] = y
    }
  }
  if (area < 400) return null
  for (let x = 0; x < width; x++) if (topProfile[x] < 0) topProfile[x] = bottom
  return { mask, top, bottom, centreX: sumX / area, area, topProfile, gaps }
}

/** The covered runs of a row that are wider than 2 pixels, from left to right. */
export function runsAt(silhouette: Silhouette, row: number): Run[] {
  const { width, height, data } = silhouette.mask
  const y = Math.min(height - 1, Math.max(0, Math.round(row)))
  const runs: Run[] = []
  let first = -1
  for (let x = 0; x <= width; x++) {
    const isInside = x < width && data[y * width + x] > 0.5
    if (isInside && first < 0) first = x
    if (isInside || first < 0) continue
    if (x - first > 2) runs.push([first, x - 1])
    first = -1
  }
  return runs
}

/** First covered row under the point's column. */
export function topAt(silhouette: Silhouette, x: number): number {
  const { topProfile } = silhouette
  return topProfile[Math.min(topProfile.length - 1, Math.max(0, Math.round(x)))]
}

export function isCloth(silhouette: Silhouette, x: number, y: number): boolean {
  const { width, height, data } = silhouette.mask
  const column = Math.floor(x)
  const row = Math.floor(y)
  return column >= 0 && row >= 0 && column < width && row < height && data[row * width + column] > 0.5
}
