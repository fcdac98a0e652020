import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fillWindow, fitWhole, keepInReach, zoomAt } from '../../../../renderer/canvas/viewport.ts'

const side = fc.integer({ min: 400, max: 3000 })
const size = fc.record({ width: side, height: side })

it('fills the window without a gap, unless the area of interest needs more room', () => {
  fc.assert(
    fc.property(size, size, (picture, window) => {
      const small = { x: picture.width * 0.4, y: picture.height * 0.4, width: picture.width * 0.01, height: picture.height * 0.01 }
      const { scale, x, y } = fillWindow(picture, window, small)
      fc.pre(scale < 8)
      expect(x).toBeLessThanOrEqual(0.001)
      expect(y).toBeLessThanOrEqual(0.001)
      expect(x + picture.width * scale).toBeGreaterThanOrEqual(window.width - 0.001)
      expect(y + picture.height * scale).toBeGreaterThanOrEqual(window.height - 0.001)
    }),
  )
})

it('shows nine tenths of the area of interest whatever the window, or the whole picture', () => {
  fc.assert(
    fc.property(size, size, (picture, window) => {
      const area = { x: picture.width * 0.1, y: 0, width: picture.width * 0.8, height: picture.height * 0.9 }
      const { scale } = fillWindow(picture, window, area)
      const isWhole = scale <= fitWhole(picture, window).scale + 1e-9
      expect(isWhole || (area.width * 0.9 * scale <= window.width + 0.01 && area.height * 0.9 * scale <= window.height + 0.01)).toBe(true)
    }),
  )
})

it('keeps the point under the cursor where it is while it zooms', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), side, side, (factor, x, y) => {
      const before = { scale: 1, x: -30, y: -50 }
      const after = zoomAt(before, factor, { x, y }, 0.1)
      expect((x - after.x) / after.scale).toBeCloseTo((x - before.x) / before.scale, 6)
      expect((y - after.y) / after.scale).toBeCloseTo((y - before.y) / before.scale, 6)
    }),
  )
})

it('lets no picture out of reach', () => {
  const picture = { width: 1000, height: 500 }
  const window = { width: 400, height: 400 }
  expect(keepInReach({ scale: 1, x: 300, y: -900 }, picture, window)).toEqual({ scale: 1, x: 0, y: -100 })
  expect(keepInReach({ scale: 0.2, x: 300, y: -900 }, picture, window)).toEqual({ scale: 0.2, x: 100, y: 150 })
})
