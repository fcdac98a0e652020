import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { centred, fitWhole, keepInReach, zoomAt } from '../../../renderer/canvas/viewport.ts'

const size = fc.record({ width: fc.integer({ min: 50, max: 4000 }), height: fc.integer({ min: 50, max: 4000 }) })

describe('viewport', () => {
  it('shows the whole picture with its margin', () => {
    fc.assert(
      fc.property(size, size, (picture, window) => {
        const { scale, x, y } = fitWhole(picture, window, 20)
        expect(x).toBeGreaterThanOrEqual(20 - 1e-6)
        expect(y).toBeGreaterThanOrEqual(20 - 1e-6)
        expect(picture.width * scale).toBeLessThanOrEqual(window.width - 40 + 1e-6)
      }),
    )
  })

  it('keeps the point under the pointer where it is', () => {
    fc.assert(
      fc.property(size, size, fc.double({ min: 0.5, max: 3, noNaN: true }), fc.nat(500), fc.nat(500), (picture, window, factor, x, y) => {
        const before = fitWhole(picture, window)
        const after = zoomAt(before, factor, { x, y }, 1e-6)
        expect((x - after.x) / after.scale).toBeCloseTo((x - before.x) / before.scale, 3)
        expect((y - after.y) / after.scale).toBeCloseTo((y - before.y) / before.scale, 3)
      }),
    )
  })

  it('never leaves a gap beside a picture that is larger than the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 }), (x, y) => {
        const picture = { width: 1000, height: 1000 }
        const kept = keepInReach({ scale: 2, x, y }, picture, { width: 800, height: 600 })
        expect(kept.x).toBeLessThanOrEqual(0)
        expect(kept.x + 2000).toBeGreaterThanOrEqual(800)
        expect(kept.y + 2000).toBeGreaterThanOrEqual(600)
      }),
    )
  })

  it('does not zoom out beyond the fit or in beyond 800 %', () => {
    const start = centred({ width: 100, height: 100 }, { width: 100, height: 100 }, 1)
    expect(zoomAt(start, 0.01, { x: 0, y: 0 }, 1).scale).toBe(1)
    expect(zoomAt(start, 100, { x: 0, y: 0 }, 1).scale).toBe(8)
  })
})
