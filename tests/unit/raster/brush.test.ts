import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Plane, type Point, plane } from '../../../app/domain/raster.ts'
import { paintStrokes, type SharedStroke, type Stroke, strokesIn } from '../../../app/raster/brush.ts'

const SIZE = { width: 48, height: 36 }

const point = fc.tuple(fc.double({ min: -10, max: 60, noNaN: true }), fc.double({ min: -10, max: 50, noNaN: true }))
const stroke: fc.Arbitrary<Stroke> = fc.record({
  mode: fc.constantFrom('add' as const, 'erase' as const),
  width: fc.double({ min: 0.5, max: 20, noNaN: true }),
  hardness: fc.double({ min: 0, max: 1, noNaN: true }),
  points: fc.array(point, { minLength: 1, maxLength: 6 }),
})
const mask = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }).map(
  (values): Plane =>
    plane(
      SIZE.width,
      SIZE.height,
      Float32Array.from({ length: SIZE.width * SIZE.height }, (_, i) => values[i % 8] ?? 0),
    ),
)

/** Distance of a pixel's middle from the path, as a person would measure it: the slow way. */
function distanceFrom(points: readonly Point[], x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY
  for (const [i, to] of points.entries()) {
    const from = points[Math.max(0, i - 1)] ?? to
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
    const square = dx * dx + dy * dy
    const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - from[0]) * dx + (y - from[1]) * dy) / square))
    least = Math.min(least, Math.hypot(x - from[0] - t * dx, y - from[1] - t * dy))
  }
  return least
}

test('a stroke that is painted twice does what it did once', () => {
  fc.assert(
    fc.property(mask, stroke, (before, one) => {
      const once = paintStrokes(before, [one])
      expect(paintStrokes(once, [one]).data).toEqual(once.data)
      expect(paintStrokes(before, [one, one]).data).toEqual(once.data)
    }),
    { numRuns: 60 },
  )
})

test('it fills the inside, leaves the outside to the bit, and stays a mask', () => {
  fc.assert(
    fc.property(mask, stroke, (before, one) => {
      const after = paintStrokes(before, [one])
      const inside = Math.max(0, (one.width / 2) * one.hardness - 1)
      for (let i = 0; i < after.data.length; i++) {
        const distance = distanceFrom(one.points, (i % SIZE.width) + 0.5, Math.floor(i / SIZE.width) + 0.5)
        const [was = 0, is = 0] = [before.data[i], after.data[i]]
        if (distance > one.width / 2 + 0.51) expect(is).toBe(was)
        if (distance < inside) expect(is).toBe(one.mode === 'add' ? 1 : 0)
        expect(one.mode === 'add' ? is >= was : is <= was).toBe(true)
        expect(is >= 0 && is <= 1).toBe(true)
      }
    }),
    { numRuns: 60 },
  )
})

test('what is erased along a stroke that was painted is gone inside it', () => {
  fc.assert(
    fc.property(mask, stroke, (before, one) => {
      const after = paintStrokes(before, [
        { ...one, mode: 'add' },
        { ...one, mode: 'erase' },
      ])
      const painted = paintStrokes(plane(SIZE.width, SIZE.height), [{ ...one, mode: 'add' }])
      painted.data.forEach((cover, i) => {
        if (cover === 1) expect(after.data[i]).toBe(0)
      })
    }),
    { numRuns: 60 },
  )
})

test('told in shares, a stroke covers the same of a picture twice the size, to a pixel at its edge', () => {
  const shared: fc.Arbitrary<SharedStroke> = fc.record({
    mode: fc.constant('add' as const),
    width: fc.double({ min: 0.05, max: 0.3, noNaN: true }),
    hardness: fc.double({ min: 0, max: 1, noNaN: true }),
    points: fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), {
      minLength: 1,
      maxLength: 5,
    }),
  })
  const draw = (one: SharedStroke, scale: number): Plane => {
    const picture = { width: SIZE.width * scale, height: SIZE.height * scale }
    return paintStrokes(plane(picture.width, picture.height), strokesIn([one], { picture, x: 0, y: 0, scale: 1 }))
  }
  fc.assert(
    fc.property(shared, (one) => {
      const [small, large] = [draw(one, 1), draw(one, 2)]
      const radius = (one.width * SIZE.width) / 2
      small.data.forEach((value, i) => {
        const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)]
        const sum = [0, 1]
          .flatMap((dy) => [0, 1].map((dx) => large.data[(2 * y + dy) * large.width + 2 * x + dx] ?? 0))
          .reduce((a, b) => a + b)
        // An edge is one pixel wide at either size: only there may they differ.
        const path = one.points.map(([px, py]): Point => [px * SIZE.width, py * SIZE.height])
        const distance = distanceFrom(path, x + 0.5, y + 0.5)
        if (distance < radius * one.hardness - 1 || distance > radius + 1) expect(Math.abs(value - sum / 4)).toBeLessThan(0.02)
        expect(Math.abs(value - sum / 4)).toBeLessThan(0.55)
      })
    }),
    { numRuns: 40 },
  )
})

test('a part of a picture is painted as the whole is', () => {
  const one: SharedStroke = {
    mode: 'add',
    width: 0.2,
    hardness: 0.5,
    points: [
      [0.2, 0.3],
      [0.8, 0.7],
    ],
  }
  const picture = SIZE
  const whole = paintStrokes(plane(48, 36), strokesIn([one], { picture, x: 0, y: 0, scale: 1 }))
  const part = paintStrokes(plane(20, 15), strokesIn([one], { picture, x: 12, y: 9, scale: 1 }))
  part.data.forEach((value, i) => {
    expect(value).toBeCloseTo(whole.data[(9 + Math.floor(i / 20)) * 48 + 12 + (i % 20)] ?? -1, 5)
  })
})

test('the path of a pointer that went over a whole picture takes no time to speak of', () => {
  const points = Array.from({ length: 1000 }, (_, i): Point => [(i % 2) * 1500, (i / 1000) * 2000])
  const startedMs = performance.now()
  paintStrokes(plane(1500, 2000), [{ mode: 'add', width: 40, hardness: 0.8, points }])
  // Measured .8 to 1.6 s on two busy cores; looking at the whole box of each of its lines would take far longer.
  expect(performance.now() - startedMs).toBeLessThan(5000)
})
