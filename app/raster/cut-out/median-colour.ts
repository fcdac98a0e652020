import type { Lab } from '../colour.ts'
import { median } from '../geometry.ts'

const MIN_PIXELS = 20

/** Median colour of some pixels, channel by channel; null when there are fewer than 20. */
export function medianLab(lab: Float32Array, pixels: readonly number[]): Lab | null {
  if (pixels.length < MIN_PIXELS) return null
  const channel = (c: number): number => median(pixels.map((pixel) => lab[3 * pixel + c]))
  return [channel(0), channel(1), channel(2)]
}
