import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Plane, plane, type Rgb8, rgb8, rgba8 } from '../../../../app/domain/raster.ts'
import { labOfRgb } from '../../../../app/raster/colour.ts'
import { invert, scaleAfter } from '../../../../app/raster/crop/affine.ts'
import { boundsAbove, placeMask } from '../../../../app/raster/crop/place-mask.ts'
import { pyramidOf } from '../../../../app/raster/crop/pyramid.ts'
import { sampleCrop } from '../../../../app/raster/crop/sample-crop.ts'
import { cutByAlpha, hasTrueAlpha } from '../../../../app/raster/cut-out/alpha-cut.ts'
import { learnBorder, ringPixels } from '../../../../app/raster/cut-out/border-model.ts'
import { colourCutOut } from '../../../../app/raster/cut-out/cut-colours.ts'
import { fitGround } from '../../../../app/raster/cut-out/ground-field.ts'
import { keepTrueHoles } from '../../../../app/raster/cut-out/holes.ts'
import { coverageOf, decide, joinPersonMasks, lookAgainBox } from '../../../../app/raster/cut-out/person-mask.ts'
import { createGuide } from '../../../../app/raster/guided-filter.ts'

const paint = (width: number, height: number, colourAt: (x: number, y: number) => readonly number[]): Rgb8 => {
  const image = rgb8(width, height)
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i += 3) image.data.set(colourAt(x, y), i)
  return image
}
const fill = (width: number, height: number, valueAt: (x: number, y: number) => number): Plane => {
  const out = plane(width, height)
  for (let y = 0, i = 0; y < height; y++) for (let x = 0; x < width; x++, i++) out.data[i] = valueAt(x, y)
  return out
}
const number = fc.double({ min: -50, max: 50, noNaN: true })

describe('crops', () => {
  it('inverts every map that can be inverted', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        number,
        number,
        (k, turn, tx, ty) => {
          const map = { a: k * Math.cos(turn), b: -k * Math.sin(turn), tx, c: k * Math.sin(turn), d: k * Math.cos(turn), ty }
          const back = invert(map)
          const [x, y] = [map.a * 3 + map.b * 7 + map.tx, map.c * 3 + map.d * 7 + map.ty]
          expect(back.a * x + back.b * y + back.tx).toBeCloseTo(3, 6)
          expect(back.c * x + back.d * y + back.ty).toBeCloseTo(7, 6)
          expect(scaleAfter(map, 2, 3).tx).toBe(2 * tx)
        },
      ),
    )
  })

  it('samples pixel centres exactly, repeats or blackens what lies outside', () => {
    const image = paint(8, 8, (x, y) => [x * 10, y * 10, 200])
    const options = { size: { width: 4, height: 4 }, toPicture: { a: 1, b: 0, tx: -2, c: 0, d: 1, ty: 3 }, mean: 0, std: 1 }
    const repeated = sampleCrop(pyramidOf(image), { ...options, outside: 'repeat' })
    expect([...repeated.subarray(0, 4)]).toEqual([0, 0, 0, 10])
    expect([...repeated.subarray(16, 20)]).toEqual([30, 30, 30, 30])
    const black = sampleCrop(pyramidOf(image), { ...options, mean: 100, std: 50, outside: 'black' })
    expect(black[0]).toBe(-2)
    expect(black[3]).toBeCloseTo((10 - 100) / 50, 6)
  })

  it('keeps the mean colour when it shrinks by much', () => {
    const image = paint(1024, 1024, (x, y) => ((x + y) % 2 === 0 ? [255, 0, 100] : [0, 0, 100]))
    const crop = sampleCrop(pyramidOf(image), {
      size: { width: 64, height: 64 },
      toPicture: { a: 16, b: 0, tx: 0, c: 0, d: 16, ty: 0 },
      mean: 0,
      std: 255,
      outside: 'repeat',
    })
    expect(Math.max(...crop.subarray(0, 4096))).toBeCloseTo(0.5, 2)
    expect(Math.min(...crop.subarray(0, 4096))).toBeCloseTo(0.5, 2)
  })

  it('lays a mask back where its crop came from', () => {
    const placed = placeMask(
      fill(16, 16, () => 1),
      {
        toPicture: { a: 2, b: 0, tx: 20, c: 0, d: 2, ty: 40 },
        picture: { width: 200, height: 200 },
        size: { width: 100, height: 100 },
      },
    )
    expect(boundsAbove(placed, 0.5)).toEqual({ x: 10, y: 20, width: 16, height: 16 })
    expect(boundsAbove(plane(4, 4), 0.5)).toBeNull()
  })
})

describe('guided filter', () => {
  const image = paint(120, 90, (x) => (x < 61 ? [200, 40, 40] : [30, 60, 200]))
  const guide = createGuide(image, { workingLongSidePx: 120, radiusPx: 6, epsilon: 1e-4 })

  it('moves a blurred, shifted edge to the edge of the picture', () => {
    const blurred = fill(120, 90, (x) => Math.max(0, Math.min(1, (x - 54) / 8)))
    const refined = guide.refine(blurred)
    const row = refined.data.subarray(45 * 120, 46 * 120)
    expect(row[60]! - row[61]!).toBeLessThan(-0.5)
    expect(row[40]).toBeLessThan(0.02)
    expect(row[80]).toBeGreaterThan(0.98)
  })

  it('leaves constant masks alone and every result in 0..1', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 1, max: 119 }), (value, cut) => {
        const constant = guide.refine(fill(120, 90, () => value)).data
        expect(Math.max(...constant.map((out) => Math.abs(out - value)))).toBeLessThan(0.01)
        const step = guide.refine(fill(60, 45, (x) => (2 * x < cut ? 1 : 0))).data
        expect([Math.min(...step) >= 0, Math.max(...step) <= 1]).toEqual([true, true])
      }),
      { numRuns: 10 },
    )
  })

  it('gives nothing for an empty mask', () => {
    expect(coverageOf(guide.refine(plane(120, 90)))).toBe(0)
  })
})

describe('grounds', () => {
  it('sees a garment on a ground with a vignette, and only the garment', () => {
    const isGarment = (x: number, y: number) => x > 40 && x < 100 && y > 30 && y < 100
    const image = paint(140, 130, (x, y) => {
      const light = 1 - 0.3 * ((x / 140 - 0.5) ** 2 + (y / 130 - 0.5) ** 2)
      const colour = isGarment(x, y) ? [205, 215, 225] : [220, 220, 215]
      return colour.map((c) => Math.round(c * light))
    })
    const ground = fitGround(labOfRgb(image), image, ringPixels(140, 130))
    const { distance } = ground.compare()
    expect(ground.noise).toBeLessThan(0.6)
    const expected = fill(140, 130, (x, y) => (isGarment(x, y) ? 1 : 0))
    expect(distance.data.map((d) => (d > 2 ? 1 : 0))).toEqual(expected.data)
  })

  it('learns as many border colours as there are', () => {
    const image = paint(100, 100, (x) => (x < 50 ? [20, 20, 20] : [240, 240, 240]))
    const model = learnBorder(image)
    expect(Math.max(...model.distance.data)).toBeLessThan(0.5)
    expect(model.spread).toBeGreaterThan(20)
  })

  it('keeps the hole that shows the ground and fills prints and specks', () => {
    const isRing = (x: number, y: number) => Math.hypot(x - 50, y - 50) < 45 && !(x > 20 && x < 40 && y > 40 && y < 60)
    const mask = fill(100, 100, (x, y) => (isRing(x, y) && !(x > 55 && x < 70 && y > 45 && y < 55) && !(x === 60 && y === 70) ? 1 : 0))
    // Ground shows through the left hole; the right one is a print of another colour.
    const distance = fill(100, 100, (x, y) => (x > 20 && x < 40 && y > 40 && y < 60 ? 0.5 : 20))
    const kept = keepTrueHoles(mask, distance, { groundDistance: 2 })
    expect(kept.data[50 * 100 + 30]).toBe(0)
    expect(kept.data[50 * 100 + 60]).toBe(1)
    expect(kept.data[70 * 100 + 60]).toBe(1)
    expect(kept.data[0]).toBe(0)
  })
})

describe('alpha', () => {
  const picture = rgba8(60, 60)
  for (let i = 0; i < 3600; i++) {
    const [x, y] = [i % 60, Math.floor(i / 60)]
    const isCloth = x >= 10 && x < 40 && y >= 10 && y < 40
    const isRim = x === 40 && y >= 10 && y < 40
    const isShadow = y > 44 && y < 52 && x > 8 && x < 45
    picture.data.set([200, 30, 30, isCloth ? 255 : isRim ? 100 : isShadow ? 110 : 0], 4 * i)
  }

  it('keeps cloth with its soft rim and drops the floor shadow', () => {
    expect(hasTrueAlpha(picture)).toBe(true)
    const mask = cutByAlpha(picture)
    expect(mask.data[20 * 60 + 20]).toBe(1)
    expect(mask.data[20 * 60 + 40]).toBeCloseTo(100 / 255, 5)
    expect(mask.data[48 * 60 + 20]).toBe(0)
  })

  it('does not take an opaque picture for a cut-out', () => {
    expect(hasTrueAlpha(rgba8(10, 10, new Uint8Array(400).fill(255)))).toBe(false)
  })

  it('takes the colour of the ground out of a half covered rim', () => {
    // Red cloth left, green ground right, one column of an even mix between them.
    const mixed = paint(30, 20, (x) => (x < 15 ? [200, 20, 20] : x === 15 ? [110, 110, 20] : [20, 200, 20]))
    const cut = colourCutOut(
      mixed,
      fill(30, 20, (x) => (x < 15 ? 1 : x === 15 ? 0.5 : 0)),
    )
    const rim = 4 * (10 * 30 + 15)
    expect([...cut.data.subarray(rim, rim + 4)]).toEqual([200, 20, 20, 128])
    expect([...cut.data.subarray(4 * (10 * 30 + 5), 4 * (10 * 30 + 5) + 4)]).toEqual([200, 20, 20, 255])
    expect([...cut.data.subarray(4 * (10 * 30 + 25), 4 * (10 * 30 + 25) + 4)]).toEqual([0, 0, 0, 0])
  })
})

describe('person mask', () => {
  it('averages two models, but not over what belongs to somebody else', () => {
    const pose = fill(3, 1, (x) => [1, 0, 0][x]!)
    const selfie = fill(3, 1, () => 1)
    const other = fill(3, 1, (x) => [0, 1, 0][x]!)
    expect([...joinPersonMasks(pose, selfie, [other]).data]).toEqual([1, 0, 0.5])
  })

  it('decides what is nearly decided', () => {
    expect([...decide(fill(4, 1, (x) => [0.1, 0.5, 0.9, 1][x]!)).data].map((v) => Number(v.toFixed(3)))).toEqual([0, 0.5, 1, 1])
  })

  it('looks again at the body with a margin, inside the picture', () => {
    const mask = fill(100, 50, (x, y) => (x >= 40 && x < 60 && y >= 10 ? 1 : 0))
    const box = lookAgainBox(mask, { width: 1000, height: 500 })
    expect(box?.x).toBeCloseTo(352, 6)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBe(500)
    expect(lookAgainBox(plane(4, 4), { width: 4, height: 4 })).toBeNull()
  })
})
