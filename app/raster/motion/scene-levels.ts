import type { CameraPath } from '../../domain/director/camera-path.ts'
import { viewAt } from '../../domain/director/camera-view.ts'
import type { Size } from '../../domain/raster.ts'
import { clamp, smooth } from '../geometry.ts'

/** Pixels of the working picture for one of the frame: more alias between the pixels that are looked at, fewer cost sharpness. */
const FINEST = 1
const COARSEST = 1.34
/** A level is this much smaller than the one above it. */
const STEP = 1.42
/** The part of the way from one level to the next on which they are mixed. */
const MIXED = { from: 0.25, to: 0.8 } as const
/** Sides beyond this cost memory and show nothing: the largest still of a phone. */
const MOST_PX = 6144

/**
 * The working sizes a path needs, largest first: enough pixels where the camera is nearest, and smaller pictures for where it sees so much
 * that those would alias.
 *
 * @param still the size of the picture. It is never enlarged: that shows nothing more, and parting twice as many pixels took a third of a
 *   clip's time.
 */
export function levelSizes(path: CameraPath, { still, clip }: { readonly still: Size; readonly clip: Size }): Size[] {
  let [widest, narrowest] = [0, Number.POSITIVE_INFINITY]
  for (let frame = 0; frame < path.frames; frame++) {
    const { width } = viewAt(path.at(frame), path.whole, 1)
    widest = Math.max(widest, width)
    narrowest = Math.min(narrowest, width)
  }
  const mostWidth = Math.min(still.width, MOST_PX, (MOST_PX * still.width) / still.height)
  const needed = (clip.width * FINEST) / narrowest
  const enough = (clip.width * COARSEST) / widest
  // One size will do where the camera hardly nears: larger than needed at its nearest, not too large at its farthest.
  let width = Math.min(mostWidth, needed)
  const sizes = [evenSize(width, still)]
  while (width > 1.02 * enough) {
    width = Math.max(enough, width / STEP)
    sizes.push(evenSize(width, still))
  }
  return sizes
}

function evenSize(width: number, still: Size): Size {
  const even = 2 * Math.max(1, Math.round(width / 2))
  return { width: even, height: 2 * Math.max(1, Math.round((even * still.height) / still.width / 2)) }
}

/**
 * Which two levels a frame is made of, and how much of the second.
 *
 * @param ratios pixels of each level for one of the frame, falling.
 */
export function levelsFor(ratios: readonly number[]): { first: number; second: number; share: number } {
  // The last level that is still fine enough, and how far the ratio has come from it to the next.
  let first = 0
  while (first < ratios.length - 1 && ratios[first + 1] >= FINEST) first++
  if (first === ratios.length - 1) return { first, second: first, share: 0 }
  const way = Math.log(ratios[first] / FINEST) / Math.log(ratios[first] / ratios[first + 1])
  // A frame of two sizes is painted twice: only on the middle part of the way.
  const share = smooth(clamp((way - MIXED.from) / (MIXED.to - MIXED.from), 0, 1))
  if (share === 0) return { first, second: first, share }
  if (share === 1) return { first: first + 1, second: first + 1, share: 0 }
  return { first, second: first + 1, share }
}
