import type { Silhouette } from './silhouette.ts'

/** Every third pixel is enough for an axis. */
const STRIDE = 3

/** An axis and how much of the outline, 0..1, is the same on both sides of it. */
export interface Mirror {
  readonly axisX: number
  readonly symmetry: number
}

/** Anchors, box and trust all ask for it; a silhouette does not change. */
const found = new WeakMap<Silhouette, Mirror>()

/**
 * The upright line about which the silhouette is most symmetric: mean overlap of the mask with its mirror image. One folded
 * sleeve hardly moves it, where the centre of mass and the middle of the box go astray.
 */
export function findMirror(silhouette: Silhouette): Mirror {
  const known = found.get(silhouette)
  if (known) return known
  const { mask, centreX } = silhouette
  const reach = 0.15 * mask.width
  let best: Mirror = { axisX: centreX, symmetry: -1 }
  const look = (from: number, to: number, step: number): void => {
    for (let axisX = from; axisX <= to; axisX += step) {
      const symmetry = overlapAbout(silhouette, axisX)
      if (symmetry > best.symmetry) best = { axisX, symmetry }
    }
  }
  look(centreX - reach, centreX + reach, COARSE)
  look(best.axisX - COARSE + 1, best.axisX + COARSE - 1, 1)
  found.set(silhouette, best)
  return best
}

/** The overlap has one broad peak: a coarse search finds it. */
const COARSE = 5

function overlapAbout({ mask, top, bottom }: Silhouette, axisX: number): number {
  const { width, data } = mask
  let same = 0
  let other = 0
  for (let y = top; y <= bottom; y += STRIDE) {
    const row = y * width
    for (let x = Math.max(0, Math.ceil(axisX)); x < width; x += STRIDE) {
      const mirrored = Math.round(2 * axisX - x)
      const right = data[row + x] > 0.5
      const left = mirrored >= 0 && data[row + mirrored] > 0.5
      if (right && left) same++
      else if (right || left) other++
    }
  }
  return same / (same + other + 1)
}
