import sharp from 'sharp'
import { type Plane, plane, type Rgb8, type Size } from '../../app/domain/raster.ts'
import { testdata } from '../../tests/support/testdata.ts'

export const SOURCE = 'truth/luma-recolour'

/** Photo B as another photo: mirrored, 0.8 to 1.25 times as large, a little cut off at every side but the lower one. */
export async function disguise(file: string, seed: number): Promise<Uint8Array> {
  const random = createRandom(seed + 1)
  const { width, height } = await sharp(file).metadata()
  const scale = 0.8 + 0.45 * random()
  const left = Math.round(width * 0.05 * random())
  const right = Math.round(width * 0.05 * random())
  const top = Math.round(height * 0.02 * random())
  return await sharp(file)
    .extract({ left, top, width: width - left - right, height: height - top })
    .flop()
    .resize(Math.round((width - left - right) * scale))
    .png({ compressionLevel: 2 })
    .toBuffer()
}

/** Deterministic numbers in 0..1 (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed * 0x9e3779b9
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export async function readPicture(file: string, size: Size): Promise<Rgb8> {
  const { width, height } = size
  const data = await sharp(file).resize(width, height, { fit: 'fill' }).removeAlpha().toColourspace('srgb').raw().toBuffer()
  return { channels: 3, width, height, data: new Uint8Array(data) }
}

export async function readTruthMask(id: string, size: Size): Promise<Plane> {
  const { width, height } = size
  const data = await sharp(testdata(`${SOURCE}/${id}.mask.png`))
    .resize(width, height, { fit: 'fill' })
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  return plane(
    width,
    height,
    Float32Array.from(data, (value) => value / 255),
  )
}
