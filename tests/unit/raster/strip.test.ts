import { expect, test } from 'vitest'
import { rgba8 } from '../../../app/domain/raster.ts'
import { drawStrip } from '../../../app/raster/drape/draw-strip.ts'
import { premultiply } from '../../../app/raster/drape/texture.ts'
import { createStrip, type Strip, setVertex, stripScale } from '../../../app/raster/fit/strip.ts'
import { edgeShade, wrapAround } from '../../../app/raster/fit/wrap.ts'

/** A flat grid, its target moved by `place`. */
function grid(columns: number, rows: number, place: (column: number, row: number) => readonly [number, number]): Strip {
  const strip = createStrip(columns, rows)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      setVertex(strip, row * columns + column, { source: [column * 10, row * 10], target: place(column, row), shade: 1 })
  return strip
}

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
