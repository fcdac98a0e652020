import { describe, expect, test } from 'vitest'
import { type Plane, plane, type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import type { Draped } from '../../../../app/raster/drape/drape.ts'
import { countOwned, type Ground, groundAfter, groundMask, topOf } from '../../../../app/raster/drape/ground.ts'
import { packMasks } from '../../../../app/raster/drape/mask-pack.ts'
import type { Scene } from '../../../../app/raster/drape/scene.ts'
import { tuckIn } from '../../../../app/raster/drape/tuck-in.ts'

const SIZE = 120

function filled(value: number): Rgb8 {
  return rgb8(SIZE, SIZE, new Uint8Array(3 * SIZE * SIZE).fill(value))
}

function area(isInside: (x: number, y: number) => boolean): Plane {
  const out = plane(SIZE, SIZE)
  for (let y = 0, i = 0; y < SIZE; y++) for (let x = 0; x < SIZE; x++, i++) out.data[i] = isInside(x, y) ? 1 : 0
  return out
}

const none = plane(SIZE, SIZE)
const bare = (): Ground => ({ picture: filled(10), masks: packMasks([none, none, none, none]) })
const laid = (shown: Plane, extra: Partial<Draped> = {}): Draped => ({
  picture: filled(20),
  editMask: shown,
  shown,
  coverage: shown,
  drawn: [],
  cut: null,
  ...extra,
})

describe('the ground of the next garment', () => {
  const left = area((x) => x < 60)
  const middle = area((x) => x >= 40 && x < 80)

  test('knows who shows where, and everything that was edited', () => {
    const first = groundAfter(bare(), laid(left), 1)
    const second = groundAfter(first, laid(middle), 2)
    expect(countOwned(second.masks, 2)).toEqual([40 * SIZE, 40 * SIZE, 40 * SIZE])
    expect(groundMask(second.masks, 'edited').data.reduce((sum, value) => sum + value, 0)).toBe(80 * SIZE)
    expect(topOf(second, [1]).data.reduce((sum, value) => sum + value, 0)).toBe(40 * SIZE)
    expect(topOf(second, []).data.some((value) => value > 0)).toBe(false)
  })

  test('has no cloth where a hem was cut away', () => {
    const first = groundAfter(bare(), laid(left), 1)
    const second = groundAfter(first, laid(middle, { cut: area((x, y) => x < 60 && y >= 100) }), 2)
    expect(countOwned(second.masks, 2)).toEqual([40 * SIZE + 40 * 20, 40 * 100, 40 * SIZE])
  })

  test('counts sleeves to the arms, as far as they are seen', () => {
    const sleeve = { ...packMasks([none, none, none, area((x) => x < 20)]), channels: 4 as const }
    const drawn = [{ name: 'sleeve-left' as const, pixels: sleeve, box: { x: 0, y: 0, width: SIZE, height: SIZE } }]
    const { masks } = groundAfter(
      bare(),
      laid(
        area((x) => x < 10),
        { drawn },
      ),
      1,
    )
    expect(groundMask(masks, 'limbs').data.reduce((sum, value) => sum + value, 0)).toBe(10 * SIZE)
  })
})

describe('a top that is tucked in', () => {
  /** Upright body: levels are rows, places across are columns from the middle. */
  const frame = { origin: [60, 0], down: [0, 1], right: [1, 0], torsoLength: 80, shoulderWidth: 50, rear: false, yaw: 0 }
  const top = area((x, y) => x >= 25 && x < 95 && y < 90)
  const scene = (beneathTop: Rgb8 | null): Scene =>
    ({ photo: filled(0), body: { frame }, worn: { picture: filled(200), cloth: top, top, beneathTop } }) as unknown as Scene
  const cleared = {
    picture: rgb8(
      SIZE,
      SIZE,
      Uint8Array.from({ length: 3 * SIZE * SIZE }, (_, c) => 200 * (top.data[Math.floor(c / 3)] ?? 0)),
    ),
    masks: packMasks([none]),
    behind: rgb8(SIZE, SIZE),
    clothLight: null,
  }
  /** A waistband of 40 px from row 60 down, and hips that are wider below it. */
  const trousers = area((x, y) => y >= 60 && Math.abs(x + 0.5 - 60) < (y < 75 ? 20 : 32))
  const at = (picture: Rgb8, x: number, y: number): number => picture.data[3 * (y * SIZE + x)] ?? -1

  test('ends inside the waistband, and does not hang out beside the hips below it', () => {
    const { picture, cut } = tuckIn(scene(filled(50)), cleared, trousers)
    expect(at(picture, 60, 55)).toBe(200)
    expect(at(picture, 60, 64)).toBe(50)
    expect(at(picture, 30, 70)).toBe(50)
    expect(at(picture, 30, 20)).toBe(200)
    expect(cut?.data[64 * SIZE + 60]).toBe(1)
    expect(cut?.data[64 * SIZE + 10]).toBe(0)
  })

  test('comes in to the waistband from the sides', () => {
    const { picture } = tuckIn(scene(filled(50)), cleared, trousers)
    const widthAt = (y: number): number => Array.from({ length: SIZE }, (_, x) => at(picture, x, y)).filter((value) => value === 200).length
    expect(widthAt(59)).toBeLessThan(widthAt(52))
    expect(widthAt(52)).toBeLessThan(widthAt(30))
    expect(widthAt(30)).toBe(70)
  })

  test('without one nothing is cut', () => {
    const { picture, cut } = tuckIn(scene(null), cleared, trousers)
    expect(cut).toBeNull()
    expect(picture).toBe(cleared.picture)
  })
})
