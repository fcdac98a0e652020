import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { modelLimits } from '../../../app/domain/cloud/model.ts'
import { DEFAULT_IMAGE_LIMITS } from '../../../app/platform/config.ts'
import { prepareInput } from '../../../app/providers/prepare-input.ts'

const limits = (more: object = {}) => ({ model: modelLimits.parse(more), image: DEFAULT_IMAGE_LIMITS })

/** Left half red, right half blue; noise so that it does not compress to nothing. */
async function photo(width: number, height: number): Promise<Buffer> {
  const noise = Buffer.alloc(width * height * 3)
  for (let at = 0; at < noise.length; at++) {
    const isLeft = Math.floor(at / 3) % width < width / 2
    const base = at % 3 === (isLeft ? 0 : 2) ? 200 : 20
    noise[at] = base + ((at * 7919) % 40)
  }
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 95 })
    .toBuffer()
}

describe('a picture that leaves the machine', () => {
  it('is upright, and carries no place, camera or name', async () => {
    const taken = await sharp(await photo(400, 200))
      .withExif({ IFD0: { Artist: 'Nobody In Particular' }, IFD3: { GPSLatitude: '48/1 51/1 0/1', GPSLatitudeRef: 'N' } })
      .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><secret>place</secret></x:xmpmeta>')
      .keepMetadata()
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect((await sharp(taken).metadata()).exif).toBeDefined()
    const made = await prepareInput({ bytes: taken, role: 'person' }, limits())
    const facts = await sharp(made.bytes).metadata()
    expect([facts.width, facts.height, facts.orientation, facts.exif, facts.xmp, facts.iptc]).toEqual([
      200,
      400,
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(Buffer.from(made.bytes).includes('Nobody')).toBe(false)
    // A quarter turn clockwise: what was on the left is above.
    const { data } = await sharp(made.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    expect(data[(20 * 200 + 100) * 3]).toBeGreaterThan(150)
    expect(data[(380 * 200 + 100) * 3 + 2]).toBeGreaterThan(150)
  })

  it('fits the sides, and is never made larger', async () => {
    const bytes = await photo(1200, 800)
    expect(await prepareInput({ bytes, role: 'image' }, limits({ maxSidePx: 600 }))).toMatchObject({
      widthPx: 600,
      heightPx: 400,
      mediaType: 'image/jpeg',
    })
    expect(await prepareInput({ bytes, role: 'image' }, limits())).toMatchObject({ widthPx: 1200, heightPx: 800 })
  })

  it('fits the bytes', async () => {
    const bytes = await photo(1600, 1200)
    const made = await prepareInput({ bytes, role: 'image' }, limits({ maxInputBytes: 60_000 }))
    expect(made.bytes.byteLength).toBeLessThanOrEqual(60_000)
    expect(made.widthPx / made.heightPx).toBeCloseTo(4 / 3, 1)
    await expect(prepareInput({ bytes, role: 'image' }, limits({ maxInputBytes: 100, minSidePx: 64 }))).rejects.toMatchObject({
      code: 'image.too-large',
    })
  })

  it('keeps alpha as PNG, or lies on white where PNG is not taken', async () => {
    const bytes = await sharp({ create: { width: 100, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer()
    const png = await prepareInput({ bytes, role: 'garment' }, limits())
    expect([png.mediaType, (await sharp(png.bytes).metadata()).hasAlpha]).toEqual(['image/png', true])
    const jpeg = await prepareInput({ bytes, role: 'garment' }, limits({ mediaTypes: ['image/jpeg'] }))
    const { data } = await sharp(jpeg.bytes).raw().toBuffer({ resolveWithObject: true })
    expect([jpeg.mediaType, data[0]]).toEqual(['image/jpeg', 255])
    expect((await prepareInput({ bytes: await photo(80, 80), role: 'mask' }, limits())).mediaType).toBe('image/png')
  })

  it('has the same bytes every time, so it is uploaded once', async () => {
    const bytes = await photo(900, 700)
    const [one, two] = [
      await prepareInput({ bytes, role: 'image' }, limits({ maxSidePx: 512 })),
      await prepareInput({ bytes, role: 'image' }, limits({ maxSidePx: 512 })),
    ]
    expect(one.hash).toBe(two.hash)
    expect(one.hash).toMatch(/^[0-9a-f]{64}$/)
    expect((await prepareInput({ bytes, role: 'image' }, limits({ maxSidePx: 500 }))).hash).not.toBe(one.hash)
  })

  it('is refused when it is too small, or damaged', async () => {
    await expect(prepareInput({ bytes: await photo(200, 40), role: 'image' }, limits())).rejects.toMatchObject({ code: 'image.too-small' })
    await expect(prepareInput({ bytes: (await photo(400, 400)).subarray(0, 3_000), role: 'image' }, limits())).rejects.toMatchObject({
      code: 'image.damaged',
    })
  })
})
