import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StudioError } from '../../app/domain/errors.ts'
import { type Raster, rgb8 } from '../../app/domain/raster.ts'
import { commitImport } from '../../app/library/assets.ts'
import { prepareImport } from '../../app/library/prepare-import.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { decodeUpright } from '../../app/platform/image/decode-image.ts'
import { ODD_IMAGES } from '../support/odd-images.ts'
import { importFile, tempLibrary } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'

describe.skipIf(!hasTestdata)('pictures from outside, through import', () => {
  let temp: Awaited<ReturnType<typeof tempLibrary>>
  beforeAll(async () => {
    temp = await tempLibrary()
  })
  afterAll(async () => {
    await temp[Symbol.asyncDispose]()
  })

  it.each(Object.entries(ODD_IMAGES))('%s -> %s', async (path, expected) => {
    expect(await outcomeOf(testdata(path))).toBe(expected)
  })

  it('keeps the process under 1.5 GB through all of them', () => {
    // Peak of this process so far, in kilobytes.
    expect(process.resourceUsage().maxRSS / 1024).toBeLessThan(1_500)
  })

  it('never changes the file that is imported', async () => {
    const path = testdata('bad-images/image__cat.jpg')
    const before = await readFile(path)
    await importFile(temp.library, path)
    expect((await readFile(path)).equals(before)).toBe(true)
  })

  async function outcomeOf(sourcePath: string): Promise<string> {
    try {
      const prepared = await prepareImport({ sourcePath, libraryFolder: temp.folder, limits })
      const { asset } = await commitImport(temp.library, prepared)
      const frames = prepared.frames > 1 ? ` x${prepared.frames}` : ''
      return `${asset.type} ${asset.width}x${asset.height}${frames}`
    } catch (thrown) {
      if (thrown instanceof StudioError) return thrown.code
      throw thrown
    }
  }
})

describe.skipIf(!hasTestdata)('Exif orientation', () => {
  it.each([
    ['Landscape', 1800, 1200],
    ['Portrait', 1200, 1800],
  ] as const)('shows %s 1 to 8 as the same upright picture', async (name, width, height) => {
    const reference = await small(`${name}_1.jpg`)
    expect(reference.size).toEqual({ width, height })
    for (let turn = 2; turn <= 8; turn++) {
      const turned = await small(`${name}_${turn}.jpg`)
      expect(turned.size).toEqual({ width, height })
      // Each file is compressed on its own. A wrong turn of these scenes differs by more than 25.
      expect(meanDifference(reference.raster, turned.raster), `orientation ${turn}`).toBeLessThan(4)
    }
  })

  it('a wrong turn would be noticed', async () => {
    const { raster } = await small('Landscape_1.jpg')
    const upsideDown = rgb8(raster.width, raster.height, Uint8Array.from(raster.data).reverse())
    expect(meanDifference(raster, upsideDown)).toBeGreaterThan(25)
  })

  async function small(name: string): Promise<{ raster: Raster; size: { width: number; height: number } }> {
    const bytes = await readFile(testdata(`photos/exif-orientation/${name}`))
    const { raster, fullSize } = await decodeUpright(bytes, { limits, longSidePx: 90 })
    return { raster, size: fullSize }
  }
})

describe.skipIf(!hasTestdata)('colour', () => {
  it('reads a CMYK picture with and without a profile as nearly the same colours', async () => {
    const [profiled, bare] = await Promise.all([
      decode('sharp__Channel_digital_image_CMYK_color.jpg'),
      decode('sharp__Channel_digital_image_CMYK_color_no_profile.jpg'),
    ])
    expect(meanDifference(profiled, bare)).toBeLessThan(12)
  })

  it('converts the Display P3 colours of a phone HEIC to sRGB', async () => {
    const bytes = await readFile(testdata('bad-images/exif-samples__IMG_5195.HEIC'))
    // The same file with an sRGB profile in the place of its own: its numbers are then taken as they are.
    const srgb = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
      .withIccProfile('srgb')
      .png()
      .toBuffer()
    const { icc } = await sharp(srgb).metadata()
    const bare = Buffer.from(bytes)
    bare.set(icc ?? [], bare.indexOf('colrprof') + 8)
    const options = { limits, longSidePx: 256 }
    const [converted, unconverted] = [await decodeUpright(bytes, options), await decodeUpright(bare, options)]
    // The same colour needs larger numbers in the smaller space.
    expect(meanSaturation(converted.raster)).toBeGreaterThan(meanSaturation(unconverted.raster) * 1.05)
  })

  it('keeps 16-bit grey with alpha as 8-bit colour with straight alpha', async () => {
    const raster = await decode('sharp__16-bit-grey-alpha.png')
    expect(raster.channels).toBe(4)
    const alphas = new Set<number>()
    for (let i = 3; i < raster.data.length; i += 4) alphas.add(raster.data[i] ?? 0)
    expect(alphas.size).toBeGreaterThan(10)
  })

  it('turns ProPhoto numbers into the sRGB colour they mean', async () => {
    const bytes = await readFile(testdata('bad-images/sharp__prophoto.png'))
    const stored = await sharp(bytes).keepIccProfile().raw().toBuffer()
    const raster = await decode('sharp__prophoto.png')
    expect([...raster.data]).not.toEqual([...stored])
    expect(raster.channels).toBe(3)
  })

  async function decode(name: string): Promise<Raster> {
    return (await decodeUpright(await readFile(testdata(`bad-images/${name}`)), { limits })).raster
  }
})

/** Mean difference of the largest and the smallest channel, 0..255. */
function meanSaturation({ data, channels }: Raster): number {
  let sum = 0
  for (let i = 0; i < data.length; i += channels) {
    const pixel = data.subarray(i, i + 3)
    sum += Math.max(...pixel) - Math.min(...pixel)
  }
  return (sum * channels) / data.length
}

function meanDifference(a: Raster, b: Raster): number {
  expect([b.width, b.height, b.channels]).toEqual([a.width, a.height, a.channels])
  let sum = 0
  for (let i = 0; i < a.data.length; i++) sum += Math.abs((a.data[i] ?? 0) - (b.data[i] ?? 0))
  return sum / a.data.length
}
