import type { Rgb8, Size } from '../../domain/raster.ts'

/** A picture as clips hold it: 8 bit 4:2:0, BT.709, limited range (16..235, 16..240). Sides are even; a chroma sample is the mean of its four pixels. */
export interface YuvPicture extends Size {
  readonly luma: Uint8Array
  /** Half the size on both sides. */
  readonly blue: Uint8Array
  readonly red: Uint8Array
}

/** The same for what is seen through a camera: blue difference in the lower half of a word and red in the upper, sampled at once. */
export interface GroundPicture extends Size {
  readonly luma: Uint8Array
  readonly chroma: Int32Array
}

export function packGround({ width, height, luma, blue, red }: YuvPicture): GroundPicture {
  const chroma = new Int32Array(blue.length)
  for (let i = 0; i < chroma.length; i++) chroma[i] = blue[i] + (red[i] << 16)
  return { width, height, luma, chroma }
}

/** Kr, Kg, Kb of BT.709 for codes 0..255 to 219 steps of luma. */
const SCALE = 219 / 255
export const LUMA = { red: 0.2126 * SCALE, green: 0.7152 * SCALE, blue: 0.0722 * SCALE } as const
/** Colour differences take 224 steps; these undo the scale of luma. */
export const BLUE_GAIN = 224 / 219 / 1.8556
export const RED_GAIN = 224 / 219 / 1.5748

/** @param picture sRGB with even sides. */
export function yuvOfRgb({ width, height, data }: Rgb8): YuvPicture {
  if (width % 2 === 1 || height % 2 === 1) throw new RangeError('4:2:0 needs even sides')
  const luma = new Uint8Array(width * height)
  const blue = new Uint8Array((width * height) >> 2)
  const red = new Uint8Array((width * height) >> 2)
  for (let y = 0, c = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, c++) {
      let [sum, blues, reds] = [0, 0, 0]
      for (let k = 0; k < 4; k++) {
        const i = (y + (k >> 1)) * width + x + (k & 1)
        const [r, b] = [data[3 * i], data[3 * i + 2]]
        const value = LUMA.red * r + LUMA.green * data[3 * i + 1] + LUMA.blue * b
        luma[i] = value + 16.5
        sum += value
        blues += b
        reds += r
      }
      blue[c] = 128.5 + 0.25 * BLUE_GAIN * (SCALE * blues - sum)
      red[c] = 128.5 + 0.25 * RED_GAIN * (SCALE * reds - sum)
    }
  }
  return { width, height, luma, blue, red }
}

/** Bytes of one 4:2:0 frame: luma, then blue, then red difference. */
export const frameBytes = ({ width, height }: Size): number => (width * height * 3) >> 1
