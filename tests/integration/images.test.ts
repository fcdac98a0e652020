import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StudioError } from '../../app/domain/errors.ts'
import { type Raster, rgb8 } from '../../app/domain/raster.ts'
import { commitImport } from '../../app/library/assets.ts'
import { prepareImport } from '../../app/library/prepare-import.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { decodeUpright } from '../../app/platform/image/decode-image.ts'
import { importFile, tempLibrary } from '../support/temp-library.ts'
import { hasTestdata, testdata } from '../support/testdata.ts'

/** `type widthxheight[ xN frames]` of the upright picture, or the code of the refusal. Decided by looking at each file. */
const BAD_IMAGES: Readonly<Record<string, string>> = {
  // A PNG signature and then noise: to a person a damaged picture, not an unknown kind of file.
  'Pillow__broken.png': 'image.damaged',
  // The turn stands in ImageMagick's raw-profile text only; no browser honours that, so the stored picture counts.
  'Pillow__exif_imagemagick_orientation.png': 'image/png 512x512',
  'Pillow__hopper_orientation_6.webp': 'image/webp 128x128',
  'Pillow__icc-after-SOF.jpg': 'image/jpeg 10x10',
  // Nonsense in Exif harms no pixel.
  'Pillow__invalid-exif.jpg': 'image/jpeg 200x200',
  'Pillow__iss634.apng': 'image/png 245x245 x41',
  'Pillow__l_trns.png': 'image/png 64x64',
  'Pillow__multiple_exif.jpg': 'image/jpeg 1x1',
  // 88 bytes: a directory that runs past the end of the file, with no picture in it.
  'Pillow__oom-225817ca0f8c663be7ab4b9e717b02c661e66834.tif': 'image.damaged',
  'Pillow__pil_sample_cmyk.jpg': 'image/jpeg 100x100',
  // A text chunk that unpacks to 64 MB beside a sound picture of one pixel. The text is never unpacked by us.
  'Pillow__png_decompression_dos.png': 'image/png 1x1',
  // A stray byte in front of a marker; every pixel is there.
  'Pillow__truncated_app14.jpg': 'image/jpeg 100x100',
  'Pillow__truncated_image.png': 'image.damaged',
  'Pillow__truncated_jpeg.jpg': 'image.damaged',
  // The turn stands in XMP only: as above.
  'Pillow__xmp_tags_orientation.png': 'image/png 326x268',
  'derived__jpeg-named.png': 'image/jpeg 320x240',
  'exif-samples__DSCN0010.jpg': 'image/jpeg 640x480',
  // Stored 2566x3313 after the file's own turn and crop; the flowers stand upright.
  'exif-samples__IMG_5195.HEIC': 'image/heic 2566x3313',
  'exif-samples__image02206.jpg': 'image/jpeg 65x65',
  'image__Bad_shortfile.bmp': 'image.unsupported-type',
  'image__ball.png': 'image/png 100x100 x20',
  'image__cat.jpg': 'image/jpeg 320x240',
  // A sequence: the cover picture is taken, `x2` says only that there is more.
  'libavif__colors-animated-8bpc.avif': 'image/avif 150x150 x2',
  // Stored 4032x3024 with orientation 6.
  'libavif__dog_exif_extended_xmp_icc.jpg': 'image/jpeg 3024x4032',
  'libheif__clap-overflow-divide-zero.heic': 'image.damaged',
  'libheif__example.heic': 'image/heic 1280x854',
  'libvips__17000x17000.avif': 'image.too-large',
  // A later frame is broken; the first is whole, and only that is used.
  'libvips__invalid_multiframe.gif': 'image/gif 10x9 x4',
  'libvips__sample-xyb.jpg': 'image/jpeg 290x442',
  'sharp__16-bit-grey-alpha.png': 'image/png 109x96',
  'sharp__65536-uint32-limit.png': 'image.too-large',
  'sharp__Channel_digital_image_CMYK_color.jpg': 'image/jpeg 500x333',
  'sharp__Channel_digital_image_CMYK_color_no_profile.jpg': 'image/jpeg 500x333',
  'sharp__Crash_test.gif': 'image/gif 800x533',
  'sharp__animated-loop-3.webp': 'image/webp 370x285 x10',
  // SVG is a program for a drawing, not a photo; it may also reach for other files.
  'sharp__check.svg': 'image.unsupported-type',
  'sharp__prophoto.png': 'image/png 1x1',
  'sharp__rotating-squares.webp': 'image/webp 80x80 x9',
  'sharp__truncated.jpg': 'image.damaged',
  'sharp__truncated.png': 'image.damaged',
  'small__png-truncated.png': 'image.damaged',
}

const LARGE = {
  'video/exo-sample_MP.heic': 'image/heic 1080x1920',
  'photos/persons-hard/pexels-4793258-24MP.jpg': 'image/jpeg 4016x6016',
}

const CASES = { ...Object.fromEntries(Object.entries(BAD_IMAGES).map(([name, outcome]) => [`bad-images/${name}`, outcome])), ...LARGE }

describe.skipIf(!hasTestdata)('pictures from outside, through import', () => {
  let temp: Awaited<ReturnType<typeof tempLibrary>>
  beforeAll(async () => {
    temp = await tempLibrary()
  })
  afterAll(async () => {
    await temp[Symbol.asyncDispose]()
  })

  it.each(Object.entries(CASES))('%s -> %s', async (path, expected) => {
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
