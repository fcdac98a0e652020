import { readFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { decodeUpright, validateImage } from '../../app/platform/image/decode-image.ts'
import { quadrants } from '../support/generated-images.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'

const ENCODERS: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  jpeg: (picture) => picture.jpeg(),
  'progressive jpeg': (picture) => picture.jpeg({ progressive: true }),
  png: (picture) => picture.png(),
  webp: (picture) => picture.webp(),
  'lossless webp': (picture) => picture.webp({ lossless: true }),
  gif: (picture) => picture.gif(),
  tiff: (picture) => picture.tiff({ compression: 'lzw' }),
  avif: (picture) => picture.avif({ effort: 0 }),
}

/** Noise, so that no encoder makes it so small that a cut takes nothing away. */
const noise = (): Sharp =>
  sharp({ create: { width: 200, height: 150, channels: 3, background: '#777', noise: { type: 'gaussian', mean: 128, sigma: 40 } } })

describe('a file cut short', () => {
  it.each(Object.entries(ENCODERS))('is refused: %s', async (_name, encode) => {
    const whole = await encode(noise()).toBuffer()
    await expect(validateImage(whole, limits)).resolves.toMatchObject({ fullSize: { width: 200, height: 150 } })
    for (const part of [0.1, 0.5, 0.8, 0.97]) {
      await expect(validateImage(whole.subarray(0, Math.floor(whole.length * part)), limits), `${part} of it`).rejects.toMatchObject({
        code: 'image.damaged',
      })
    }
  })

  it.skipIf(!hasTestdata)('is refused: heic', async () => {
    const whole = await readFile(testdata('bad-images/libheif__example.heic'))
    for (const part of [0.1, 0.5, 0.97]) {
      await expect(validateImage(whole.subarray(0, Math.floor(whole.length * part)), limits), `${part} of it`).rejects.toMatchObject({
        code: 'image.damaged',
      })
    }
  })

  it('an empty file is no picture at all', async () => {
    await expect(validateImage(new Uint8Array(0), limits)).rejects.toMatchObject({ code: 'image.unsupported-type' })
  })
})

describe('limits', () => {
  it('refuses by pixels, side, bytes and frames, with the numbers', async () => {
    const png = await quadrants(40, 20)
    const gif = await sharp([png, await quadrants(40, 20)], { join: { animated: true } })
      .gif({ delay: [100, 100] })
      .toBuffer()
    await expect(validateImage(png, { ...limits, maxPixels: 799 })).rejects.toMatchObject({
      code: 'image.too-large',
      details: { width: 40, height: 20, maxPixels: 799 },
    })
    await expect(validateImage(png, { ...limits, maxSidePx: 39 })).rejects.toMatchObject({ code: 'image.too-large' })
    await expect(validateImage(png, { ...limits, maxImageBytes: 10 })).rejects.toMatchObject({
      code: 'image.too-large',
      details: { sizeBytes: png.length, maxImageBytes: 10 },
    })
    await expect(validateImage(png, { ...limits, maxPixels: 800 })).resolves.toBeDefined()
    expect((await validateImage(gif, limits)).header.type).toBe('image/gif')
  })

  it('believes the header before the decoder is asked: a PNG that declares 65535 x 65535', async () => {
    const png = await quadrants(8, 8)
    png.writeUInt32BE(65_535, 16)
    png.writeUInt32BE(65_535, 20)
    await expect(validateImage(png, limits)).rejects.toMatchObject({ code: 'image.too-large', details: { width: 65_535 } })
  })
})

describe('upright decoding', () => {
  const turns = [1, 2, 3, 4, 5, 6, 7, 8]

  it.each(['jpeg', 'png', 'webp', 'tiff'] as const)('applies Exif orientation 1 to 8 of %s once', async (format) => {
    for (const orientation of turns) {
      // Stored so that after its turn the red corner is top left and the picture is wide.
      const stored = await storedFor(orientation)
      const bytes = await sharp(stored).withMetadata({ orientation })[format]({ quality: 100 }).toBuffer()
      const { raster, fullSize } = await decodeUpright(bytes, { limits })
      expect([fullSize.width, fullSize.height, raster.width, raster.height], `orientation ${orientation}`).toEqual([64, 32, 64, 32])
      expect(cornerColours(raster.data, raster.channels), `orientation ${orientation}`).toEqual(['red', 'green', 'blue', 'white'])
    }
  })

  it('keeps straight alpha: half transparent red stays full red', async () => {
    const bytes = await sharp({ create: { width: 30, height: 20, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } })
      .png()
      .toBuffer()
    const { raster } = await decodeUpright(bytes, { limits, longSidePx: 12 })
    expect([raster.channels, raster.width, raster.height]).toEqual([4, 12, 8])
    expect([...raster.data.subarray(0, 3)]).toEqual([255, 0, 0])
    expect(raster.data[3]).toBeCloseTo(128, -1)
  })

  it('gives grey as three equal channels and never enlarges', async () => {
    const bytes = await sharp({ create: { width: 10, height: 6, channels: 3, background: '#808080' } })
      .toColourspace('b-w')
      .png()
      .toBuffer()
    const { raster } = await decodeUpright(bytes, { limits, longSidePx: 500 })
    expect([raster.channels, raster.width, raster.height]).toEqual([3, 10, 6])
    expect([...raster.data.subarray(0, 3)]).toEqual([128, 128, 128])
  })

  it('converts a wide-gamut profile: full sRGB red stored as Display P3 comes back as full sRGB red', async () => {
    const stored = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#f00' } })
      .withIccProfile('p3')
      .png()
      .toBuffer()
    const { raster } = await decodeUpright(stored, { limits })
    expect(raster.data[0]).toBeGreaterThan(252)
    expect(raster.data[1]).toBeLessThan(8)
  })

  it('reads 16 bits a channel as 8', async () => {
    const bytes = await sharp(await quadrants(16, 16))
      .toColourspace('rgb16')
      .png()
      .toBuffer()
    const { raster } = await decodeUpright(bytes, { limits })
    expect(cornerColours(raster.data, raster.channels)).toEqual(['red', 'green', 'blue', 'white'])
  })

  it('makes thumbnails of the right long sides', async () => {
    const made = await validateImage(await quadrants(1600, 800), limits)
    const [small, large] = [await sharp(made.small).metadata(), await sharp(made.large).metadata()]
    expect([small.format, small.width, small.height, large.format, large.width, large.height]).toEqual([
      'webp',
      256,
      128,
      'webp',
      1024,
      512,
    ])
  })
})

/** A 64 x 32 picture (red, green; blue, white) stored the way that Exif orientation `n` undoes. */
async function storedFor(orientation: number): Promise<Buffer> {
  const upright = sharp(await quadrants(64, 32))
  // sharp rotates before it mirrors, whatever the order of the calls, so mirrored turns go in two steps.
  const step = async (picture: Sharp): Promise<Sharp> => sharp(await picture.png().toBuffer())
  switch (orientation) {
    case 2:
      return upright.flop().png().toBuffer()
    case 3:
      return upright.rotate(180).png().toBuffer()
    case 4:
      return upright.flip().png().toBuffer()
    case 5:
      return (await step(upright.rotate(90))).flop().png().toBuffer()
    case 6:
      return upright.rotate(270).png().toBuffer()
    case 7:
      return (await step(upright.rotate(90))).flip().png().toBuffer()
    case 8:
      return upright.rotate(90).png().toBuffer()
    default:
      return upright.png().toBuffer()
  }
}

/** Names of the colours near the corners of a 2:1 (or square) picture: top left, top right, bottom left, bottom right. */
function cornerColours(data: Uint8Array, channels: number): string[] {
  const pixels = data.length / channels
  const width = pixels === 64 * 32 ? 64 : Math.sqrt(pixels)
  const height = pixels / width
  const at = (x: number, y: number): string => {
    const [r = 0, g = 0, b = 0] = data.subarray((y * width + x) * channels, (y * width + x) * channels + 3)
    if (r > 200 && g > 200 && b > 200) return 'white'
    return r > 200 && g < 60 ? 'red' : g > 200 && r < 60 ? 'green' : b > 200 && r < 60 ? 'blue' : `${r},${g},${b}`
  }
  return [at(2, 2), at(width - 3, 2), at(2, height - 3), at(width - 3, height - 3)]
}
