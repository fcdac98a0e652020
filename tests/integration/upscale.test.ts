import { readdir } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, it } from 'vitest'
import { type Rgba8, rgba8 } from '../../app/domain/raster.ts'
import { upscalePicture } from '../../app/raster/upscale/upscale.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../support/testdata.ts'

/** Photographs that the filters were not learnt from. */
const HOW_MANY = 12

interface Pair {
  readonly truth: Rgba8
  readonly small: Rgba8
}

async function pixelsOf(image: Sharp): Promise<Rgba8> {
  const { data, info } = await image.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return rgba8(info.width, info.height, new Uint8Array(data))
}

/** The middle of a photograph, and the same made smaller. */
async function pairOf(file: string, factor: number, kernel: 'lanczos3' | 'linear'): Promise<Pair> {
  const box = { left: 320, top: 40, width: 640, height: 640 }
  const truth = await sharp(file).extract(box).removeAlpha().png().toBuffer()
  const small = sharp(truth).resize(box.width / factor, box.height / factor, { kernel, fastShrinkOnLoad: false })
  return { truth: await pixelsOf(sharp(truth)), small: await pixelsOf(small) }
}

/** Peak signal to noise of luma, in decibels. */
function psnr(a: Rgba8, b: Rgba8): number {
  let sum = 0
  const lumaOf = ({ data }: Rgba8, i: number): number => 0.299 * (data[i] ?? 0) + 0.587 * (data[i + 1] ?? 0) + 0.114 * (data[i + 2] ?? 0)
  for (let i = 0; i < a.data.length; i += 4) sum += (lumaOf(a, i) - lumaOf(b, i)) ** 2
  return 10 * Math.log10((255 * 255 * a.width * a.height) / sum)
}

describe.skipIf(!hasTestdata)(`upscaling photographs (${hasTestdata ? 'real ones' : NO_TESTDATA})`, () => {
  it.each([
    [2, 'lanczos3', 1],
    [2, 'linear', 1],
    [4, 'lanczos3', 0.6],
  ] as const)(
    '%dx after %s is nearer to the truth than bicubic, by %f dB in the mean and for every one',
    async (factor, kernel, leastGain) => {
      const names = (await readdir(testdata('photos/persons'))).filter((name) => name.startsWith('luma-w')).slice(0, HOW_MANY)
      expect(names).toHaveLength(HOW_MANY)
      const gains: number[] = []
      for (const name of names) {
        const { truth, small } = await pairOf(testdata(`photos/persons/${name}`), factor, kernel)
        const [directed, bicubic] = (['edge-directed', 'bicubic'] as const).map((method) =>
          psnr(truth, upscalePicture(small, { factor, method, protectSkin: false })),
        ) as [number, number]
        gains.push(directed - bicubic)
      }
      expect(Math.min(...gains)).toBeGreaterThan(0)
      expect(gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toBeGreaterThan(leastGain)
    },
  )
})
