import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plane, rgb8, rgba8 } from '../../../app/domain/raster.ts'
import { blur, blurWithin, boxBlur } from '../../../app/raster/blur.ts'
import { fillHoles, keepLarge, keepLargest, labelComponents } from '../../../app/raster/components.ts'
import { distanceToSegment, median, quantile, smoothstep } from '../../../app/raster/geometry.ts'
import { close, dilate, erode } from '../../../app/raster/morphology.ts'
import { pushPull } from '../../../app/raster/push-pull.ts'
import { resizePlane, resizeRgb, resizeRgba, samplePlane } from '../../../app/raster/resample.ts'

const drawn = (...rows: string[]) =>
  plane(
    rows[0]!.length,
    rows.length,
    Float32Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0)),
  )
const mask = fc
  .tuple(fc.integer({ min: 1, max: 14 }), fc.integer({ min: 1, max: 14 }))
  .chain(([width, height]) =>
    fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: width * height, maxLength: width * height })
      .map((bits) => plane(width, height, Float32Array.from(bits))),
  )

test('a box blur is the mean over the window with repeated borders', () => {
  fc.assert(
    fc.property(mask, fc.integer({ min: 1, max: 4 }), (source, radius) => {
      const out = boxBlur(source, radius)
      for (let y = 0; y < source.height; y++)
        for (let x = 0; x < source.width; x++) {
          let sum = 0
          for (let dy = -radius; dy <= radius; dy++)
            for (let dx = -radius; dx <= radius; dx++) {
              const row = Math.min(source.height - 1, Math.max(0, y + dy))
              const column = Math.min(source.width - 1, Math.max(0, x + dx))
              sum += source.data[row * source.width + column]!
            }
          expect(out.data[y * source.width + x]).toBeCloseTo(sum / (2 * radius + 1) ** 2, 5)
        }
    }),
  )
})

test('blur keeps a constant, and a blur within a mask ignores what is outside', () => {
  const even = plane(20, 10, new Float32Array(200).fill(3))
  expect(blur(even, 2.5).data[37]).toBeCloseTo(3, 5)
  const weight = plane(20, 10)
  const values = plane(20, 10, new Float32Array(200).fill(99))
  for (let y = 0; y < 10; y++)
    for (let x = 0; x < 8; x++) {
      weight.data[y * 20 + x] = 1
      values.data[y * 20 + x] = 5
    }
  expect(blurWithin(values, weight, 2).data[7]).toBeCloseTo(5, 4)
})

test('resizing keeps the mean when it shrinks and the ends when it grows', () => {
  const source = plane(
    7,
    5,
    Float32Array.from({ length: 35 }, (_, i) => (i * 37) % 11),
  )
  const small = resizePlane(source, { width: 3, height: 2 })
  const average = (data: Float32Array) => data.reduce((a, b) => a + b, 0) / data.length
  expect(average(small.data)).toBeCloseTo(average(source.data), 5)
  const large = resizePlane(source, { width: 21, height: 15 })
  expect(large.data[0]).toBeCloseTo(source.data[0]!, 5)
  expect(large.data[large.data.length - 1]).toBeCloseTo(source.data[34]!, 5)
  expect(samplePlane(source, 2.5, 1.5)).toBe(source.data[9])
})

test('shrinking a cut-out never lets the colour under transparent pixels in', () => {
  const cutOut = rgba8(2, 1, Uint8Array.from([200, 10, 10, 255, 0, 255, 0, 0]))
  expect([...resizeRgba(cutOut, { width: 1, height: 1 }).data]).toEqual([200, 10, 10, 128])
  expect([...resizeRgb(rgb8(2, 1, Uint8Array.from([0, 0, 0, 100, 200, 50])), { width: 1, height: 1 }).data]).toEqual([50, 100, 25])
})

test('regions are counted, small ones dropped, holes filled, bays left open', () => {
  const source = drawn('####..#', '#..#..#', '####...', '.......', '..#####', '..#...#', '..#....')
  expect(labelComponents(source).sizes.slice(1)).toEqual([10, 2, 8])
  expect(keepLarge(source, 0.5).data.reduce((a, b) => a + b)).toBe(18)
  expect(keepLargest(source).data.reduce((a, b) => a + b)).toBe(10)
  const full = fillHoles(source)
  expect(full.data[8]).toBe(1)
  expect(full.data[5 * 7 + 3]).toBe(0)
})

test('dilation and erosion are exact for any radius', () => {
  fc.assert(
    fc.property(mask, fc.double({ min: 0, max: 6, noNaN: true }), (source, radius) => {
      const isNear = (x: number, y: number, value: 0 | 1): boolean =>
        source.data.some(
          (other, i) =>
            other > 0.5 === (value === 1) && ((i % source.width) - x) ** 2 + (Math.floor(i / source.width) - y) ** 2 <= radius * radius,
        )
      const grown = dilate(source, radius)
      const shrunk = erode(source, radius)
      source.data.forEach((_, i) => {
        const x = i % source.width
        const y = Math.floor(i / source.width)
        expect(grown.data[i]).toBe(isNear(x, y, 1) ? 1 : 0)
        expect(shrunk.data[i]).toBe(isNear(x, y, 0) ? 0 : 1)
      })
      expect(close(source, radius).data).toEqual(erode(grown, radius).data)
    }),
  )
})

test('push-pull keeps what is known and stays within its range', () => {
  fc.assert(
    fc.property(mask, (known) => {
      const values = plane(
        known.width,
        known.height,
        Float32Array.from(known.data, (_, i) => (i * 29) % 17),
      )
      const [out] = pushPull([values], known)
      const range = [...values.data].filter((_, i) => known.data[i] === 1)
      out!.data.forEach((value, i) => {
        if (known.data[i] === 1) expect(value).toBeCloseTo(values.data[i]!, 4)
        else if (range.length > 0) {
          expect(value).toBeGreaterThanOrEqual(Math.min(...range) - 1e-3)
          expect(value).toBeLessThanOrEqual(Math.max(...range) + 1e-3)
        }
      })
    }),
  )
})

test('medians, quantiles, steps and segments', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([])).toBe(0)
  expect(quantile([5, 1, 4, 2, 3], 0.25)).toBe(2)
  expect(smoothstep(1, 0, 0.25)).toBeCloseTo(0.84375)
  expect(distanceToSegment(3, 4, { from: [0, 0], to: [3, 0] })).toEqual({ distance: 4, t: expect.closeTo(1, 6) })
})
