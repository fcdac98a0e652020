import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Point, Rgba8 } from '../../../../app/domain/raster.ts'
import { skirtGrid } from '../../../../app/raster/fit/skirt-fit.ts'
import type { LowerAnchors } from '../../../../app/raster/garment/anchors.ts'
import { measureLower } from '../../../../app/raster/garment/lower-anchors.ts'
import { silhouetteOf } from '../../../../app/raster/garment/silhouette.ts'
import { drawPolygons } from './figures.ts'

/** A skirt 160 wide at the waist (rows 60 to 400), flaring by `flare` a side, its round hem `sag` lower in the middle than at the corners. */
function drawSkirt(flare: number, sag: number) {
  const left = 240 - flare
  const right = 400 + flare
  const hem = Array.from({ length: 33 }, (_, i): Point => {
    const t = i / 32
    return [right + (left - right) * t, 400 + sag * (1 - (2 * t - 1) ** 2)]
  })
  return drawPolygons(640, 640, [[[240, 60], [400, 60], ...hem]])
}

const coverOf =
  (cutOut: Rgba8) =>
  (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < 640 && y < 640 && (cutOut.data[4 * (Math.floor(y) * 640 + Math.floor(x)) + 3] ?? 0) > 127

function measured(cutOut: Rgba8): LowerAnchors {
  const silhouette = silhouetteOf(cutOut)
  if (silhouette === null) throw new Error('The skirt is empty')
  return measureLower(silhouette, { legs: 'none' })
}

test('every thread of a flared skirt ends on its round hem', () => {
  const cutOut = drawSkirt(120, 80)
  const isCovered = coverOf(cutOut)
  const grid = skirtGrid(measured(cutOut), isCovered)
  for (const across of [-0.8, -0.4, 0, 0.4, 0.8]) {
    const [x, y] = grid.place(across, 1)
    expect(isCovered(x, y - 8)).toBe(true)
    expect(isCovered(x, y + 12)).toBe(false)
  }
  // The skirt is as long as its sides and its middle are between them.
  expect(grid.length).toBeGreaterThan(330)
  expect(grid.length).toBeLessThan(425)
})

test('places of a skirt keep their order down and across, whatever its flare', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 120 }), (flare, sag) => {
      const cutOut = drawSkirt(flare, sag)
      const grid = skirtGrid(measured(cutOut), coverOf(cutOut))
      const swapped: number[][] = []
      for (let row = 0; row < 12; row++)
        for (let column = 0; column < 8; column++) {
          const [down, across] = [row / 12, (column - 4) / 4]
          const place = grid.place(across, down)
          const isInOrder = grid.place(across, down + 1 / 12)[1] > place[1] && grid.place(across + 1 / 4, down)[0] > place[0]
          if (!isInOrder) swapped.push([down, across])
        }
      expect(swapped).toEqual([])
    }),
    { numRuns: 12 },
  )
})

test('a ragged waistband does not widen or shift the waist', () => {
  const cutOut = drawSkirt(120, 40)
  const even = skirtGrid(measured(cutOut), coverOf(cutOut))
  // A hanger loop above the right half, and the left half torn off a little.
  for (let y = 52; y < 60; y++) for (let x = 380; x < 396; x++) cutOut.data[4 * (y * 640 + x) + 3] = 255
  const ragged = skirtGrid(measured(cutOut), coverOf(cutOut))
  for (const across of [-1, 0, 1]) expect(Math.abs(ragged.place(across, 0.06)[0] - even.place(across, 0.06)[0])).toBeLessThan(14)
})
