import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Plane, Rgb8 } from '../../app/domain/raster.ts'
import { readMask, readRgb } from '../../app/pipeline/read-raster.ts'
import type { TryOnDraft } from '../../app/pipeline/try-on.ts'
import { type DressingRoom, openDressingRoom } from '../support/dressing-room.ts'
import { hasTestdata, NO_TESTDATA } from '../support/testdata.ts'

const WOMAN = 'photos/persons/luma-wp06-black_outfit.jpg'
const MAN = 'photos/persons/luma-ms05-blue_main.jpg'
const BLUE_TEE = 'photos/garments/cds-t-shirt-e44b1445.jpg'
const GREY_TROUSERS = 'photos/garments/cds-pants-6c02ba6f.jpg'
const JEANS = 'photos/garments/cds-pants-cd23d1f5.jpg'
const STRIPED_TEE = 'photos/garments/cds-t-shirt-aafe2f1b.jpg'
const ZIP_HOODIE = 'photos/persons/luma-mh03-green_main.jpg'

describe.skipIf(!hasTestdata)(`an outfit${hasTestdata ? '' : ` (${NO_TESTDATA})`}`, () => {
  let room: DressingRoom

  beforeAll(async () => {
    room = await openDressingRoom()
  })
  afterAll(() => room.close())

  const mask = (id: TryOnDraft['editMask']): Promise<Plane> => readMask(room.artifacts, id)
  const picture = (id: TryOnDraft['draft']): Promise<Rgb8> => readRgb(room.artifacts, id)

  /** Where a garment was drawn, whatever was laid over it later. */
  async function drawn(draft: TryOnDraft, index: number): Promise<Plane> {
    const id = draft.garments[index]?.debug['garment']
    if (id === undefined) throw new Error('A draft made for debugging holds the mask of each garment')
    return await mask(id)
  }

  async function changedOutside(draft: TryOnDraft): Promise<number> {
    const [after, before, edited] = [await picture(draft.draft), await picture(draft.before), await mask(draft.editMask)]
    let count = 0
    edited.data.forEach((value, i) => {
      if (value === 0 && [0, 1, 2].some((c) => after.data[3 * i + c] !== before.data[3 * i + c])) count++
    })
    return count
  }

  /** Mean colour of the draft where both the first and the second garment were drawn. */
  async function colourWhereBoth(draft: TryOnDraft): Promise<{ readonly red: number; readonly blue: number; readonly count: number }> {
    const [after, first, second] = [await picture(draft.draft), await drawn(draft, 0), await drawn(draft, 1)]
    const sum = [0, 0, 0]
    let count = 0
    for (let i = 0; i < first.data.length; i++) {
      if ((first.data[i] ?? 0) < 0.95 || (second.data[i] ?? 0) < 0.95) continue
      count++
      for (const c of [0, 1, 2]) sum[c] = (sum[c] ?? 0) + (after.data[3 * i + c] ?? 0)
    }
    return { red: (sum[0] ?? 0) / count, blue: (sum[2] ?? 0) / count, count }
  }

  test('a top over trousers and the same top tucked in: the hem is over or under, and nothing else is touched', {
    timeout: 60_000,
  }, async () => {
    const garments = [BLUE_TEE, GREY_TROUSERS]
    const { draft: out } = await room.dress({ person: WOMAN, garments, tuck: 'out' })
    const { draft: tucked } = await room.dress({ person: WOMAN, garments, tuck: 'in' })
    for (const draft of [out, tucked]) {
      expect(draft.garments.map(({ type }) => type)).toEqual(['t-shirt', 'trousers'])
      expect(draft.verdict).toBe('ok')
      expect(await changedOutside(draft)).toBe(0)
    }
    expect(out.garments[0]?.visible).toBe(1)
    expect(out.garments[1]?.visible).toBeLessThan(0.97)
    expect(tucked.garments[0]?.visible).toBeLessThan(0.97)
    expect(tucked.garments[1]?.visible).toBe(1)
    const [over, under] = [await colourWhereBoth(out), await colourWhereBoth(tucked)]
    expect(Math.min(over.count, under.count)).toBeGreaterThan(500)
    // The tee is light blue, the trousers are dark grey.
    expect(over.blue - over.red).toBeGreaterThan(60)
    expect(Math.abs(under.blue - under.red)).toBeLessThan(25)
  })

  test('other trousers find the top below them done', { timeout: 60_000 }, async () => {
    await room.dress({ person: WOMAN, garments: [BLUE_TEE, GREY_TROUSERS], tuck: 'in' })
    const { runs } = await room.dress({ person: WOMAN, garments: [BLUE_TEE, JEANS], tuck: 'in' })
    const kept = (id: string) => runs.filter((run) => run.id === id).map((run) => run.cached)
    for (const id of ['estimate-pose', 'segment-person', 'analyse-person', 'clear-person', 'bare-person'])
      expect(kept(id)).not.toContain(false)
    // In the order they are laid on: the tee is kept, the jeans are new.
    expect(kept('compose-draft')).toEqual([true, false])
    expect(kept('prepare-garment').filter((isKept) => isKept)).toHaveLength(1)
  })

  test('another order prepares nothing again', { timeout: 60_000 }, async () => {
    await room.dress({ person: WOMAN, garments: [BLUE_TEE, [STRIPED_TEE, 'sweater']] })
    const { draft, runs } = await room.dress({ person: WOMAN, garments: [[STRIPED_TEE, 'sweater'], BLUE_TEE] })
    const prepared = runs.filter((run) => ['prepare-garment', 'analyse-garment', 'fit-garment', 'analyse-person'].includes(run.id))
    expect(prepared.map((run) => run.cached)).not.toContain(false)
    expect(draft.garments.map(({ type }) => type)).toEqual(['sweater', 't-shirt'])
    expect(draft.garments[1]?.visible).toBe(1)
  })

  test('a jacket over a tee: the tee is seen in its neck and nowhere beside it, the old top nowhere', { timeout: 60_000 }, async () => {
    const { draft } = await room.dress({ person: MAN, garments: [STRIPED_TEE, [ZIP_HOODIE, 'jacket']] })
    const [tee, jacket] = draft.garments
    expect(jacket).toMatchObject({ type: 'jacket', strategy: 'body-to-body', visible: 1 })
    expect(await changedOutside(draft)).toBe(0)
    expect(tee?.facts['oldLeft']).toBeLessThan(0.02)
    expect(tee?.visible).toBeGreaterThan(0.005)
    expect(tee?.visible).toBeLessThan(0.2)
    const [inner, outer, after, before] = [
      await drawn(draft, 0),
      await drawn(draft, 1),
      await picture(draft.draft),
      await picture(draft.before),
    ]
    // Beside the jacket, below the shoulders, the wall is white again where the wider tee was.
    let beside = 0
    let wall = 0
    for (let y = Math.floor(0.3 * inner.height); y < 0.7 * inner.height; y++) {
      for (let x = 0; x < inner.width; x++) {
        const i = y * inner.width + x
        if ((inner.data[i] ?? 0) < 0.9 || (outer.data[i] ?? 0) > 0.02 || (before.data[3 * i] ?? 0) < 240) continue
        beside++
        if ((after.data[3 * i] ?? 0) > 215) wall++
      }
    }
    expect(beside).toBeGreaterThan(40)
    expect(wall).toBeGreaterThan(0.8 * beside)
  })

  test('a jacket that is worn open shows the tee between its halves, and is no worse for it', { timeout: 60_000 }, async () => {
    const { draft: closed } = await room.dress({ person: MAN, garments: [STRIPED_TEE, [ZIP_HOODIE, 'jacket']] })
    const { draft: open } = await room.dress({ person: MAN, garments: [STRIPED_TEE, [ZIP_HOODIE, 'jacket', 'open']] })
    const [tee, jacket] = open.garments
    expect(tee?.visible).toBeGreaterThan(0.12)
    expect(tee?.visible).toBeGreaterThan(3 * (closed.garments[0]?.visible ?? 1))
    expect(jacket?.qualityScore).toBeGreaterThan((closed.garments[1]?.qualityScore ?? 1) - 0.05)
    expect(await changedOutside(open)).toBe(0)
    // Alone there is nothing to be seen in it: it stays closed.
    const { draft: alone } = await room.dress({ person: MAN, garments: [[ZIP_HOODIE, 'jacket', 'open']] })
    const { draft: shut } = await room.dress({ person: MAN, garments: [[ZIP_HOODIE, 'jacket']] })
    expect(alone.draft).toBe(shut.draft)
  })

  test('a garment that cannot be laid says which one it is', { timeout: 60_000 }, async () => {
    await expect(room.dress({ person: MAN, garments: [BLUE_TEE, GREY_TROUSERS] })).rejects.toMatchObject({
      code: 'tryon.pose-failed',
      details: { reason: 'legs-cut', garment: 2 },
    })
  })
})
