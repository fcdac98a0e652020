import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createStrip, type Strip, setVertex } from '../../../../app/raster/fit/strip.ts'
import { foldsOf, unfold } from '../../../../app/raster/fit/unfold.ts'

const COLUMNS = 11
const ROWS = 14

/** A flat grid of 10 px cells, its target moved by `place`. */
function grid(place: (column: number, row: number) => readonly [number, number]): Strip {
  const strip = createStrip(COLUMNS, ROWS)
  for (let row = 0; row < ROWS; row++)
    for (let column = 0; column < COLUMNS; column++)
      setVertex(strip, row * COLUMNS + column, { source: [column * 10, row * 10], target: place(column, row), shade: 1 })
  return strip
}

const foldedIn = (strip: Strip): number => foldsOf(strip, () => true).foldedArea

const pull = fc.record({
  column: fc.integer({ min: 0, max: COLUMNS - 1 }),
  row: fc.integer({ min: 1, max: ROWS - 1 }),
  dx: fc.double({ min: -35, max: 35, noNaN: true }),
  dy: fc.double({ min: -35, max: 35, noNaN: true }),
})

test('whatever vertices are pulled over their neighbours, nothing is folded afterwards', () => {
  fc.assert(
    fc.property(fc.array(pull, { minLength: 1, maxLength: 6 }), (pulls) => {
      const strip = grid((column, row) => [column * 10, row * 10])
      for (const { column, row, dx, dy } of pulls) {
        strip.target[2 * (row * COLUMNS + column)] += dx
        strip.target[2 * (row * COLUMNS + column) + 1] += dy
      }
      unfold(strip, 'held')
      expect(foldedIn(strip)).toBe(0)
    }),
  )
})

test('cross-sections that fan back over the axis, as inside an elbow, are opened', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2.9, noNaN: true }), fc.integer({ min: 4, max: 9 }), (bend, elbow) => {
      const strip = grid((column, row) => {
        const across = (column - 5) * 12
        const t = Math.min(1, Math.max(0, (row - elbow + 1) / 2))
        const angle = bend * t
        const after = Math.max(0, row - elbow) * 10
        const x = after * Math.sin(bend) + across * Math.cos(angle)
        const y = Math.min(row, elbow) * 10 + after * Math.cos(bend) - across * Math.sin(angle)
        return [x, y]
      })
      unfold(strip, 'held')
      expect(foldedIn(strip)).toBe(0)
    }),
  )
})

test('a sound grid stays to the bit, and so does what is far from a fold; the root is held', () => {
  const sheared = grid((column, row) => [column * 10 + row, row * 9])
  const before = sheared.target.slice()
  unfold(sheared, 'held')
  expect(sheared.target).toEqual(before)

  const pulled = grid((column, row) => [column * 10, row * 10 - (column === 5 && row === 1 ? 14 : 0)])
  const start = pulled.target.slice()
  expect(foldedIn(pulled)).toBeGreaterThan(0)
  unfold(pulled, 'held')
  expect(foldedIn(pulled)).toBe(0)
  expect(pulled.target.slice(0, 2 * COLUMNS)).toEqual(start.slice(0, 2 * COLUMNS))
  const far = 2 * COLUMNS * 8
  expect(pulled.target.slice(far)).toEqual(start.slice(far))
})

test('a mirrored strip is not a folded one', () => {
  const strip = grid((column, row) => [-column * 10, row * 10])
  const before = strip.target.slice()
  unfold(strip, 'loose')
  expect(strip.target).toEqual(before)
  expect(foldedIn(strip)).toBe(0)
})

test('rows of the garment that end together in the line of a hem are left there', () => {
  const strip = grid((column, row) => [column * 10, row * 10])
  for (let row = ROWS - 3; row < ROWS; row++)
    for (let column = 0; column < COLUMNS; column++) strip.source[2 * (row * COLUMNS + column) + 1] = (ROWS - 3) * 10
  const before = strip.source.slice()
  unfold(strip, 'held')
  expect(strip.source).toEqual(before)
  expect(foldedIn(strip)).toBe(0)
})
