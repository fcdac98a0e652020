import { describe, expect, it } from 'vitest'
import { fitted, keepInSight, zoomTo } from '../../../../renderer/edit/canvas/camera.ts'
import { pixelLevel } from '../../../../renderer/edit/pixels/pixel-level.ts'
import { parseNumber } from '../../../../renderer/ui/number-field.tsx'

const large = { width: 6000, height: 4000 }

describe('the scale of pixels', () => {
  it('is the smallest level that is not coarser than the screen', () => {
    expect([1.7, 1, 0.6, 0.5, 0.3, 0.25, 0.1].map((shown) => pixelLevel(shown, large, { pace: 'resting' }))).toEqual([
      1, 1, 1, 0.5, 0.5, 0.25, 0.125,
    ])
  })

  it('is coarse while something moves, so that pixels come in time', () => {
    const level = pixelLevel(1, large, { pace: 'moving' })
    expect(large.width * large.height * level * level).toBeLessThan(1_600_000)
    expect(pixelLevel(1, { width: 800, height: 800 }, { pace: 'moving' })).toBe(1)
  })
})

describe('the camera', () => {
  it('keeps the point under the pointer where it is', () => {
    const before = { scale: 0.5, x: 40, y: 10 }
    const after = zoomTo(before, 3, { x: 200, y: 150 })
    expect((200 - after.x) / after.scale).toBeCloseTo((200 - before.x) / before.scale, 9)
    expect((150 - after.y) / after.scale).toBeCloseTo((150 - before.y) / before.scale, 9)
  })

  it('fits a picture, and shows a small one as large as it is', () => {
    const room = { width: 1000, height: 800 }
    expect(fitted({ width: 100, height: 50 }, room)).toEqual({ scale: 1, x: 450, y: 375 })
    expect(fitted(large, room).scale).toBeCloseTo(936 / 6000, 9)
  })

  it('never loses the picture', () => {
    const kept = keepInSight({ scale: 1, x: -99999, y: 99999 }, { width: 500, height: 500 }, { width: 1000, height: 800 })
    expect(kept).toEqual({ scale: 1, x: 48 - 500, y: 800 - 48 })
  })
})

describe('a typed number', () => {
  it('is understood with a comma, a real minus, and not as nothing', () => {
    expect([' 1,5 ', '−3', '', 'abc', '1e999'].map(parseNumber)).toEqual([1.5, -3, null, null, null])
  })
})
