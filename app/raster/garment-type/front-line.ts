import type { Plane, Rgb8 } from '../../domain/raster.ts'
import { lumaOfRgb } from '../colour.ts'
import { boundsAbove } from '../crop/place-mask.ts'
import { median } from '../geometry.ts'

/**
 * How much stronger the strongest vertical line in the middle of a garment is than its usual vertical structure: a zip, a
 * button placket or an open front. About 1 for plain fronts and all-over patterns, from 2 for a clear line.
 *
 * @param image the garment, at the mask's size (about 256 px).
 */
export function measureFrontLine(image: Rgb8, mask: Plane): number {
  const box = boundsAbove(mask, 0.5)
  if (box === null || box.width < 16 || box.height < 16) return 1
  const luma = lumaOfRgb(image)
  const strengths: number[] = []
  const middle: number[] = []
  const centre = box.x + box.width / 2
  for (let x = Math.round(box.x + 0.25 * box.width); x < box.x + 0.75 * box.width; x++) {
    const strength = columnStrength(luma, mask, { x, from: box.y + 0.3 * box.height, to: box.y + 0.85 * box.height })
    strengths.push(strength)
    if (Math.abs(x - centre) < 0.07 * box.width) middle.push(strength)
  }
  return Math.max(0, ...middle) / Math.max(1, median(strengths))
}

/** Mean step across a column; the line may lean, so the strongest of three columns counts in each row. */
function columnStrength(luma: Plane, mask: Plane, line: { readonly x: number; readonly from: number; readonly to: number }): number {
  const { width, data } = luma
  let sum = 0
  let count = 0
  for (let y = Math.round(line.from); y < line.to; y++) {
    const i = y * width + line.x
    if (line.x < 2 || line.x > width - 3 || mask.data[i - 2] < 0.5 || mask.data[i + 2] < 0.5) continue
    sum += Math.max(Math.abs(data[i + 1] - data[i - 1]), Math.abs(data[i] - data[i - 2]), Math.abs(data[i + 2] - data[i]))
    count++
  }
  return count < 8 ? 0 : sum / count
}
