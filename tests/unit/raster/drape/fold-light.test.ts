import { describe, expect, test } from 'vitest'
import { type Plane, plane, type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import { drawableLight, exchangeLight, measureFoldLight } from '../../../../app/raster/drape/fold-light.ts'

const SIZE = { width: 200, height: 160 }
const SHOULDERS = 100

interface Photographed {
  readonly photo: Rgb8
  readonly garment: Plane
}

/** A garment of one colour in the middle of grey ground; `lightAt` is its brightness factor at a column. */
function photographed(lightAt: (x: number) => number, colour: readonly [number, number, number] = [150, 90, 60]): Photographed {
  const photo = rgb8(SIZE.width, SIZE.height)
  const garment = plane(SIZE.width, SIZE.height)
  for (let i = 0; i < garment.data.length; i++) {
    const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)]
    const isCloth = x >= 40 && x < 160 && y >= 20 && y < 140
    garment.data[i] = isCloth ? 1 : 0
    for (const c of [0, 1, 2] as const) photo.data[3 * i + c] = isCloth ? colour[c] * lightAt(x) : 128
  }
  return { photo, garment }
}

const lightOf = ({ photo, garment }: Photographed) => measureFoldLight(photo, garment, SHOULDERS)
const at = (x: number): number => 80 * SIZE.width + x
const towardsRight = (x: number): number => 0.8 + (0.4 * (x - 40)) / 120
/** A fold of 12 px in the middle of a quarter. */
const fold =
  (from: number) =>
  (x: number): number =>
    x >= from && x < from + 12 ? 0.82 : 1

/** The garment drawn without any change of place. */
function carried({ photo, garment }: Photographed): { readonly data: Uint8Array } {
  const light = lightOf({ photo, garment })
  if (light === null) throw new Error('The light could not be measured')
  const grey = drawableLight(light)
  const data = new Uint8Array(4 * garment.data.length)
  for (let i = 0; i < garment.data.length; i++) {
    if (garment.data[i] === 0) continue
    data.set(grey.data.subarray(3 * i, 3 * i + 3), 4 * i)
    data[4 * i + 3] = 255
  }
  return { data }
}

describe('the light on worn cloth', () => {
  test('evenly lit cloth has none', () => {
    expect(Math.max(...(lightOf(photographed(() => 1))?.log.data ?? [1]).map(Math.abs))).toBeLessThan(0.01)
  })

  test('follows the bright side and a fold, and is not known beside the garment', () => {
    const slope = lightOf(photographed(towardsRight))
    expect(slope?.log.data[at(140)]).toBeCloseTo(Math.log((towardsRight(140) * 108 + 12) / (108 + 12)), 1)
    const folded = lightOf(photographed(fold(60)))
    expect(folded?.log.data[at(66)]).toBeLessThan(-0.1)
    expect(Math.abs(folded?.log.data[at(120)] ?? 1)).toBeLessThan(0.02)
    expect(folded?.known.data[at(100)]).toBe(1)
    expect(folded?.known.data[at(10)]).toBe(0)
  })

  test('a zip is no fold: it does not print through', () => {
    const zipped = lightOf(photographed((x) => (x >= 98 && x < 102 ? 0.3 : 1)))
    expect(Math.abs(zipped?.log.data[at(100)] ?? 1)).toBeLessThan(0.03)
  })

  test('is hardly known on black cloth', () => {
    expect(lightOf(photographed(() => 1, [14, 14, 16]))?.known.data[at(100)]).toBeLessThan(0.3)
  })

  test('cloth with a pattern all over, or too little of it, tells nothing', () => {
    expect(lightOf(photographed((x) => (x % 8 < 4 ? 0.5 : 1.4)))).toBeNull()
    const { photo } = photographed(() => 1)
    expect(measureFoldLight(photo, plane(SIZE.width, SIZE.height), SHOULDERS)).toBeNull()
  })
})

describe('an exchange of light', () => {
  test('takes the own fold off and puts the one of the scene on', () => {
    const own = photographed(fold(60))
    const here = lightOf(photographed(fold(120)))
    if (here === null) throw new Error('The light could not be measured')
    const gain = exchangeLight(here, [carried(own)], SIZE)
    const shownAt = (x: number): number => (own.photo.data[3 * at(x)] ?? 0) * (gain.data[at(x)] ?? 0)
    expect(own.photo.data[3 * at(66)]).toBeLessThan(126)
    expect(shownAt(66)).toBeGreaterThan(138)
    expect(shownAt(126)).toBeLessThan(133)
    expect(Math.abs(shownAt(95) - 150)).toBeLessThan(4)
  })

  test('the same light on both changes nothing, and nothing is changed beside the garment', () => {
    const one = photographed(towardsRight)
    const here = lightOf(one)
    if (here === null) throw new Error('The light could not be measured')
    const gain = exchangeLight(here, [carried(one)], SIZE)
    for (let i = 0; i < gain.data.length; i++) expect(Math.abs((gain.data[i] ?? 0) - 1)).toBeLessThan(0.012)
    expect(gain.data[at(10)]).toBe(1)
  })
})
