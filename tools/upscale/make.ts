import { readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { LOOK_REACH, type LumaBand } from '../../app/raster/upscale/look-direction.ts'
import { FilterTrainer } from './train.ts'

/**
 * Learns the filters of `app/raster/upscale/filter-table.ts` from photographs: `node scripts/run.mjs tools/upscale/make.ts`. Pictures of
 * the women of the photo set are kept out: they are what the filters are judged on (`tests/integration/upscale.test.ts`).
 */
const FOLDER = process.env['DRAPE_TESTDATA'] ?? resolve(import.meta.dirname, '../../../shared/testdata')
const OUT = resolve(import.meta.dirname, '../../app/raster/upscale/filter-table.ts')
/** Coefficients are kept as whole numbers of this part of 1. */
const UNIT = 8192

/**
 * How pictures were made small: nobody knows of a photograph, so filters are learnt from several ways. Half of them are compressed, as
 * photographs are: filters that never saw it bring out its noise.
 */
const WAYS = [
  { kernel: 'linear', jpeg: null },
  { kernel: 'lanczos3', jpeg: null },
  { kernel: 'linear', jpeg: 90 },
  { kernel: 'lanczos3', jpeg: 82 },
] as const

const trainer = new FilterTrainer()
for (const folder of ['garments', 'persons']) {
  for (const name of await readdir(join(FOLDER, 'photos', folder))) {
    if (name.includes('-w') || name.startsWith('fashn')) continue
    await learnFrom(join(FOLDER, 'photos', folder, name))
  }
}
const filters = trainer.solve()
const whole = Int16Array.from(filters, (value) => Math.round(value * UNIT))
const text = Buffer.from(whole.buffer).toString('base64')
await writeFile(
  OUT,
  `/** Made by tools/upscale/make.ts: for each look 7 x 7 whole numbers (16 bits, little endian, base64), parts of ${UNIT}. */\nexport const FILTER_UNIT = ${UNIT}\nexport const FILTER_TABLE =\n  '${text}'\n`,
)
const seen = [...trainer.counts].sort((a, b) => a - b)
console.log(
  `${trainer.counts.reduce((a, b) => a + b)} places; rarest looks ${seen.slice(0, 5).join(', ')}; median ${seen[seen.length >> 1]}; ${text.length} characters`,
)

async function learnFrom(file: string): Promise<void> {
  const { width = 0, height = 0 } = await sharp(file).metadata()
  const size = { width: width - (width % 2), height: height - (height % 2) }
  const upright = await sharp(file)
    .extract({ left: 0, top: 0, ...size })
    .removeAlpha()
    .png({ compressionLevel: 0 })
    .toBuffer()
  const fine = await lumaOf(sharp(upright))
  for (const way of WAYS) {
    const half = { width: size.width / 2, height: size.height / 2 }
    const shrunk = sharp(upright).resize({ ...half, kernel: way.kernel, fastShrinkOnLoad: false })
    const small = way.jpeg === null ? shrunk : sharp(await shrunk.jpeg({ quality: way.jpeg }).toBuffer())
    trainer.learn(fine, withMargin(await lumaOf(small)))
  }
}

async function lumaOf(image: Sharp) {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true })
  const out = new Float32Array(info.width * info.height)
  for (let i = 0, j = 0; i < out.length; i++, j += info.channels)
    out[i] = 0.299 * (data[j] ?? 0) + 0.587 * (data[j + 1] ?? 0) + 0.114 * (data[j + 2] ?? 0)
  return { width: info.width, height: info.height, data: out }
}

function withMargin({ width, height, data }: { readonly width: number; readonly height: number; readonly data: Float32Array }): LumaBand {
  const out = {
    width: width + 2 * LOOK_REACH,
    height: height + 2 * LOOK_REACH,
    data: new Float32Array((width + 2 * LOOK_REACH) * (height + 2 * LOOK_REACH)),
  }
  for (let y = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++) {
      const column = Math.max(0, Math.min(width - 1, x - LOOK_REACH))
      out.data[y * out.width + x] = data[Math.max(0, Math.min(height - 1, y - LOOK_REACH)) * width + column] ?? 0
    }
  }
  return out
}
