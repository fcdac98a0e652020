import type { Rgba8, Size } from '../../domain/raster.ts'
import { rgba8 } from '../../domain/raster.ts'
import { BLUE_GAIN, LUMA, RED_GAIN } from './yuv-picture.ts'

const GAIN = 255 / 219
const RED = 1 / RED_GAIN / 219
const BLUE = 1 / BLUE_GAIN / 219
const KR = (LUMA.red * 255) / 219
const KB = (LUMA.blue * 255) / 219
const KG = (LUMA.green * 255) / 219

/** A 4:2:0 frame as a screen shows it: sRGB, opaque. Chroma is taken from the sample of its four pixels. */
export function rgbaOfYuv(frame: Uint8Array, { width, height }: Size, out: Rgba8 = rgba8(width, height)): Rgba8 {
  const half = width >> 1
  const blueAt = width * height
  const redAt = blueAt + half * (height >> 1)
  const { data } = out
  for (let y = 0, i = 0; y < height; y++) {
    const row = (y >> 1) * half
    for (let x = 0; x < width; x++, i++) {
      const c = row + (x >> 1)
      const luma = (frame[i] - 16) * GAIN
      const red = luma + (frame[redAt + c] - 128) * RED * 255
      const blue = luma + (frame[blueAt + c] - 128) * BLUE * 255
      const green = (luma - KR * red - KB * blue) / KG
      const j = 4 * i
      data[j] = byte(red)
      data[j + 1] = byte(green)
      data[j + 2] = byte(blue)
      data[j + 3] = 255
    }
  }
  return out
}

function byte(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : value + 0.5
}
