import { copyFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { type Rgb8, rgb8 } from '../../app/domain/raster.ts'
import { maskSizeOf } from '../../app/inference/eyes.ts'
import { listModels } from '../../app/inference/manifest.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { boundsAbove } from '../../app/raster/crop/place-mask.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../support/testdata.ts'

const HEAVY = { model: 'heavy', passes: 2, maxPeople: 4 } as const
const eyes = await openEyes()
afterAll(() => eyes.close())

async function read(path: string, longSide = 768): Promise<Rgb8> {
  const picture = sharp(testdata(path)).rotate().resize(longSide, longSide, { fit: 'inside' }).flatten({ background: '#fff' }).removeAlpha()
  const { data, info } = await picture.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  return rgb8(info.width, info.height, new Uint8Array(data))
}

describe.skipIf(!hasTestdata)(`eyes on real photos (${hasTestdata ? 'found' : NO_TESTDATA})`, () => {
  it('finds a person with shoulders above hips above knees, inside the picture', async () => {
    const image = await read('photos/persons/fashn-model.webp')
    const [person, ...others] = await eyes.findPeople(image, HEAVY)
    expect(others).toEqual([])
    const at = (i: number) => person!.pose.landmarks[i]!
    expect(person!.pose.score).toBeGreaterThan(0.8)
    expect(person!.pose.presence).toBeGreaterThan(0.9)
    expect(at(11).y).toBeLessThan(at(23).y)
    expect(at(23).y).toBeLessThan(at(27).y)
    expect(at(11).visibility).toBeGreaterThan(0.9)
    const { box } = person!.pose
    expect(box.x + box.width).toBeLessThanOrEqual(image.width)
    expect({ width: person!.poseMask.width, height: person!.poseMask.height }).toEqual(maskSizeOf(image))
  })

  it('reads the same points from a quarter of the pixels', async () => {
    const path = 'photos/persons/luma-ws04-green_main.jpg'
    const [large] = await eyes.findPeople(await read(path, 1200), HEAVY)
    const [small] = await eyes.findPeople(await read(path, 600), HEAVY)
    const shoulderWidth = Math.abs(large!.pose.landmarks[11]!.x - large!.pose.landmarks[12]!.x)
    for (const i of [0, 11, 12, 13, 14, 23, 24]) {
      const [a, b] = [large!.pose.landmarks[i]!, small!.pose.landmarks[i]!]
      expect(Math.hypot(a.x - 2 * b.x, a.y - 2 * b.y)).toBeLessThan(0.1 * shoulderWidth)
    }
  })

  it('finds two people apart and nobody in a garment on a carpet', async () => {
    const people = await eyes.findPeople(await read('truth/tfjs-models/three_people.jpg'), HEAVY)
    expect(people.length).toBeGreaterThanOrEqual(2)
    expect(await eyes.findPeople(await read('photos/garments/cds-t-shirt-e44b1445.jpg'), HEAVY)).toEqual([])
  })

  it('finds a body without a head only where a hint says to look', async () => {
    const image = await read('truth/luma-recolour/mp03-black.jpg')
    expect(await eyes.findPeople(image, HEAVY)).toEqual([])
    const hint = { centre: [image.width * 0.5, image.height * 0.1], reach: [image.width * 0.5, -image.height * 0.7] } as const
    const [person] = await eyes.findPeople(image, { ...HEAVY, hints: [hint] })
    expect(person!.pose.score).toBe(0)
    expect(person!.pose.landmarks[27]!.y).toBeGreaterThan(0.7 * image.height)
  })

  it('gives person probability inside the box only', async () => {
    const image = await read('photos/persons/luma-ws04-green_main.jpg')
    const box = { x: 100, y: 150, width: 300, height: 400 }
    const bounds = boundsAbove(await eyes.personProbability(image, box), 0.05)
    expect(bounds!.x).toBeGreaterThanOrEqual(99)
    expect(bounds!.y + bounds!.height).toBeLessThanOrEqual(551)
  })

  it('sees the same in a worker thread', async () => {
    const image = await read('photos/persons/luma-ws04-green_main.jpg', 512)
    const [here] = await eyes.findPeople(image, { ...HEAVY, model: 'full', passes: 1 })
    const worker = new Worker(new URL('./children/eyes-worker.ts', import.meta.url), { workerData: image })
    const there = await new Promise((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
    await worker.terminate()
    expect(there).toEqual({ landmarks: here!.pose.landmarks, foreground: expect.any(Number) })
  })
})

describe('model files', () => {
  it('refuses a file that is not the one that was checked, and one that is missing', async () => {
    await using folder = await tempFolder()
    const selfie = listModels().find((model) => model.name === 'selfie')!
    const damaged = await openEyes({ modelFolder: folder.path })
    const image = rgb8(64, 64)
    const box = { x: 0, y: 0, width: 64, height: 64 }
    await expect(damaged.personProbability(image, box)).rejects.toMatchObject({ code: 'model.damaged', details: { reason: 'missing' } })
    await writeFile(join(folder.path, selfie.file), 'not a model')
    await expect(damaged.personProbability(image, box)).rejects.toMatchObject({ code: 'model.damaged', details: { model: 'selfie' } })
  })

  it('loads from a folder, as a packaged app has it', async () => {
    await using folder = await tempFolder()
    const selfie = listModels().find((model) => model.name === 'selfie')!
    const require = createRequire(import.meta.url)
    await copyFile(join(dirname(require.resolve(`${selfie.package}/package.json`)), selfie.path), join(folder.path, selfie.file))
    const packaged = await openEyes({ modelFolder: folder.path })
    const probability = await packaged.personProbability(rgb8(64, 64), { x: 0, y: 0, width: 64, height: 64 })
    expect(probability.data).toHaveLength(64 * 64)
    await packaged.close()
  })
})
