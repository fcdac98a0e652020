import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plane } from '../../../app/domain/raster.ts'
import { cropAround } from '../../../app/raster/crop/crop-around.ts'

function subject(box: { x: number; y: number; width: number; height: number }) {
  const mask = plane(100, 150)
  for (let y = box.y; y < box.y + box.height; y++) for (let x = box.x; x < box.x + box.width; x++) mask.data[y * 100 + x] = 1
  return mask
}
const PICTURE = { width: 1000, height: 1500 }

describe('a crop around a subject', () => {
  it('has the ratio and lies inside of the picture, whatever the subject', () => {
    fc.assert(
      fc.property(
        fc.record({
          x: fc.integer({ min: 0, max: 60 }),
          y: fc.integer({ min: 0, max: 100 }),
          width: fc.integer({ min: 1, max: 40 }),
          height: fc.integer({ min: 1, max: 50 }),
        }),
        fc.constantFrom(1, 0.8, 0.5625, 16 / 9, 0.75),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (box, ratio, margin) => {
          const crop = cropAround(subject(box), PICTURE, { ratio, margin })
          expect(crop.width / crop.height).toBeCloseTo(ratio, 6)
          expect(crop.x).toBeGreaterThanOrEqual(-1e-6)
          expect(crop.y).toBeGreaterThanOrEqual(-1e-6)
          expect(crop.x + crop.width).toBeLessThanOrEqual(PICTURE.width + 1e-6)
          expect(crop.y + crop.height).toBeLessThanOrEqual(PICTURE.height + 1e-6)
          // What fits is not cut.
          if (box.height * 10 <= crop.height) expect(crop.y).toBeLessThanOrEqual(box.y * 10 + 1e-6)
          if (box.height * 10 <= crop.height) expect(crop.y + crop.height).toBeGreaterThanOrEqual((box.y + box.height) * 10 - 1e-6)
          if (box.width * 10 <= crop.width) expect(crop.x).toBeLessThanOrEqual(box.x * 10 + 1e-6)
        },
      ),
    )
  })

  it('keeps the head where the ratio cannot hold all of somebody', () => {
    const crop = cropAround(subject({ x: 40, y: 10, width: 20, height: 130 }), PICTURE, { ratio: 16 / 9, margin: 0.05 })
    expect(crop.y).toBeLessThanOrEqual(100)
    expect(crop.y).toBeGreaterThan(50)
  })

  it('takes the middle where there is nobody', () => {
    expect(cropAround(plane(100, 150), PICTURE, { ratio: 1, margin: 0 })).toEqual({ x: 0, y: 250, width: 1000, height: 1000 })
  })
})
