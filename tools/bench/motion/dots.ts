import sharp from 'sharp'
import type { Point, Size } from '../../../app/domain/raster.ts'

export const STILL: Size = { width: 2160, height: 3840 }
const SIGMA = 11
const BACK = 190
const DEPTH = 150

/** Middles of the dots, in pixels of the still. */
export const DOTS: readonly Point[] = Array.from({ length: 24 }, (_, i) => [
  420 + 440 * (i % 4) + 13.3 * i,
  560 + 540 * Math.floor(i / 4) + 7.7 * (i % 5),
])

/** A picture of soft dark dots, which can be found again to a hundredth of a pixel. */
export async function dotsPicture(): Promise<Uint8Array> {
  const { width, height } = STILL
  const data = new Uint8Array(width * height * 3).fill(BACK)
  for (const [cx, cy] of DOTS) {
    const reach = 5 * SIGMA
    for (let y = Math.floor(cy - reach); y < cy + reach; y++) {
      for (let x = Math.floor(cx - reach); x < cx + reach; x++) {
        const value = BACK - DEPTH * Math.exp(-((x + 0.5 - cx) ** 2 + (y + 0.5 - cy) ** 2) / (2 * SIGMA ** 2))
        data.fill(Math.round(value), 3 * (y * width + x), 3 * (y * width + x) + 3)
      }
    }
  }
  return await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer()
}

/** Where a dot is in a frame of grey bytes, looked for about a place: the middle of what is darker than the ground. */
export function findDot(frame: Uint8Array, { width, height }: Size, near: Point): Point {
  const reach = 24
  let [sum, sumX, sumY] = [0, 0, 0]
  for (let y = Math.max(0, Math.round(near[1]) - reach); y < Math.min(height, near[1] + reach); y++) {
    for (let x = Math.max(0, Math.round(near[0]) - reach); x < Math.min(width, near[0] + reach); x++) {
      const dark = Math.max(0, 165 - (frame[y * width + x] ?? 255))
      sum += dark
      sumX += dark * (x + 0.5)
      sumY += dark * (y + 0.5)
    }
  }
  return [sumX / sum, sumY / sum]
}
