import sharp from 'sharp'
import { encode } from './picture.ts'

/** What differs from the colour of the border stays, everything else becomes clear: a crude cut, with real alpha. */
export async function cutOutPicture(input: Buffer, format: 'png' | 'webp'): Promise<Buffer> {
  const { data, info } = await sharp(input)
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const ground = borderColour(data, width, height)
  const alpha = Buffer.alloc(width * height)
  for (let i = 0, at = 0; i < alpha.length; i += 1, at += 3) {
    const distance = Math.abs(data[at] - ground[0]) + Math.abs(data[at + 1] - ground[1]) + Math.abs(data[at + 2] - ground[2])
    alpha[i] = Math.max(0, Math.min(255, (distance - 36) * 6))
  }
  const smooth = await sharp(alpha, { raw: { width, height, channels: 1 } })
    .median(5)
    .blur(1)
    .extractChannel(0)
    .raw()
    .toBuffer()
  const cut = sharp(data, { raw: { width, height, channels: 3 } }).joinChannel(smooth, { raw: { width, height, channels: 1 } })
  return encode(cut, format)
}

function borderColour(data: Buffer, width: number, height: number): readonly [number, number, number] {
  const sums: [number, number, number] = [0, 0, 0]
  for (let x = 0; x < width; x += 1) {
    for (const y of [0, height >> 2]) {
      // The upper edge, and the sides a quarter down: below there is often a body.
      const at = (y === 0 ? x : y * width + (x % 2 === 0 ? 0 : width - 1)) * 3
      for (const channel of [0, 1, 2] as const) sums[channel] += data[at + channel]
    }
  }
  return [sums[0] / (2 * width), sums[1] / (2 * width), sums[2] / (2 * width)]
}
