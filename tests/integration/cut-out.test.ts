import sharp from 'sharp'
import { afterAll, describe, expect, it } from 'vitest'
import { type Plane, type Raster, type Rgb8, type Rgba8, rgb8, rgba8 } from '../../app/domain/raster.ts'
import { openEyes } from '../../app/inference/open-eyes.ts'
import { cutOut } from '../../app/pipeline/cut-out.ts'
import type { Artifacts } from '../../app/pipeline/services.ts'
import { estimatePose } from '../../app/pipeline/stages/estimate-pose.ts'
import { prepareGarment } from '../../app/pipeline/stages/prepare-garment.ts'
import { createStep, type Step } from '../../app/pipeline/step.ts'
import { openArtifacts } from '../../app/platform/artifacts.ts'
import { layFlat } from '../../samples/mannequin/garment/flatlay.ts'
import { SAMPLE_GARMENTS } from '../../samples/mannequin/garment/samples.ts'
import { flatOf } from '../../samples/mannequin/person.ts'
import { tempFolder } from '../support/temp-library.ts'
import { hasTestdata, NO_TESTDATA, testdata } from '../support/testdata.ts'

const LONG_SIDE_PX = 700
const eyes = await openEyes()
const folder = await tempFolder()
const artifacts: Artifacts = openArtifacts(folder.path)
afterAll(async () => {
  await eyes.close()
  await folder[Symbol.asyncDispose]()
})

const step: Step = createStep({
  execute: async (stage, input, context) => await stage.run(input as never, { services: { artifacts, eyes } as never, ...context }),
  memo: { read: async () => undefined, write: async () => undefined },
  keyOf: () => '',
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onFinished: () => undefined,
  nowMs: () => 0,
})

async function read(path: string): Promise<Rgba8> {
  const picture = sharp(testdata(path)).rotate().resize(LONG_SIDE_PX, LONG_SIDE_PX, { fit: 'inside' }).ensureAlpha().toColourspace('srgb')
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true })
  return rgba8(info.width, info.height, new Uint8Array(data))
}

function onColour(picture: Rgba8, colour: readonly number[]): Rgb8 {
  const flat = rgb8(picture.width, picture.height)
  for (let i = 0, j = 0; j < flat.data.length; i += 4, j += 3) {
    const alpha = picture.data[i + 3]! / 255
    for (let c = 0; c < 3; c++) flat.data[j + c] = Math.round(picture.data[i + c]! * alpha + colour[c]! * (1 - alpha))
  }
  return flat
}

async function prepare(picture: Raster, garmentType: 'auto' | 'trousers' | 't-shirt' = 'auto') {
  const prepared = await step(prepareGarment, { image: await artifacts.writeRaster(picture), garmentType })
  return { ...prepared, maskPlane: (await artifacts.readRaster(prepared.mask)) as Plane }
}

function overlap(mask: Plane, isTrue: (i: number) => boolean): number {
  let both = 0
  let either = 0
  for (let i = 0; i < mask.data.length; i++) {
    if (mask.data[i]! > 0.5 && isTrue(i)) both++
    if (mask.data[i]! > 0.5 || isTrue(i)) either++
  }
  return both / either
}

describe.skipIf(!hasTestdata)(`cut-outs of real photos (${hasTestdata ? 'found' : NO_TESTDATA})`, () => {
  it('takes the alpha that a picture brings along, without the floor shadow', async () => {
    const picture = await read('truth/saleor-garments-alpha/saleor-team-tee-front.png')
    const tee = await prepare(picture)
    expect(tee).toMatchObject({ method: 'alpha', type: 't-shirt', region: 'upper', sleeves: 'short', wearer: null })
    expect(tee.kind).not.toBe('worn')
    expect(overlap(tee.maskPlane, (i) => picture.data[4 * i + 3]! > 140)).toBeGreaterThan(0.995)
  })

  it('finds nearly the same outline on a grey ground that it has to find itself', async () => {
    const picture = await read('truth/saleor-garments-alpha/saleor-blue-hoodie.png')
    const hoodie = await prepare(onColour(picture, [215, 215, 218]))
    expect(overlap(hoodie.maskPlane, (i) => picture.data[4 * i + 3]! > 140)).toBeGreaterThan(0.97)
    expect(hoodie).toMatchObject({ type: 'hoodie', region: 'upper', sleeves: 'long' })
    const cut = (await artifacts.readRaster(hoodie.cutOut)) as Rgba8
    expect(cut.data[3]).toBe(0)
  })

  it('tells garments on a carpet, on wood and on a sheet from people, with their regions', async () => {
    const expected = { 't-shirt-e44b1445': 'upper', 'skirt-2459a9ab': 'lower', 'pants-6c02ba6f': 'lower', 'dress-3f844e1e': 'full' }
    for (const [name, region] of Object.entries(expected)) {
      const garment = await prepare(await read(`photos/garments/cds-${name}.jpg`))
      expect([name, garment.kind, garment.region]).toEqual([name, 'flat', region])
    }
  })

  it('finds sleeves and yoke of a dress whose print is as grey as the carpet, and doubts a cut-out that lost its sleeves', async () => {
    const dress = await prepare(await read('photos/garments/cds-dress-881c62dc.jpg'))
    expect(dress).toMatchObject({ kind: 'flat', type: 'dress', region: 'full' })
    const { width, height, data } = dress.maskPlane
    // Both cuffs and the middle of the yoke, read off the photo.
    for (const [x, y] of [
      [0.15, 0.33],
      [0.83, 0.31],
      [0.5, 0.2],
    ] as const) {
      expect(data[Math.floor(y * height) * width + Math.floor(x * width)]).toBeGreaterThan(0.5)
    }
    expect(dress.cutOutConfidence).toBeGreaterThan(0.9)
    const hoodie = await prepare(await read('photos/garments/cds-longsleeve-e62cfe93.jpg'))
    expect(hoodie.cutOutConfidence).toBeLessThan(0.5)
  })

  it('cuts a shirt off its model and trousers off a model without a head', async () => {
    const worn = await prepare(await read('photos/garments/fashn-garment.webp'), 't-shirt')
    expect(worn).toMatchObject({ kind: 'worn', method: 'worn', type: 't-shirt', typeConfidence: 1 })
    expect(worn.wearer?.pose.landmarks).toHaveLength(33)
    // Black over black trousers: the hem lies at .83 of the height, the trousers go on to the lower edge.
    const { width, height, data } = worn.maskPlane
    const coverAt = (level: number): number => data[Math.floor(level * height) * width + Math.floor(0.5 * width)]!
    expect([coverAt(0.8), coverAt(0.87), coverAt(0.95)]).toEqual([1, 0, 0])
    expect(worn.cutOutConfidence).toBeLessThan(1)
    const trousers = await prepare(await read('truth/luma-recolour/mp03-black.jpg'))
    expect(trousers).toMatchObject({ kind: 'worn', region: 'lower' })
    const truth = await sharp(testdata('truth/luma-recolour/mp03.mask.png'))
      .resize(trousers.maskPlane.width, trousers.maskPlane.height, { fit: 'fill' })
      .removeAlpha()
      .toColourspace('b-w')
      .raw()
      .toBuffer()
    expect(overlap(trousers.maskPlane, (i) => truth[i]! > 127)).toBeGreaterThan(0.9)
  })

  it('cuts a person out by the pipeline, who is the one it finds', async () => {
    const image = await artifacts.writeRaster(await read('photos/persons/luma-ws04-green_main.jpg'))
    const person = await cutOut(step, { image, kind: 'person' })
    expect(person.coverage).toBeGreaterThan(0.2)
    expect(person.coverage).toBeLessThan(0.45)
    const found = await step(estimatePose, { image })
    expect(found.people).toHaveLength(1)
    const mask = (await artifacts.readRaster(person.mask)) as Plane
    const [left, right] = [found.people[0]!.pose.landmarks[11]!, found.people[0]!.pose.landmarks[24]!]
    for (const { x, y } of [left, right]) expect(mask.data[Math.floor(y) * mask.width + Math.floor(x)]).toBeGreaterThan(0.9)
  })

  it('says which part failed where there is nobody and nothing', async () => {
    const garment = await artifacts.writeRaster(await read('photos/garments/cds-t-shirt-e44b1445.jpg'))
    await expect(cutOut(step, { image: garment, kind: 'person' })).rejects.toMatchObject({ code: 'tryon.segmentation-failed' })
    expect((await step(estimatePose, { image: garment })).people).toEqual([])
  })
})

it('tells the drawn samples apart and leaves their shadows on the ground', async () => {
  const expected = { trousersDenim: 'trousers', shortsSand: 'shorts', skirtCheck: 'skirt', dressDots: 'dress', teeStripe: 't-shirt' }
  for (const [name, type] of Object.entries(expected)) {
    const garment = SAMPLE_GARMENTS[name]!
    const lay = layFlat(flatOf(garment), 'white', 3, 500, 500)
    const prepared = await prepare(rgb8(lay.width, lay.height, lay.rgb))
    expect([name, prepared.type]).toEqual([name, type])
    expect(overlap(prepared.maskPlane, (i) => lay.alpha[i]! > 127)).toBeGreaterThan(0.97)
    expect(prepared.cutOutConfidence).toBeGreaterThan(0.9)
  }
})

it('finds no garment in an empty picture', async () => {
  const grey = rgb8(300, 400, new Uint8Array(300 * 400 * 3).fill(128))
  const image = await artifacts.writeRaster(grey)
  await expect(step(prepareGarment, { image })).rejects.toMatchObject({
    code: 'tryon.garment-failed',
    stage: 'prepare-garment',
    details: { width: 300, height: 400 },
  })
})
