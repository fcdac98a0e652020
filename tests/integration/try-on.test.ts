import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DraftedGarment, GarmentType } from '../../app/domain/try-on.ts'
import { readMask, readRgb } from '../../app/pipeline/read-raster.ts'
import type { StageRun } from '../../app/pipeline/step.ts'
import type { TryOnDraft } from '../../app/pipeline/try-on.ts'
import { type DressingRoom, openDressingRoom } from '../support/dressing-room.ts'
import { hasTestdata, NO_TESTDATA } from '../support/testdata.ts'

const TEE = 'truth/saleor-garments-alpha/saleor-white-cubes-tee-front.png'
const HOODIE = 'truth/saleor-garments-alpha/saleor-blue-hoodie.png'
const MAN = 'photos/persons/luma-ms05-blue_main.jpg'

describe.skipIf(!hasTestdata)(`a try-on${hasTestdata ? '' : ` (${NO_TESTDATA})`}`, () => {
  let room: DressingRoom

  beforeAll(async () => {
    room = await openDressingRoom()
  })
  afterAll(() => room.close())

  async function dress(
    person: string,
    garment: string,
    garmentType?: GarmentType,
  ): Promise<{ draft: TryOnDraft; worn: DraftedGarment; runs: readonly StageRun[] }> {
    const { draft, runs } = await room.dress({ person, garments: [garmentType === undefined ? garment : [garment, garmentType]] })
    const [worn] = draft.garments
    if (worn === undefined) throw new Error('A draft shows a garment')
    return { draft, worn, runs }
  }

  test('a tee on a person: a good draft, unchanged to the byte outside its edit mask', { timeout: 60_000 }, async () => {
    const { draft, worn } = await dress(MAN, TEE)
    expect(draft.verdict).toBe('ok')
    expect(worn).toMatchObject({ strategy: 'lofted-strips', retries: 0, type: 't-shirt', kind: 'flat', visible: 1 })
    expect(worn.facts['folded']).toBeLessThanOrEqual(0.001)
    expect(worn.facts['regionCovered']).toBeGreaterThan(0.93)
    expect(worn.facts['maskRatio']).toBeLessThanOrEqual(1.3)
    expect(worn.facts['faceChanged']).toBe(0)
    const [after, before] = [await readRgb(room.artifacts, draft.draft), await readRgb(room.artifacts, draft.before)]
    const mask = await readMask(room.artifacts, draft.editMask)
    let inside = 0
    let changed = 0
    let outside = 0
    mask.data.forEach((value, i) => {
      const isChanged = [0, 1, 2].some((c) => after.data[3 * i + c] !== before.data[3 * i + c])
      if (value > 0) inside++
      if (value > 0 && isChanged) changed++
      if (value === 0 && isChanged) outside++
    })
    expect(outside).toBe(0)
    expect(changed / inside).toBeGreaterThan(0.8)
    expect(Object.keys(worn.debug)).toEqual(expect.arrayContaining(['person', 'torso', 'arms', 'garment', 'mesh', 'body', 'layer-torso']))
  })

  test('a second garment finds the person remembered', { timeout: 60_000 }, async () => {
    await dress(MAN, TEE)
    const { worn, runs } = await dress(MAN, HOODIE)
    expect(worn.type).toBe('hoodie')
    const cached = (id: string) => runs.filter((run) => run.id === id).map((run) => run.cached)
    for (const id of ['estimate-pose', 'segment-person', 'analyse-person']) expect(cached(id)).toEqual([true])
    expect(cached('compose-draft')).toContain(false)
  })

  test('the same input gives the same bytes', { timeout: 60_000 }, async () => {
    const first = await dress(MAN, TEE)
    room.forget()
    const second = await dress(MAN, TEE)
    expect(second.draft.draft).toBe(first.draft.draft)
    expect(second.draft.editMask).toBe(first.draft.editMask)
  })

  test('a garment worn by somebody is carried over from body to body', { timeout: 60_000 }, async () => {
    const { draft } = await dress(MAN, 'photos/persons/luma-ws04-green_main.jpg', 't-shirt')
    expect(draft).toMatchObject({ verdict: 'ok', garments: [{ strategy: 'body-to-body', kind: 'worn' }] })
  })

  test('trousers on a whole person leave the top and the face alone', { timeout: 60_000 }, async () => {
    const { draft } = await dress('photos/persons/luma-wp06-black_outfit.jpg', 'photos/garments/cds-pants-6c02ba6f.jpg')
    expect(draft).toMatchObject({ verdict: 'ok', garments: [{ type: 'trousers' }] })
    const [after, before] = [await readRgb(room.artifacts, draft.draft), await readRgb(room.artifacts, draft.before)]
    // The upper 45 % of the photo is head and top.
    const end = 3 * after.width * Math.floor(after.height * 0.42)
    let changed = 0
    for (let i = 0; i < end; i++) if (after.data[i] !== before.data[i]) changed++
    expect(changed / end).toBeLessThan(0.01)
  })

  test('trousers for a photo that ends at the hips are refused with what would help', { timeout: 60_000 }, async () => {
    await expect(dress(MAN, 'photos/garments/cds-pants-6c02ba6f.jpg')).rejects.toMatchObject({
      code: 'tryon.pose-failed',
      stage: 'fit-garment',
      details: { reason: 'legs-cut', garmentType: 'trousers' },
      message: expect.stringContaining('whole person'),
    })
  })

  test('a picture of nobody is refused', { timeout: 60_000 }, async () => {
    await expect(dress('photos/exif-orientation/Landscape_1.jpg', TEE)).rejects.toMatchObject({
      code: 'tryon.pose-failed',
      details: { reason: 'no-person' },
    })
  })
})
