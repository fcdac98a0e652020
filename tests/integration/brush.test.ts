import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrushStroke, brushStrokes } from '../../app/domain/brush-stroke.ts'
import type { BrushedMask } from '../../app/domain/brushed-mask.ts'
import type { Corrections } from '../../app/domain/corrections.ts'
import type { ArtifactId } from '../../app/domain/ids.ts'
import type { Plane, Point } from '../../app/domain/raster.ts'
import { readMask, readPicture, readRgb } from '../../app/pipeline/read-raster.ts'
import type { StageRun } from '../../app/pipeline/step.ts'
import type { TryOnDraft } from '../../app/pipeline/try-on.ts'
import { readKit } from '../../app/raster/preview/kit-file.ts'
import { createRewarp } from '../../app/raster/preview/rewarp.ts'
import { type DressingRoom, openDressingRoom } from '../support/dressing-room.ts'
import { hasTestdata, NO_TESTDATA } from '../support/testdata.ts'

const MAN = 'photos/persons/luma-ms05-blue_main.jpg'
const TEE = 'photos/garments/cds-t-shirt-e44b1445.jpg'
const WORN = 'photos/persons/luma-ws04-green_main.jpg'
const WHOLE = 'photos/persons/luma-wp06-black_outfit.jpg'
const TROUSERS = 'photos/garments/cds-pants-6c02ba6f.jpg'
const OUTFIT = { person: MAN, garments: [TEE] }

/** Share of the long side that the brushes of these tests are wide, with a hard edge. */
const WIDTH = 0.06

function painted(
  mask: BrushedMask,
  points: readonly Point[],
  options: Partial<Pick<BrushStroke, 'mode' | 'width' | 'garment'>> = {},
): Corrections {
  const stroke = { mask, mode: 'add', width: WIDTH, hardness: 1, points: points.map(([x, y]) => [x, y]), ...options }
  return { joints: [], anchors: [], strokes: brushStrokes.parse([stroke]) }
}

/** Whether each run of a stage was remembered. */
function keptIn(runs: readonly StageRun[], id: string): boolean[] {
  return runs.filter((run) => run.id === id).map(({ cached }) => cached)
}

/** Pixels well within a dab, by their index. */
function within(size: Pick<Plane, 'width' | 'height'>, [x, y]: Point, width = WIDTH): number[] {
  const radius = (width * Math.max(size.width, size.height)) / 2 - 1.5
  const found: number[] = []
  for (let i = 0; i < size.width * size.height; i++) {
    const away = Math.hypot((i % size.width) + 0.5 - x * size.width, Math.floor(i / size.width) + 0.5 - y * size.height)
    if (away < radius) found.push(i)
  }
  return found
}

/** Middle of what a mask covers, as a share of the picture. */
function middleOf({ width, height, data }: Plane): Point {
  const sum = [0, 0, 0]
  data.forEach((value, i) => {
    sum[0] = (sum[0] ?? 0) + value * ((i % width) + 0.5)
    sum[1] = (sum[1] ?? 0) + value * (Math.floor(i / width) + 0.5)
    sum[2] = (sum[2] ?? 0) + value
  })
  const [x = 0, y = 0, total = 1] = sum
  return [x / total / width, y / total / height]
}

const areaOf = ({ data }: Plane): number => data.reduce((sum, value) => sum + value, 0)

describe.skipIf(!hasTestdata)(`masks put right with a brush${hasTestdata ? '' : ` (${NO_TESTDATA})`}`, () => {
  let room: DressingRoom
  let plain: TryOnDraft

  beforeAll(async () => {
    room = await openDressingRoom()
    const { draft, runs } = await room.dress(OUTFIT)
    plain = draft
    expect(runs.map(({ id }) => id).filter((id) => id.startsWith('brush'))).toEqual([])
  }, 120_000)
  afterAll(() => room.close())

  const debugMask = (draft: TryOnDraft, name: string, garment = 0): Promise<Plane> =>
    readMask(room.artifacts, draft.garments[garment]?.debug[name] as ArtifactId)

  async function changedAt(draft: TryOnDraft, places: readonly number[]): Promise<number> {
    const [after, before] = [await readRgb(room.artifacts, draft.draft), await readRgb(room.artifacts, draft.before)]
    return places.filter((i) => [0, 1, 2].some((c) => after.data[3 * i + c] !== before.data[3 * i + c])).length
  }

  test('no strokes are no stage and no other draft', { timeout: 60_000 }, async () => {
    const { draft, runs } = await room.dress({ ...OUTFIT, corrections: { joints: [], anchors: [], strokes: [] } })
    expect(draft.draft).toBe(plain.draft)
    expect(runs.filter(({ cached }) => !cached)).toEqual([])
  })

  test('what is painted to the front of the chest shows the photo to the byte, and only what comes after it is made again', {
    timeout: 60_000,
  }, async () => {
    const chest = middleOf(await debugMask(plain, 'garment'))
    const places = within(plain, chest)
    expect(await changedAt(plain, places)).toBeGreaterThan(0.9 * places.length)
    const { draft, runs } = await room.dress({ ...OUTFIT, corrections: painted('front', [chest]) })
    expect(await changedAt(draft, places)).toBe(0)
    const editMask = await readMask(room.artifacts, draft.editMask)
    expect(places.filter((i) => editMask.data[i] !== 0)).toEqual([])
    for (const id of ['load-photo', 'estimate-pose', 'segment-person', 'analyse-person', 'prepare-garment', 'analyse-garment']) {
      expect(keptIn(runs, id), id).not.toContain(false)
      expect(keptIn(runs, id), id).not.toEqual([])
    }
    expect(keptIn(runs, 'brush-scene')).toEqual([false])
    expect(keptIn(runs, 'compose-draft')).toContain(false)
    // Cloth stands beside it as it did.
    expect(areaOf(await debugMask(draft, 'garment'))).toBeGreaterThan(0.8 * areaOf(await debugMask(plain, 'garment')))
  })

  test('a front that does not meet the old garment takes nothing off anew and lays nothing anew', { timeout: 60_000 }, async () => {
    const person = await debugMask(plain, 'person')
    const top = person.data.findIndex((value) => value > 0.9)
    const forehead: Point = [((top % person.width) + 0.5) / person.width, Math.floor(top / person.width) / person.height + 0.02]
    const { draft, runs } = await room.dress({ ...OUTFIT, corrections: painted('front', [forehead]) })
    expect(keptIn(runs, 'brush-scene')).toEqual([false])
    expect(keptIn(runs, 'clear-person')).toEqual([true])
    expect(keptIn(runs, 'fit-garment')).not.toContain(false)
    expect(draft.draft).toBe(plain.draft)
  })

  test('what is painted as old garment is taken off, what is erased from it stays', { timeout: 90_000 }, async () => {
    const [old, person] = [await debugMask(plain, 'torso'), await debugMask(plain, 'person')]
    const lowest = old.data.findLastIndex((value) => value > 0.9)
    // Below the old hem, on the trousers.
    const hip: Point = [((lowest % old.width) + 0.5) / old.width, Math.min(0.98, Math.floor(lowest / old.width) / old.height + 0.05)]
    const places = within(plain, hip, 0.04).filter((i) => (person.data[i] ?? 0) > 0.9 && (old.data[i] ?? 1) === 0)
    expect(places.length).toBeGreaterThan(50)
    const added = await room.dress({ ...OUTFIT, corrections: painted('old-garment', [hip], { width: 0.04 }) })
    const now = await debugMask(added.draft, 'torso')
    expect(places.filter((i) => (now.data[i] ?? 0) < 0.99)).toEqual([])
    expect(keptIn(added.runs, 'clear-person')).toEqual([false])
    expect(keptIn(added.runs, 'analyse-person')).not.toContain(false)
    expect(added.draft.draft).not.toBe(plain.draft)
    const erased = await room.dress({
      ...OUTFIT,
      corrections: painted(
        'old-garment',
        [
          [0, 0.5],
          [1, 0.5],
        ],
        { mode: 'erase', width: 0.5 },
      ),
    })
    const left = await debugMask(erased.draft, 'torso')
    expect(areaOf(left)).toBeLessThan(0.2 * areaOf(old))
    const facts = async (draft: TryOnDraft) =>
      (await room.artifacts.readJson(draft.garments[0]?.debug['body'] as ArtifactId)) as { readonly oldCuffs: readonly number[] }
    expect(Math.max(...(await facts(plain)).oldCuffs)).toBeGreaterThan(0.3)
    expect(Math.max(...(await facts(erased.draft)).oldCuffs)).toBeLessThan(Math.max(...(await facts(plain)).oldCuffs))
  })

  test.each([
    ['the middle of a flat garment', TEE],
    // A hole in the middle of it would be closed, as one where an arm hid it.
    ['the hem of a worn garment', WORN],
  ])('%s that is erased is not worn, and the person is not looked at again', { timeout: 90_000 }, async (part, garment) => {
    const before = (await room.dress({ person: MAN, garments: [garment] })).draft
    const cutOutOf = (draft: TryOnDraft) => readPicture(room.artifacts, draft.garments[0]?.debug['garment-cut-out'] as ArtifactId)
    const cut = await cutOutOf(before)
    const alpha: Plane = {
      channels: 1,
      width: cut.width,
      height: cut.height,
      data: Float32Array.from({ length: cut.width * cut.height }, (__, i) => (cut.data[4 * i + 3] ?? 0) / 255),
    }
    const bottom = Math.floor(alpha.data.findLastIndex((value) => value > 0.9) / cut.width) / cut.height
    const [x, y] = middleOf(alpha)
    const isHem = part.includes('hem')
    const [place, corrections]: [Point, Corrections] = isHem
      ? [
          [x, bottom - 0.04],
          painted(
            'garment',
            [
              [0, bottom - 0.04],
              [1, bottom - 0.04],
            ],
            { mode: 'erase', width: 0.15 },
          ),
        ]
      : [[x, y], painted('garment', [[x, y]], { mode: 'erase' })]
    const { draft, runs } = await room.dress({ person: MAN, garments: [garment], corrections })
    const after = await cutOutOf(draft)
    expect(within(cut, place).filter((i) => (after.data[4 * i + 3] ?? 0) > 0)).toEqual([])
    for (const id of ['estimate-pose', 'segment-person', 'analyse-person', 'clear-person', 'prepare-garment'])
      expect(keptIn(runs, id), id).not.toContain(false)
    expect(keptIn(runs, 'brush-garment')).toEqual([false])
    expect(keptIn(runs, 'analyse-garment')).toContain(false)
    const worn = areaOf(await debugMask(draft, 'garment')) / areaOf(await debugMask(before, 'garment'))
    expect(worn).toBeLessThan(0.995)
    expect(worn).toBeGreaterThan(0.7)
  })

  test('a garment that was erased to nothing says so', { timeout: 60_000 }, async () => {
    const corrections = painted(
      'garment',
      [
        [0, 0.25],
        [1, 0.25],
        [1, 0.75],
        [0, 0.75],
      ],
      { mode: 'erase', width: 0.5 },
    )
    const all: Corrections = {
      ...corrections,
      strokes: [
        ...corrections.strokes,
        ...painted(
          'garment',
          [
            [0, 0.5],
            [1, 0.5],
          ],
          { mode: 'erase', width: 0.5 },
        ).strokes,
      ],
    }
    await expect(room.dress({ ...OUTFIT, corrections: all })).rejects.toMatchObject({ code: 'tryon.garment-failed' })
  })

  test('the person as a whole is put right before it is measured', { timeout: 60_000 }, async () => {
    const person = await debugMask(plain, 'person')
    const [x, y] = middleOf(person)
    const { draft, runs } = await room.dress({ ...OUTFIT, corrections: painted('person', [[x, y]], { mode: 'erase' }) })
    const after = await debugMask(draft, 'person')
    expect(within(plain, [x, y]).filter((i) => (after.data[i] ?? 1) > 0)).toEqual([])
    expect(keptIn(runs, 'segment-person')).toEqual([true])
    expect(keptIn(runs, 'analyse-person')).toEqual([false])
    expect(keptIn(runs, 'prepare-garment')).toEqual([true])
  })

  test('what is no arm is hidden under the new sleeves, what is one stays before them', { timeout: 90_000 }, async () => {
    const arms = await debugMask(plain, 'arms')
    const lowest = arms.data.findLastIndex((value) => value > 0.9)
    const hand: Point = [((lowest % arms.width) + 0.5) / arms.width, Math.floor(lowest / arms.width) / arms.height - 0.04]
    const erased = await room.dress({ ...OUTFIT, corrections: painted('arms', [hand], { mode: 'erase' }) })
    const after = await debugMask(erased.draft, 'arms')
    expect(within(plain, hand).filter((i) => (after.data[i] ?? 1) > 0)).toEqual([])
    expect(areaOf(after)).toBeLessThan(areaOf(arms))
    expect((await debugMask(erased.draft, 'torso')).data).toEqual((await debugMask(plain, 'torso')).data)
    const chest = middleOf(await debugMask(plain, 'garment'))
    const added = await room.dress({ ...OUTFIT, corrections: painted('arms', [chest]) })
    const more = await debugMask(added.draft, 'arms')
    expect(within(plain, chest).filter((i) => (more.data[i] ?? 0) < 0.99)).toEqual([])
    for (const { runs } of [erased, added])
      for (const id of ['analyse-person', 'fit-garment']) expect(keptIn(runs, id), id).not.toContain(false)
  })

  test('what is in front of an outfit shows the photo to the byte through all of it', { timeout: 120_000 }, async () => {
    const outfit = { person: WHOLE, garments: [TEE, TROUSERS] }
    const { draft: before } = await room.dress(outfit)
    const [chest, knee] = [middleOf(await debugMask(before, 'garment', 0)), middleOf(await debugMask(before, 'garment', 1))]
    // A long strap, over both garments and the hem between them.
    const { draft } = await room.dress({ ...outfit, corrections: painted('front', [chest, knee], { width: 0.02 }) })
    const places = [0, 0.25, 0.5, 0.75, 1].flatMap((t) =>
      within(before, [chest[0] + t * (knee[0] - chest[0]), chest[1] + t * (knee[1] - chest[1])], 0.02),
    )
    expect(await changedAt(before, places)).toBeGreaterThan(0.7 * places.length)
    expect(await changedAt(draft, places)).toBe(0)
    const [after, photo, edited] = [
      await readRgb(room.artifacts, draft.draft),
      await readRgb(room.artifacts, draft.before),
      await readMask(room.artifacts, draft.editMask),
    ]
    expect(edited.data.some((value, i) => value === 0 && [0, 1, 2].some((c) => after.data[3 * i + c] !== photo.data[3 * i + c]))).toBe(
      false,
    )
  })

  test('a stroke for one garment of an outfit concerns its half of the body only', { timeout: 120_000 }, async () => {
    const outfit = { person: WHOLE, garments: [TEE, TROUSERS] }
    const { draft: before } = await room.dress(outfit)
    const knee = middleOf(await debugMask(before, 'torso', 1))
    const { draft, runs } = await room.dress({ ...outfit, corrections: painted('old-garment', [knee], { mode: 'erase', garment: 1 }) })
    expect(keptIn(runs, 'brush-scene')).toEqual([false])
    expect(keptIn(runs, 'clear-person').sort()).toEqual([false, true])
    const places = within(before, knee)
    const [lower, upper, upperBefore] = [
      await debugMask(draft, 'torso', 1),
      await debugMask(draft, 'torso', 0),
      await debugMask(before, 'torso', 0),
    ]
    expect(places.filter((i) => (lower.data[i] ?? 1) > 0)).toEqual([])
    expect(upper.data).toEqual(upperBefore.data)
  })

  test('the garment that is laid anew while points are dragged goes by the brushed masks', { timeout: 60_000 }, async () => {
    const chest = middleOf(await debugMask(plain, 'garment'))
    const corrections = painted('front', [chest])
    const rewarp = createRewarp(readKit(await room.gatherRewarp({ ...OUTFIT, corrections }, 0)), 480)
    const alphaAt = (kept: Corrections): number => {
      const { picture } = rewarp.render(kept)
      return picture.data[4 * (Math.floor(chest[1] * picture.height) * picture.width + Math.floor(chest[0] * picture.width)) + 3] ?? -1
    }
    expect(alphaAt({ ...corrections, strokes: [] })).toBe(255)
    expect(alphaAt(corrections)).toBe(0)
  })
})
