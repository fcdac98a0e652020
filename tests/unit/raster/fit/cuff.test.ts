import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ROWS_PAST_CUFF, squareCuff } from '../../../../app/raster/fit/cuff.ts'
import { createStrip, type Strip, setVertex } from '../../../../app/raster/fit/strip.ts'

const COLUMNS = 9
const ROWS = 15
const CUFF = ROWS - 1 - ROWS_PAST_CUFF

/** A sleeve 80 wide that hangs straight down, its rows 10 apart: the cuff is believed to be at row 120. */
function straightSleeve(): Strip {
  const strip = createStrip(COLUMNS, ROWS)
  for (let row = 0; row < ROWS; row++)
    for (let column = 0; column < COLUMNS; column++)
      setVertex(strip, row * COLUMNS + column, { source: [column * 10, row * 10], target: [column * 10, row * 10], shade: 1 })
  return strip
}

const sourceAt = (strip: Strip, row: number, column: number): readonly [number, number] => [
  strip.source[2 * (row * COLUMNS + column)] ?? 0,
  strip.source[2 * (row * COLUMNS + column) + 1] ?? 0,
]

test('a slanting end of the cloth becomes the cuff: the row of the cuff follows it', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.25, max: 0.25, noNaN: true }), fc.integer({ min: 105, max: 132 }), (slope, end) => {
      const strip = straightSleeve()
      squareCuff(strip, (x, y) => x >= 0 && x <= 80 && y >= 0 && y < end + slope * (x - 40))
      for (let column = 1; column < COLUMNS - 1; column++) {
        const [x, y] = sourceAt(strip, CUFF, column)
        expect(Math.abs(y - (end + slope * (x - 40)))).toBeLessThan(3)
      }
    }),
  )
})

test('rows before the last few stay, and rows keep their order along every thread', () => {
  const strip = straightSleeve()
  squareCuff(strip, (x, y) => x >= 0 && x <= 80 && y < 108 + 0.3 * x)
  for (let column = 0; column < COLUMNS; column++) {
    for (let row = 0; row <= CUFF - 4; row++) expect(sourceAt(strip, row, column)).toEqual([column * 10, row * 10])
    for (let row = 1; row < ROWS; row++) expect(sourceAt(strip, row, column)[1]).toBeGreaterThan(sourceAt(strip, row - 1, column)[1])
  }
  expect(strip.target).toEqual(straightSleeve().target)
})

test('without cloth where the cuff should be, nothing is moved', () => {
  const strip = straightSleeve()
  squareCuff(strip, (_, y) => y < 40)
  expect(strip.source).toEqual(straightSleeve().source)
})
