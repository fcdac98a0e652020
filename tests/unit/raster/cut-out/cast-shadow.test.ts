import { describe, expect, it } from 'vitest'
import { type Plane, plane, type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import { labOfRgb } from '../../../../app/raster/colour.ts'
import { ringPixels } from '../../../../app/raster/cut-out/border-model.ts'
import { findCastShadow } from '../../../../app/raster/cut-out/cast-shadow.ts'
import { fitGround } from '../../../../app/raster/cut-out/ground-field.ts'
import { fillNotches } from '../../../../app/raster/cut-out/holes.ts'

const SIDE = 120
const isCloth = (x: number, y: number): boolean => x >= 30 && x < 80 && y >= 30 && y < 80
/** Six pixels below and to the right of the cloth. */
const isShadow = (x: number, y: number): boolean => !isCloth(x, y) && x >= 36 && x < 86 && y >= 36 && y < 86

function scene(cloth: readonly number[], ground: readonly number[]): Rgb8 {
  const image = rgb8(SIDE, SIDE)
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i += 3) {
      image.data.set(isCloth(x, y) ? cloth : ground.map((value) => (isShadow(x, y) ? 0.7 * value : value)), i)
    }
  }
  return image
}

function shadowIn(image: Rgb8): Plane {
  const lab = labOfRgb(image)
  const ground = fitGround(lab, image, ringPixels(SIDE, SIDE)).compare()
  const different = plane(SIDE, SIDE)
  for (let i = 0; i < different.data.length; i++) different.data[i] = ground.distance.data[i] > 1.2 ? 1 : 0
  return findCastShadow(lab, ground, different)
}

/** Shares of the true shadow and of the true cloth that were found to be shadow. */
function found(shadow: Plane): { readonly ofShadow: number; readonly ofCloth: number } {
  const count = { shadow: 0, cloth: 0, ofShadow: 0, ofCloth: 0 }
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i++) {
      if (isShadow(x, y)) count.shadow++
      if (isCloth(x, y)) count.cloth++
      if (isShadow(x, y) && shadow.data[i]! > 0) count.ofShadow++
      if (isCloth(x, y) && shadow.data[i]! > 0) count.ofCloth++
    }
  }
  return { ofShadow: count.ofShadow / count.shadow, ofCloth: count.ofCloth / count.cloth }
}

describe('cast shadows', () => {
  it.each([
    ['blue cloth on white', [40, 70, 120], [236, 236, 234]],
    ['red cloth on beige', [170, 60, 50], [214, 196, 170]],
    ['black cloth on grey', [25, 25, 28], [170, 172, 175]],
  ])('belong to the ground: %s', (_, cloth, ground) => {
    const { ofShadow, ofCloth } = found(shadowIn(scene(cloth, ground)))
    expect(ofShadow).toBeGreaterThan(0.95)
    expect(ofCloth).toBe(0)
  })

  it('are left alone where the cloth has the colour of a shadow', () => {
    expect(found(shadowIn(scene([165, 165, 165], [236, 236, 236]))).ofCloth).toBe(0)
  })
})

describe('notches', () => {
  it('are filled when small, and left when they part two legs', () => {
    const mask = plane(SIDE, SIDE)
    const everywhere = plane(SIDE, SIDE, new Float32Array(SIDE * SIDE).fill(1))
    for (let y = 20; y < 100; y++) {
      for (let x = 20; x < 100; x++) {
        const isNotch = x >= 95 && y >= 40 && y < 45
        const isGap = x >= 58 && x < 62 && y >= 50
        mask.data[y * SIDE + x] = isNotch || isGap ? 0 : 1
      }
    }
    const filled = fillNotches(mask, everywhere)
    expect(filled.data[42 * SIDE + 97]).toBe(1)
    expect(filled.data[80 * SIDE + 60]).toBe(0)
    expect(fillNotches(mask, plane(SIDE, SIDE)).data[42 * SIDE + 97]).toBe(0)
  })
})
