import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import readExif from 'exif-reader'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { layer } from '../../app/domain/document/layer.ts'
import { EXPORT_PRESETS } from '../../app/domain/export/export-presets.ts'
import { type ExportRecipe, exportRecipe } from '../../app/domain/export/export-recipe.ts'
import type { ExportResult } from '../../app/domain/export/export-result.ts'
import type { AssetId, DocumentId } from '../../app/domain/ids.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'
import { tempFolder } from '../support/temp-library.ts'

/** Blue on the left, red on the right: a picture whose every part is known. */
const WIDTH = 400
const HEIGHT = 300

let studio: TempStudio
let folder: Awaited<ReturnType<typeof tempFolder>>
let photo: AssetId
let logo: AssetId

beforeAll(async () => {
  folder = await tempFolder()
  studio = await openTempStudio()
  const half = await sharp({ create: { width: WIDTH / 2, height: HEIGHT, channels: 3, background: '#c81e1e' } })
    .png()
    .toBuffer()
  const path = join(folder.path, 'halves.jpg')
  await sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#1e3cc8' } })
    .composite([{ input: half, left: WIDTH / 2, top: 0 }])
    .withExif({
      IFD0: { Make: 'Nordlicht', Model: 'N1', Copyright: 'Somebody' },
      IFD2: { DateTimeOriginal: '2026:03:04 05:06:07' },
      IFD3: { GPSLatitudeRef: 'N' },
    })
    .jpeg({ quality: 100, chromaSubsampling: '4:4:4' })
    .toFile(path)
  photo = await studio.import(path)
  const mark = join(folder.path, 'mark.png')
  await sharp({ create: { width: 40, height: 20, channels: 4, background: '#00ff00' } })
    .png()
    .toFile(mark)
  logo = await studio.import(mark)
}, 60_000)

afterAll(async () => {
  await studio[Symbol.asyncDispose]()
  await folder[Symbol.asyncDispose]()
})

const pictureOf = async (id: AssetId) => {
  const { hash, width, height } = await studio.core.client['library.get']({ id })
  return { assetId: id, hash, width, height }
}

async function documentOf(): Promise<DocumentId> {
  return (await studio.core.client['documents.create']({ assetIds: [photo], name: 'Spring' })).id
}

async function exportAs(id: DocumentId, recipes: readonly Partial<ExportRecipe>[], nameTemplate?: string): Promise<ExportResult> {
  const asked = recipes.map((recipe) => exportRecipe.parse({ name: 'a', ...recipe }))
  const { jobId } = await studio.core.client['documents.export']({
    id,
    recipes: asked,
    ...(nameTemplate === undefined ? {} : { nameTemplate }),
  })
  const job = await studio.finished(jobId)
  if (job.state !== 'succeeded') throw new Error(`${job.state}: ${job.error?.message}`)
  return job.result as unknown as ExportResult
}

const bytesOf = async ({ hash }: { readonly hash: string }): Promise<Buffer> => readFile(await studio.pathOf(hash))

async function pixelsOf(bytes: Uint8Array): Promise<{ at: (x: number, y: number) => number[]; width: number; height: number }> {
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return {
    at: (x, y) => [...data.subarray(4 * (y * info.width + x), 4 * (y * info.width + x) + 4)],
    width: info.width,
    height: info.height,
  }
}

const isNear = (a: readonly number[], b: readonly number[], most = 4): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= most)
const BLUE = [30, 60, 200, 255]
const RED = [200, 30, 30, 255]

describe('exports of pictures', () => {
  it('are the document, in every format, with its profile', async () => {
    const formats = ['png', 'jpeg', 'webp', 'avif', 'tiff'] as const
    const { files } = await exportAs(
      await documentOf(),
      formats.map((format) => ({ name: format, format, quality: 95 })),
    )
    expect(files.map(({ name }) => name)).toEqual(
      ['Spring png.png', 'Spring jpeg.jpg', 'Spring webp.webp', 'Spring avif.avif', 'Spring tiff.tif'].map((name, i) =>
        i === 4 ? expect.stringMatching(/^Spring tiff\.tiff?$/) : name,
      ),
    )
    for (const file of files) {
      const bytes = await bytesOf(file)
      const { format, icc, width, height } = await sharp(bytes).metadata()
      expect(format).toBe(file.format === 'avif' ? 'heif' : file.format)
      expect([width, height]).toEqual([WIDTH, HEIGHT])
      expect(icc?.length).toBeGreaterThan(100)
      const { at } = await pixelsOf(bytes)
      expect(isNear(at(50, 150), BLUE, 6), `${file.format} ${at(50, 150)}`).toBe(true)
      expect(isNear(at(350, 150), RED, 6), `${file.format} ${at(350, 150)}`).toBe(true)
    }
  }, 60_000)

  it('give the same bytes again, and leave the original alone', async () => {
    const before = await bytesOf(await pictureOf(photo))
    const id = await documentOf()
    const [first, second] = [await exportAs(id, [{ format: 'jpeg' }]), await exportAs(id, [{ format: 'jpeg' }])]
    expect(second.files[0]?.hash).toBe(first.files[0]?.hash)
    expect(second.files[0]?.assetId).not.toBe(first.files[0]?.assetId)
    expect(await bytesOf(await pictureOf(photo))).toEqual(before)
  }, 60_000)

  it('show crop, turn, mirror, background and text as the document says', async () => {
    const id = await documentOf()
    const words = layer.parse({
      kind: 'text',
      id: 'words',
      name: 'Words',
      content: 'אביב',
      sizePx: 80,
      colour: '#ffffff',
      transform: { x: 200, y: 150 },
    })
    const ground = layer.parse({ kind: 'background', id: 'ground', name: 'Ground', fill: { kind: 'colour', colour: '#336633' } })
    await studio.core.client['documents.apply']({
      id,
      baseRevision: 1,
      commands: [
        { type: 'add-layer', layer: ground, index: 0 },
        { type: 'add-layer', layer: words },
        {
          type: 'set-layer',
          layerId: 'layer-1',
          patch: { transform: { x: 200, y: 150, scale: 0.5, rotation: 0, flipX: true, flipY: false } },
        },
        {
          type: 'set-crop',
          crop: { x: 80, y: 0, width: 240, height: 300, angle: 0, flipX: false, flipY: false, ratio: { width: 4, height: 5 } },
        },
      ],
    })
    const { files } = await exportAs(id, [{ format: 'png' }])
    expect(files[0]).toMatchObject({ width: 240, height: 300 })
    const { at } = await pixelsOf(await bytesOf(files[0] as never))
    expect(at(10, 10)).toEqual([0x33, 0x66, 0x33, 255])
    // Mirrored: red on the left. The photo spans 100..300 of the canvas, so 20..220 of the frame.
    expect(isNear(at(30, 100), RED)).toBe(true)
    expect(isNear(at(210, 100), BLUE)).toBe(true)
    let white = 0
    for (let y = 100; y < 200; y++) for (let x = 40; x < 200; x++) if (isNear(at(x, y), [255, 255, 255, 255], 0)) white++
    expect(white).toBeGreaterThan(500)
  }, 60_000)

  it('come in the sizes that shops and networks ask for, whole or filled up', async () => {
    const wanted = EXPORT_PRESETS.filter(({ id }) => ['shopify', 'instagram-portrait', 'web'].includes(id)).map(({ recipe }) => recipe)
    const { files } = await exportAs(await documentOf(), wanted)
    expect(files.map(({ width, height }) => [width, height])).toEqual([
      [2048, 2048],
      [1080, 1350],
      // Never enlarged.
      [WIDTH, HEIGHT],
    ])
    const shop = await pixelsOf(await bytesOf(files[0] as never))
    expect(isNear(shop.at(1000, 50), [255, 255, 255, 255])).toBe(true)
    expect(isNear(shop.at(200, 1024), BLUE)).toBe(true)
    // Cut on both sides, so that the border between the halves stays in the middle.
    const post = await pixelsOf(await bytesOf(files[1] as never))
    expect(isNear(post.at(20, 600), BLUE)).toBe(true)
    expect(isNear(post.at(1060, 600), RED)).toBe(true)
  }, 60_000)

  it('carry a mark where it is asked for, and nowhere else', async () => {
    const content = { kind: 'logo', picture: await pictureOf(logo) } as const
    const mark = { content, place: 'bottom-right', size: 0.1, margin: 0.1, opacity: 1, rotation: 0, tiled: false } as const
    const text = { kind: 'text', text: 'NORD', family: 'IBM Plex Sans', weight: 700, colour: '#ffffff' } as const
    const { files } = await exportAs(await documentOf(), [
      { name: 'plain' },
      { name: 'logo', watermark: mark },
      { name: 'text', watermark: { ...mark, content: text, place: 'top-left', size: 0.2 } },
      { name: 'tiled', watermark: { ...mark, tiled: true } },
    ])
    const [plain, marked, lettered, tiled] = await Promise.all(files.map(async (file) => pixelsOf(await bytesOf(file))))
    const changed = (other: typeof plain, box: readonly [number, number, number, number]): number => {
      let count = 0
      for (let y = box[1]; y < box[3]; y++) for (let x = box[0]; x < box[2]; x++) if (`${other?.at(x, y)}` !== `${plain?.at(x, y)}`) count++
      return count
    }
    // 30 px high and 60 wide, 30 from the edges.
    expect(changed(marked, [310, 240, 370, 270])).toBe(1800)
    expect(changed(marked, [0, 0, 400, 300])).toBe(1800)
    expect(changed(lettered, [30, 30, 200, 100])).toBeGreaterThan(400)
    expect(changed(lettered, [200, 100, 400, 300])).toBe(0)
    for (const [x, y] of [
      [0, 0],
      [200, 0],
      [0, 150],
      [200, 150],
    ] as const)
      expect(changed(tiled, [x, y, x + 200, y + 150])).toBeGreaterThan(1000)
  }, 60_000)

  it('say what is chosen of themselves: credits, camera, machines, and never a place', async () => {
    const id = await documentOf()
    const metadata = { creator: 'Ada & Co <studio>', copyright: '© 2026 Nord', keepCamera: true, aiLabel: 'always' } as const
    const { files } = await exportAs(id, [
      { name: 'told', format: 'jpeg', metadata },
      { name: 'silent', format: 'jpeg' },
    ])
    const told = await sharp(await bytesOf(files[0] as never)).metadata()
    const exif = readExif(told.exif as Buffer)
    expect(exif.Image).toMatchObject({ Artist: 'Ada & Co <studio>', Make: 'Nordlicht', Model: 'N1' })
    expect(exif.Photo?.DateTimeOriginal?.toISOString()).toBe('2026-03-04T05:06:07.000Z')
    expect(exif.GPSInfo).toBeUndefined()
    expect(told.xmpAsString).toContain('digitalsourcetype/compositeSynthetic')
    expect(told.xmpAsString).toContain('Ada &amp; Co &lt;studio&gt;')
    const silent = await sharp(await bytesOf(files[1] as never)).metadata()
    expect(silent.xmpAsString ?? '').not.toMatch(/DigitalSourceType>|dc:creator>|dc:rights>/)
    expect(silent.exif === undefined ? undefined : readExif(silent.exif).Image?.['Make']).toBeUndefined()
  }, 60_000)

  it('label what was made, without being told, and open in the wider space', async () => {
    const made = (await exportAs(await documentOf(), [{ format: 'png' }])).files[0]?.assetId as AssetId
    const { id } = await studio.core.client['documents.create']({ assetIds: [made] })
    const { files } = await exportAs(id, [
      { name: 'auto', format: 'webp', profile: 'display-p3' },
      { name: 'never', format: 'webp', metadata: { creator: null, copyright: null, keepCamera: false, aiLabel: 'never' } },
    ])
    const [auto, never] = await Promise.all(files.map(async (file) => sharp(await bytesOf(file)).metadata()))
    expect(auto?.xmpAsString).toContain('compositeSynthetic')
    expect(never?.xmpAsString ?? '').not.toContain('compositeSynthetic')
    expect(auto?.icc?.toString('latin1')).toMatch(/P\0?3|Display/)
  }, 60_000)

  it('make a cut-out again that is no longer there', async () => {
    const { client } = studio.core
    const seeds = [{ mode: 'add', width: 0.2, hardness: 1, points: [[0.25, 0.5]] }] as never
    const { mask } = await client['documents.select']({ assetId: photo, subject: 'scribble', seeds })
    const id = await documentOf()
    const source = { kind: 'cut-out', artifact: mask, subject: 'scribble', seeds } as never
    await client['documents.apply']({ id, baseRevision: 1, commands: [{ type: 'set-mask', layerId: 'layer-1', patch: { source } }] })
    const before = (await exportAs(id, [{ format: 'png' }])).files[0]
    const { at } = await pixelsOf(await bytesOf(before as never))
    expect(isNear(at(50, 150), BLUE)).toBe(true)
    expect(at(350, 150)[3]).toBe(0)

    await rm(join(studio.libraryFolder, 'artifacts'), { recursive: true })
    const again = (await exportAs(id, [{ format: 'png' }])).files[0]
    expect(again?.hash).toBe(before?.hash)
  }, 60_000)

  it('are named by the template, and keep the step they were asked for', async () => {
    const id = await documentOf()
    await studio.core.client['documents.apply']({ id, baseRevision: 1, commands: [{ type: 'rename', name: 'Summer' }] })
    const { jobId } = await studio.core.client['documents.export']({
      id,
      step: 1,
      recipes: [exportRecipe.parse({ name: 'post', format: 'jpeg', size: { kind: 'scale', factor: 0.5 } })],
      nameTemplate: '{name}_{recipe}_{width}x{height}_v{version}{odd}',
    })
    const { result } = await studio.finished(jobId)
    expect((result as unknown as ExportResult).files[0]?.name).toBe('Spring_post_200x150_v1{odd}.jpg')
  }, 60_000)
})
