import { describe, expect, it } from 'vitest'
import { plane, rgb8 } from '../../../../app/domain/raster.ts'
import { confidenceOf, measureEdgeContrast } from '../../../../app/raster/cut-out/edge-contrast.ts'

/** A square of one grey on a ground of another, which is darker and lighter by `texture` from one 8 px stripe to the next. */
function contrastOf(cloth: number, ground: number, texture: number) {
  const image = rgb8(120, 120)
  const mask = plane(120, 120)
  for (let i = 0; i < mask.data.length; i++) {
    const [x, y] = [i % 120, Math.floor(i / 120)]
    const isInside = x >= 40 && x < 80 && y >= 40 && y < 80
    mask.data[i] = isInside ? 1 : 0
    image.data.fill(isInside ? cloth : ground + (Math.floor(x / 8) % 2 === 0 ? texture : -texture), 3 * i, 3 * i + 3)
  }
  return measureEdgeContrast(image, mask)
}

describe('edge contrast', () => {
  it('is sure of dark on light, and of white on plain white', () => {
    const dark = contrastOf(60, 200, 2)
    expect(dark && confidenceOf(dark, 'textured')).toBeGreaterThan(0.95)
    const white = contrastOf(232, 255, 0)
    expect(white && confidenceOf(white, 'plain')).toBeGreaterThan(0.9)
  })

  it('does not believe in a patch of a textured ground', () => {
    const patch = contrastOf(140, 128, 24)
    expect(patch && confidenceOf(patch, 'textured')).toBeLessThan(0.1)
  })

  it('says nothing without an outline', () => {
    expect(measureEdgeContrast(rgb8(60, 60), plane(60, 60))).toBeNull()
  })
})
