import type { Point, Rgba8 } from '../../domain/raster.ts'
import { clamp } from '../geometry.ts'

/** Width of a crease and distance of the cloth beside it, in shares of the unit. */
const HALF_WIDTH = 0.012
const BESIDE = 0.035
/** How much darker than the cloth on both sides a crease is, 0..255, and over how many units it may be lost. */
const DARKER = 9
const LOST = 0.03

/**
 * Follows a dark line upwards from where a gap ends. Where two parts lie side by side, the gap between them goes on as their shadow:
 * the cut-out closes it where it gets narrower than a few pixels.
 *
 * @param unit what lengths are measured by, in pixels: the width of the garment.
 * @returns the end of the line, at most `reach` units above `from`; `from` itself where there is none.
 */
export function followCrease(picture: Rgba8, from: Point, { unit, reach }: { readonly unit: number; readonly reach: number }): Point {
  const { width, height, data } = picture
  const lumaAt = (x: number, y: number): number => {
    const i = 4 * (clamp(Math.round(y), 0, height - 1) * width + clamp(Math.round(x), 0, width - 1))
    return data[i + 3] < 128 ? -1 : 0.3 * data[i] + 0.59 * data[i + 1] + 0.11 * data[i + 2]
  }
  const half = Math.max(1, HALF_WIDTH * unit)
  const beside = Math.max(3, BESIDE * unit)
  let x = from[0]
  let end = from
  let lost = 0
  for (let y = from[1]; y > from[1] - reach * unit; y--) {
    let darkest = Number.POSITIVE_INFINITY
    let at = x
    for (let dx = -half; dx <= half; dx++) {
      const luma = lumaAt(x + dx, y)
      if (luma >= 0 && luma + 0.5 * Math.abs(dx) < darkest) {
        darkest = luma + 0.5 * Math.abs(dx)
        at = x + dx
      }
    }
    const [left, right] = [lumaAt(at - beside, y), lumaAt(at + beside, y)]
    if (left < 0 || right < 0 || Math.min(left, right) - darkest < DARKER) {
      lost++
      if (lost > Math.max(2, LOST * unit)) break
      continue
    }
    lost = 0
    x = at
    end = [at, y]
  }
  return end
}
