import { writeFile } from 'node:fs/promises'
import sharp from 'sharp'

/** A small JPEG whose content depends on `seed`, for tests that need many different pictures quickly. */
export async function smallJpeg(seed: number): Promise<Buffer> {
  const background = { r: seed % 256, g: (seed >> 8) % 256, b: (seed * 7) % 256 }
  return sharp({ create: { width: 48, height: 32, channels: 3, background } })
    .jpeg()
    .toBuffer()
}

/** Four quadrants: red, green above; blue, white below. Turns and mirrors show. */
export async function quadrants(width: number, height: number): Promise<Buffer> {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = y < height / 2 ? (x < width / 2 ? [255, 0, 0] : [0, 255, 0]) : x < width / 2 ? [0, 0, 255] : [255, 255, 255]
      data.set(colour, (y * width + x) * 3)
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
}

export async function writeSmallJpeg(path: string, seed: number): Promise<string> {
  await writeFile(path, await smallJpeg(seed))
  return path
}
