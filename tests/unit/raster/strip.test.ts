import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rgba8 } from '../../../app/domain/raster.ts'
import { type Limb, limbSection } from '../../../app/raster/body/limb.ts'
import { drawStrip } from '../../../app/raster/drape/draw-strip.ts'
import { premultiply } from '../../../app/raster/drape/texture.ts'
import { advanceRows } from '../../../app/raster/fit/advance-rows.ts'
import { createStrip, type Strip, setVertex, stripScale } from '../../../app/raster/fit/strip.ts'
import { foldsOf, unfold } from '../../../app/raster/fit/unfold.ts'
import { edgeShade, wrapAround } from '../../../app/raster/fit/wrap.ts'

const everywhere = () => true

/** A flat grid, its target moved by `place`. */
function grid(columns: number, rows: number, place: (column: number, row: number) => readonly [number, number]): Strip {
  const strip = createStrip(columns, rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      setVertex(strip, row * columns + column, { source: [column * 10, row * 10], target: place(column, row), shade: 1 })
  return strip
}

test('a grid with a vertex pulled over its neighbours is folded, and is not after unfolding', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 6 }),
      fc.integer({ min: 2, max: 6 }),
      fc.double({ min: -28, max: 28, noNaN: true }),
      (column, row, pull) => {
        const strip = grid(9, 9, (c, r) => [c * 10 + (c === column && r === row ? pull : 0), r * 10])
        unfold(strip)
        expect(foldsOf(strip, everywhere).foldedArea).toBe(0)
      },
    ),
  )
  const folded = grid(9, 9, (c, r) => [c * 10 + (c === 4 && r === 4 ? 25 : 0), r * 10])
  expect(foldsOf(folded, everywhere).foldedArea).toBeGreaterThan(0)
})

test('unfolding leaves a sound grid alone', () => {
  const strip = grid(5, 5, (c, r) => [c * 10 + r, r * 9])
  const before = strip.target.slice()
  unfold(strip)
  expect(strip.target).toEqual(before)
})

test('the cross-sections of a tube bent by up to 120 degrees do not cross', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 2.1, noNaN: true }), (bend) => {
      const arm: Limb = {
        side: 0,
        joints: [
          [0, 0],
          [0, 100],
          [100 * Math.sin(bend), 100 + 100 * Math.cos(bend)],
          [130 * Math.sin(bend), 100 + 130 * Math.cos(bend)],
        ],
        radii: [24, 20, 14],
        visibility: 1,
        usable: true,
        depth: 0,
      }
      const strip = grid(11, 34, (column, row) => {
        const { point, normal, radius } = limbSection(arm, (row / 33) * 2)
        const across = (column / 5 - 1) * 1.5 * radius
        return [point[0] - normal[0] * across, point[1] - normal[1] * across]
      })
      unfold(strip)
      advanceRows(strip)
      const { foldedArea, coveredArea } = foldsOf(strip, everywhere)
      expect(foldedArea / coveredArea).toBeLessThan(0.001)
    }),
  )
})

test('drawing a strip at scale 1 copies its texture; a folded triangle is not drawn', () => {
  const cutOut = rgba8(41, 41)
  for (let i = 0; i < 41 * 41; i++) cutOut.data.set([i % 41, Math.floor(i / 41), 100, 255], 4 * i)
  const layer = rgba8(41, 41)
  drawStrip(
    premultiply(cutOut),
    grid(5, 5, (c, r) => [c * 10, r * 10]),
    layer,
  )
  for (const [x, y] of [
    [3, 4],
    [20, 20],
    [38, 11],
  ] as const)
    expect([...layer.data.slice(4 * (y * 41 + x), 4 * (y * 41 + x) + 4)]).toEqual([x, y, 100, 255])
  expect(layer.data[4 * (40 * 41 + 40) + 3]).toBe(0)
  expect(stripScale(grid(5, 5, (c, r) => [c * 20, r * 20]))).toBeCloseTo(2, 6)
})

test('cloth round a body keeps its middle, narrows at the sides and gets darker there', () => {
  expect(wrapAround(0)).toBe(0)
  expect(wrapAround(1)).toBeCloseTo(1, 6)
  expect(wrapAround(-0.5)).toBeCloseTo(-wrapAround(0.5), 6)
  expect(wrapAround(0.1) / 0.1).toBeGreaterThan((wrapAround(1) - wrapAround(0.9)) / 0.1)
  for (let x = -1.2; x < 1.2; x += 0.05) expect(wrapAround(x + 0.05)).toBeGreaterThan(wrapAround(x))
  expect(edgeShade(0)).toBe(1)
  expect(edgeShade(1)).toBeCloseTo(0.8, 6)
})
