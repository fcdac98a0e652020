import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import type { Browser, Page } from '@playwright/test'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Document, document as documentSchema } from '../../app/domain/document/document.ts'
import { BLEND_MODES } from '../../app/domain/document/layer.ts'
import type { ArtifactId } from '../../app/domain/ids.ts'
import { plane, type Rgba8, rgba8, type Size } from '../../app/domain/raster.ts'
import type { Canvas2D } from '../../app/raster/paint/canvas-2d.ts'
import { findChromium } from '../../scripts/system-programs.mjs'
import { openSourcePage, startChromium } from '../support/page-modules.ts'
import { type AnyCanvas, anyCanvas, type ImageDataContext, paintAnywhere } from '../support/paint-anywhere.ts'
import type { Order, PagePainter } from '../support/paint-in-page.ts'

const SAMPLES = join(import.meta.dirname, '../../resources/samples')
const ARTIFACT = `sha256-${'c'.repeat(64)}` as ArtifactId
const PERSON = 'a'.repeat(64)
const CLOTH = 'b'.repeat(64)

async function load(name: string, width: number): Promise<Rgba8> {
  const { data, info } = await sharp(join(SAMPLES, name)).resize(width).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return rgba8(info.width, info.height, new Uint8Array(data))
}

/** An oval in the middle, soft at its rim. */
const oval = plane(
  90,
  120,
  Float32Array.from({ length: 90 * 120 }, (_, i) =>
    Math.max(0, Math.min(1, 12 - 12 * Math.hypot(((i % 90) - 45) / 35, (Math.floor(i / 90) - 60) / 55))),
  ),
)

let person: Rgba8
let cloth: Rgba8
let browser: Browser
let page: Page

const pictureOf = (hash: string, { width, height }: Size) => ({ assetId: `ast_${'0'.repeat(20)}`, hash, width, height })
const at = (x: number, y: number, more: object = {}) => ({ x, y, scale: 0.6, ...more })
const cutOut = (more: object = {}) => ({ source: { kind: 'cut-out', artifact: ARTIFACT, subject: 'person' }, ...more })
const parse = (more: object): Document => documentSchema.parse({ version: 1, name: 'Bytes', canvas: { width: 420, height: 520 }, ...more })

const GRADIENT = {
  kind: 'linear',
  angle: 35,
  stops: [
    { at: 0, colour: '#204060' },
    { at: 0.6, colour: '#e0b080cc' },
    { at: 1, colour: '#ffffff' },
  ],
}
const STROKES = [
  {
    id: 'one',
    mode: 'erase',
    width: 0.2,
    hardness: 0.2,
    points: [
      [0.3, 0.2],
      [0.5, 0.35],
      [0.7, 0.2],
    ],
    pressure: [0.3, 1, 0.6],
  },
  {
    id: 'two',
    mode: 'add',
    width: 0.3,
    hardness: 0.9,
    points: [
      [0.2, 0.8],
      [0.6, 0.9],
    ],
    followEdges: true,
  },
]
const LIGHT = {
  exposure: { ev: 0.4 },
  contrast: { amount: 0.2 },
  highlights: { amount: -0.4 },
  shadows: { amount: 0.5 },
  whiteBalance: { temperature: 0.2, tint: -0.1 },
  vibrance: { amount: 0.6 },
  sharpen: { amount: 1.2, radius: 1.3 },
}
const SHADOW = { opacity: 0.5, softnessPx: 30, offsetX: 8, offsetY: 14 }

/** Two photos with everything that can be done to them, over a gradient. */
const everything = (): Document =>
  parse({
    crop: { x: 20, y: 30, width: 360, height: 450, angle: 6.5, flipX: true },
    adjustments: { exposure: { ev: -0.1 }, saturation: { amount: 0.2 }, sharpen: { amount: 0.5 } },
    layers: [
      { kind: 'background', id: 'ground', name: 'Ground', fill: GRADIENT, adjustments: { contrast: { amount: 0.3 } } },
      {
        kind: 'photo',
        id: 'person',
        name: 'Person',
        picture: pictureOf(PERSON, person),
        transform: at(200, 280, { scale: 1.1, rotation: -8 }),
        shadow: SHADOW,
        mask: cutOut({ strokes: STROKES, shiftPx: -1.4, featherPx: 5, decontaminate: 0.8 }),
        adjustments: LIGHT,
      },
      {
        kind: 'photo',
        id: 'cloth',
        name: 'Cloth',
        picture: pictureOf(CLOTH, cloth),
        transform: at(290, 150, { flipX: true, rotation: 21 }),
        blend: 'multiply',
        opacity: 0.8,
        upscale: { enabled: true, factor: 2 },
        mask: { inverted: true, source: { kind: 'none' }, strokes: STROKES, featherPx: 3 },
      },
    ],
  })

const behind = (fill: object): Document =>
  parse({
    layers: [
      { kind: 'background', id: 'ground', name: 'Ground', fill },
      {
        kind: 'photo',
        id: 'person',
        name: 'Person',
        picture: pictureOf(PERSON, person),
        transform: at(230, 300, { rotation: 12, scale: 0.9 }),
        mask: cutOut({ featherPx: 2 }),
        shadow: SHADOW,
      },
    ],
  })

const blended = (blend: string): Document =>
  parse({
    layers: [
      { kind: 'photo', id: 'below', name: 'Below', picture: pictureOf(PERSON, person), transform: at(210, 260, { scale: 1.4 }) },
      {
        kind: 'photo',
        id: 'above',
        name: 'Above',
        picture: pictureOf(CLOTH, cloth),
        transform: at(200, 240, { rotation: 3 }),
        mask: cutOut({ featherPx: 12 }),
        blend,
        opacity: 0.7,
      },
    ],
  })

const inNode = (document: Document, scale: number): Rgba8 =>
  paintAnywhere(
    {
      document,
      scale,
      pictures: new Map([
        [PERSON, person],
        [CLOTH, cloth],
      ]),
      artifacts: new Map([[ARTIFACT, oval]]),
    },
    (size): AnyCanvas => {
      const canvas = createCanvas(size.width, size.height)
      return anyCanvas(canvas, canvas.getContext('2d') as unknown as Canvas2D & ImageDataContext, size)
    },
  )

const inPage = async (document: Document, scale: number): Promise<Rgba8> => {
  const pictures = [
    { hash: PERSON, width: person.width, height: person.height },
    { hash: CLOTH, width: cloth.width, height: cloth.height },
  ]
  const order: Order = { document, scale, pictures, masks: [{ artifact: ARTIFACT, width: oval.width, height: oval.height }] }
  const painted = await page.evaluate((asked) => (globalThis as unknown as PagePainter).paintOrder(asked), order)
  const [size = '', bytes = ''] = painted.split(':')
  const [width = 0, height = 0] = size.split('x').map(Number)
  return rgba8(width, height, new Uint8Array(Buffer.from(bytes, 'base64')))
}

/** Says where the first difference is, rather than a million numbers. */
function expectSame(here: Rgba8, there: Rgba8): void {
  expect([there.width, there.height]).toEqual([here.width, here.height])
  let differing = 0
  let first = -1
  for (let i = 0; i < here.data.length; i++) {
    if (here.data[i] === there.data[i]) continue
    if (first < 0) first = i
    differing++
  }
  expect({ differing, first, here: here.data[first], there: there.data[first] }).toEqual({
    differing: 0,
    first: -1,
    here: undefined,
    there: undefined,
  })
}

describe.skipIf(findChromium() === undefined)('a document in a page and in Node', () => {
  beforeAll(async () => {
    person = await load('person-ada.jpg', 260)
    cloth = await load('garment-teePrint.jpg', 220)
    browser = await startChromium()
    const bytes = new Uint8Array(oval.data.buffer)
    page = await openSourcePage(
      browser,
      new Map<string, Uint8Array>([
        [PERSON, person.data],
        [CLOTH, cloth.data],
        [ARTIFACT, bytes],
      ]),
    )
    await page.addScriptTag({ type: 'module', url: '/tests/support/paint-in-page.ts' })
  })
  afterAll(() => browser?.close())

  it.each([1, 0.5, 0.37])('has the same bytes with everything in it, at scale %f', async (scale) => {
    const here = inNode(everything(), scale)
    expect(new Set(here.data).size).toBeGreaterThan(200)
    expectSame(here, await inPage(everything(), scale))
  })

  it('has the same bytes over its own blurred picture, over a covering one and over a radial gradient', async () => {
    const radial = { ...GRADIENT, kind: 'radial', angle: undefined, x: 0.3, y: 0.4, radius: 0.7 }
    const fills = [
      { kind: 'blurred', layerId: 'person', blurPx: 60 },
      { kind: 'blurred', layerId: 'person', blurPx: 6 },
      { kind: 'picture', picture: pictureOf(CLOTH, cloth), x: 0.2, y: 0.9, blurPx: 25 },
      JSON.parse(JSON.stringify(radial)),
    ]
    for (const fill of fills) expectSame(inNode(behind(fill), 1), await inPage(behind(fill), 1))
  })

  it.each(BLEND_MODES)('has the same bytes blended by %s', async (blend) => {
    expectSame(inNode(blended(blend), 1), await inPage(blended(blend), 1))
  })
})
