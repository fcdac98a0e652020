import { expect, test } from 'vitest'
import type { StrokePath } from '../../../../app/domain/brush-stroke.ts'
import { plane } from '../../../../app/domain/raster.ts'
import { paintStrokes, strokesIn } from '../../../../app/raster/brush.ts'
import { createMaskOverlay } from '../../../../renderer/brush/mask-overlay.ts'

/** The lower right quarter of a picture of 200 by 120. */
const AREA = { x: 0.5, y: 0.5, width: 0.5, height: 0.5 }
const SIZE = { width: 100, height: 60 }
const stroke: StrokePath = {
  mode: 'add',
  width: 0.06,
  hardness: 0.5,
  points: [
    [0.6, 0.6],
    [0.7, 0.7],
    [0.8, 0.65],
    [0.65, 0.8],
  ],
}
const overlayOf = (value: number) =>
  createMaskOverlay({ ...SIZE, values: new Uint8Array(SIZE.width * SIZE.height).fill(value).buffer, area: AREA })
const alphasOf = (pixels: Uint8ClampedArray): number[] => [...pixels.filter((_, i) => i % 4 === 3)]

test.each(['add', 'erase'] as const)('a stroke that is painted as it is drawn looks as it does in one: %s', (mode) => {
  const value = mode === 'add' ? 0 : 255
  const [whole, pieces] = [overlayOf(value), overlayOf(value)]
  whole.paint([{ ...stroke, mode }])
  for (let count = 1; count <= stroke.points.length; count++)
    pieces.extend({ ...stroke, mode, points: stroke.points.slice(0, count) }, count - 1)
  expect(alphasOf(pieces.pixels)).toEqual(alphasOf(whole.pixels))
  // As the stages paint it.
  const found = plane(SIZE.width, SIZE.height)
  found.data.fill(value / 255)
  const painted = paintStrokes(found, strokesIn([{ ...stroke, mode }], { picture: { width: 200, height: 120 }, x: 100, y: 60, scale: 1 }))
  const expected = [...painted.data].map((share) => 127.5 * share)
  expect(alphasOf(whole.pixels).every((alpha, i) => Math.abs(alpha - (expected[i] ?? -9)) <= 1)).toBe(true)
  expect(new Set(alphasOf(whole.pixels)).size).toBeGreaterThan(5)
})

test('only what a piece touched changes, and it says where', () => {
  const overlay = overlayOf(0)
  const before = overlay.pixels.slice()
  const box = overlay.extend({ ...stroke, points: [[0.75, 0.75]] }, 0)
  const inBox = (i: number): boolean => {
    const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)]
    return x >= box.x && x < box.x + box.width && y >= box.y && y < box.y + box.height
  }
  const changed = alphasOf(overlay.pixels).flatMap((alpha, i) => (alpha !== before[4 * i + 3] ? [i] : []))
  expect(changed.length).toBeGreaterThan(50)
  expect(changed.every(inBox)).toBe(true)
  expect(box.width * box.height).toBeLessThan(400)
})

test('a stroke beside the mask changes nothing', () => {
  const overlay = overlayOf(0)
  expect(overlay.extend({ ...stroke, points: [[0.1, 0.1]] }, 0).width).toBe(0)
  expect(alphasOf(overlay.pixels).every((alpha) => alpha === 0)).toBe(true)
})
