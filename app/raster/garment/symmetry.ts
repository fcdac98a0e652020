import type { Silhouette } from './silhouette.ts'

/** Every third pixel is enough for an axis. */
const STRIDE = 3

/**
 * The upright line about which the silhouette is most symmetric: mean overlap of the mask with its mirror image. One folded
 * sleeve hardly moves it, where the centre of mass and the middle of the box go astray.
 */
export function mirrorAxis({ mask, top, bottom, centreX }: Silhouette): number {
  const { width, data } = mask
  let best = -1
  let axis = centreX
  for (let candidate = centreX - 0.15 * width; candidate <= centreX + 0.15 * width; candidate += 1) {
    let same = 0
    let other = 0
    for (let y = top; y <= bottom; y += STRIDE) {
      const row = y * width
      for (let x = Math.max(0, Math.ceil(candidate)); x < width; x += STRIDE) {
        const mirrored = Math.round(2 * candidate - x)
        const right = data[row + x] > 0.5
        const left = mirrored >= 0 && data[row + mirrored] > 0.5
        if (right && left) same++
        else if (right || left) other++
      }
    }
    const score = same / (same + other + 1)
    if (score > best) {
      best = score
      axis = candidate
    }
  }
  return axis
}
