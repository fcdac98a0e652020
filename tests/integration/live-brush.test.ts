import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrushStroke, brushStrokes } from '../../app/domain/brush-stroke.ts'
import type { Corrections } from '../../app/domain/corrections.ts'
import type { Rgb8 } from '../../app/domain/raster.ts'
import { readRgb } from '../../app/pipeline/read-raster.ts'
import type { TryOnDraft } from '../../app/pipeline/try-on.ts'
import { readKit } from '../../app/raster/preview/kit-file.ts'
import { createRewarp, type Rewarped } from '../../app/raster/preview/rewarp.ts'
import type { RewarpKit } from '../../app/raster/preview/rewarp-kit.ts'
import { type DressingRoom, openDressingRoom } from '../support/dressing-room.ts'
import { hasTestdata, NO_TESTDATA } from '../support/testdata.ts'

const MAN = 'photos/persons/luma-ms05-blue_main.jpg'
const TEE = 'photos/garments/cds-t-shirt-e44b1445.jpg'
const WORN = 'photos/persons/luma-ws04-green_main.jpg'
const WHOLE = 'photos/persons/luma-wp06-black_outfit.jpg'
const TROUSERS = 'photos/garments/cds-pants-6c02ba6f.jpg'
const NONE: Corrections = { joints: [], anchors: [], strokes: [] }

type Path = Partial<BrushStroke> & Pick<BrushStroke, 'mask' | 'points'>
const painted = (...paths: readonly Path[]): Corrections => ({
  ...NONE,
  strokes: brushStrokes.parse(paths.map((path) => ({ mode: 'add', width: 0.06, hardness: 0.9, ...path }))),
})

/** A strap across the chest, a hem that is taken off lower, an arm and a piece of cloth that are none. */
const STRAP: Path = {
  mask: 'front',
  points: [
    [0.4, 0.35],
    [0.6, 0.6],
  ],
}
const LOWER_HEM: Path = {
  mask: 'old-garment',
  points: [
    [0.3, 0.9],
    [0.7, 0.9],
  ],
}
const NO_TOP: Path = {
  mask: 'old-garment',
  mode: 'erase',
  width: 0.2,
  points: [
    [0.3, 0.7],
    [0.7, 0.7],
  ],
}
const NO_ARM: Path = {
  mask: 'arms',
  mode: 'erase',
  width: 0.2,
  points: [
    [0.2, 0.55],
    [0.25, 0.75],
  ],
}
const HOLE: Path = { mask: 'garment', mode: 'erase', width: 0.12, points: [[0.5, 0.55]] }
const NO_HEM: Path = {
  mask: 'garment',
  mode: 'erase',
  width: 0.25,
  points: [
    [0, 0.8],
    [1, 0.8],
  ],
}

describe.skipIf(!hasTestdata)(`what is brushed shows at once${hasTestdata ? '' : ` (${NO_TESTDATA})`}`, () => {
  let room: DressingRoom
  beforeAll(async () => {
    room = await openDressingRoom()
  })
  afterAll(() => room.close())

  test.each<readonly [string, string, readonly string[], number, readonly Path[]]>([
    ['a strap in front', MAN, [TEE], 0, [STRAP]],
    ['more that is taken off', MAN, [TEE], 0, [LOWER_HEM]],
    ['less that is taken off', MAN, [TEE], 0, [NO_TOP]],
    ['an arm that is none', MAN, [TEE], 0, [NO_ARM]],
    ['several, one over another', MAN, [TEE], 0, [LOWER_HEM, STRAP, { ...STRAP, mode: 'erase', width: 0.03 }, NO_ARM]],
    ['a hole in a flat garment', MAN, [TEE], 0, [HOLE]],
    ['a shorter flat garment', MAN, [TEE], 0, [NO_HEM]],
    ['a shorter worn garment', MAN, [WORN], 0, [{ ...NO_HEM, points: NO_HEM.points.map(([x]) => [x, 0.72]) }]],
    [
      'a strap over the top of an outfit',
      WHOLE,
      [TEE, TROUSERS],
      0,
      [
        {
          ...STRAP,
          points: [
            [0.5, 0.3],
            [0.5, 0.45],
          ],
        },
      ],
    ],
    [
      'a strap over the trousers of an outfit',
      WHOLE,
      [TEE, TROUSERS],
      1,
      [
        {
          ...STRAP,
          points: [
            [0.5, 0.4],
            [0.5, 0.6],
          ],
        },
      ],
    ],
  ])('as the next draft does: %s', { timeout: 120_000 }, async (_, person, garments, index, paths) => {
    const corrections = painted(...paths)
    const plain = (await room.dress({ person, garments })).draft
    const drafted = (await room.dress({ person, garments, corrections })).draft
    const bytes = await room.gatherRewarp({ person, garments, corrections }, index)
    const kit = readKit(bytes)
    const rewarp = createRewarp(kit, 4000)
    const [before, after] = [rewarp.render(NONE), rewarp.render(corrections)]
    const seen = await compare(room, { kit, plain, drafted, before, after })
    expect(seen.count).toBeGreaterThan(100)
    // As far from its draft as the preview without strokes from the draft without them, and much nearer than that one.
    expect(seen.after).toBeLessThan(seen.found + 4)
    expect(seen.changed).toBeLessThan(0.4 * seen.unchanged)
    // Whatever came in between: a moving hand, a stroke taken back.
    rewarp.render(painted(...paths, LOWER_HEM), 'moving')
    expect(rewarp.render(corrections).picture.data).toEqual(after.picture.data)
    expect(rewarp.render(NONE).picture.data).toEqual(before.picture.data)
    expect(createRewarp(readKit(bytes), 4000).render(corrections).picture.data).toEqual(after.picture.data)
  })

  test('the masks that are painted over are told in shares of their pictures', { timeout: 60_000 }, async () => {
    const kit = readKit(await room.gatherRewarp({ person: MAN, garments: [WORN] }, 0))
    const rewarp = createRewarp(kit, 360)
    const corrections = painted(
      { mask: 'front', points: [[0.5, 0.5]] },
      { mask: 'garment', mode: 'erase', width: 0.2, points: [[0.5, 0.5]] },
    )
    const valueAt = (name: BrushStroke['mask'], [x, y]: readonly [number, number]): number => {
      const { mask, area } = rewarp.maskOf(name)
      const [column, row] = [((x - area.x) / area.width) * mask.width, ((y - area.y) / area.height) * mask.height]
      return mask.data[Math.floor(row) * mask.width + Math.floor(column)] ?? -1
    }
    expect(valueAt('front', [0.5, 0.5])).toBe(0)
    expect(valueAt('garment', [0.5, 0.5])).toBeGreaterThan(0.9)
    rewarp.render(corrections)
    expect(valueAt('front', [0.5, 0.5])).toBe(1)
    expect(valueAt('garment', [0.5, 0.5])).toBe(0)
    expect(valueAt('person', [0.5, 0.5])).toBeGreaterThan(0.9)
  })

  test('a garment that is erased to nothing is refused, and the next stroke is not', { timeout: 60_000 }, async () => {
    const rewarp = createRewarp(readKit(await room.gatherRewarp({ person: MAN, garments: [TEE] }, 0)), 360)
    const all = painted(
      ...[0.1, 0.5, 0.9].map(
        (y): Path => ({
          mask: 'garment',
          mode: 'erase',
          width: 0.5,
          points: [
            [0, y],
            [1, y],
          ],
        }),
      ),
    )
    expect(() => rewarp.render(all)).toThrow(RangeError)
    expect(rewarp.render(painted(HOLE)).picture.data.some((value) => value > 0)).toBe(true)
  })
})

/** Mean differences of a channel: of previews from their drafts where those differ from the photo, and where strokes changed the draft. */
async function compare(
  room: DressingRoom,
  {
    kit,
    plain,
    drafted,
    before,
    after,
  }: {
    readonly kit: RewarpKit
    readonly plain: TryOnDraft
    readonly drafted: TryOnDraft
    readonly before: Rewarped
    readonly after: Rewarped
  },
) {
  const [photo, plainly, now] = [
    await readRgb(room.artifacts, plain.before),
    await readRgb(room.artifacts, plain.draft),
    await readRgb(room.artifacts, drafted.draft),
  ]
  const sums = { found: 0, after: 0, changed: 0, unchanged: 0 }
  const counts = { found: 0, after: 0, changed: 0 }
  const { width, height } = after.picture
  for (let i = 0; i < width * height; i++) {
    const whole = (Math.floor(i / width) + kit.crop.y) * photo.width + (i % width) + kit.crop.x
    const away = (picture: Rgb8, shown: Rewarped['picture']): number => {
      let sum = 0
      for (let c = 0; c < 3; c++) {
        const value = (shown.data[4 * i + 3] ?? 0) > 0 ? (shown.data[4 * i + c] ?? 0) : (photo.data[3 * whole + c] ?? 0)
        sum += Math.abs(value - (picture.data[3 * whole + c] ?? 0)) / 3
      }
      return sum
    }
    const between = (a: Rgb8, b: Rgb8): number =>
      [0, 1, 2].reduce((sum, c) => sum + Math.abs((a.data[3 * whole + c] ?? 0) - (b.data[3 * whole + c] ?? 0)) / 3, 0)
    if (between(plainly, photo) > 0) {
      sums.found += away(plainly, before.picture)
      counts.found++
    }
    if (between(now, photo) > 0) {
      sums.after += away(now, after.picture)
      counts.after++
    }
    const difference = between(plainly, now)
    if (difference < 15) continue
    sums.changed += away(now, after.picture)
    sums.unchanged += difference
    counts.changed++
  }
  return {
    found: sums.found / counts.found,
    after: sums.after / counts.after,
    changed: sums.changed / counts.changed,
    unchanged: sums.unchanged / counts.changed,
    count: counts.changed,
  }
}
