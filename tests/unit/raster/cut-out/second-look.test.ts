import { expect, it } from 'vitest'
import { type Plane, plane, type Rgb8, rgb8 } from '../../../../app/domain/raster.ts'
import { measureLook } from '../../../../app/raster/cut-out/cloth-look.ts'
import { outlineSupport } from '../../../../app/raster/cut-out/outline-support.ts'
import { lookAgain } from '../../../../app/raster/cut-out/second-look.ts'

const SIDE = 200

/** A tee as boxes: trunk and two sleeves. */
function isTee(x: number, y: number): boolean {
  return (x >= 65 && x < 135 && y >= 40 && y < 165) || (x >= 25 && x < 175 && y >= 42 && y < 80)
}

function isTrunk(x: number, y: number): boolean {
  return x >= 65 && x < 135 && y >= 40 && y < 165
}

function maskOf(isIn: (x: number, y: number) => boolean): Plane {
  const mask = plane(SIDE, SIDE)
  for (let y = 0; y < SIDE; y++) for (let x = 0; x < SIDE; x++) mask.data[y * SIDE + x] = isIn(x, y) ? 1 : 0
  return mask
}

/** Grey ground with even noise; cloth of dark and light specks, in the mean nearly as grey. */
function speckledTee(): Rgb8 {
  const image = rgb8(SIDE, SIDE)
  let state = 5
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const speck = (x >> 1) % 2 === (y >> 1) % 2 ? 45 : 205
      const value = isTee(x, y) ? speck + 20 * random() : 128 + 12 * random()
      for (let c = 0; c < 3; c++) image.data[3 * (y * SIDE + x) + c] = value
    }
  }
  return image
}

function overlap(a: Plane, b: Plane): number {
  let both = 0
  let either = 0
  for (let i = 0; i < a.data.length; i++) {
    if (a.data[i]! > 0.5 && b.data[i]! > 0.5) both++
    if (a.data[i]! > 0.5 || b.data[i]! > 0.5) either++
  }
  return both / either
}

it('sees where an outline runs through cloth', () => {
  const look = measureLook(speckledTee())
  expect(outlineSupport(look, maskOf(isTee))).toBeGreaterThan(0.98)
  expect(outlineSupport(look, maskOf(isTrunk))).toBeLessThan(0.9)
})

it('finds the sleeves again that a cut by colours lost to a ground of their colours', () => {
  const { mask, support } = lookAgain(speckledTee(), maskOf(isTrunk))
  expect(overlap(maskOf(isTrunk), maskOf(isTee))).toBeLessThan(0.75)
  expect(overlap(mask, maskOf(isTee))).toBeGreaterThan(0.93)
  expect(support).toBeGreaterThan(0.98)
})

it('leaves a good cut as it is, and does not believe a second one whose outline is no clearer', () => {
  const whole = maskOf(isTee)
  expect(lookAgain(speckledTee(), whole).mask).toBe(whole)
  const plain = rgb8(SIDE, SIDE, new Uint8Array(3 * SIDE * SIDE).fill(120))
  const { mask, support } = lookAgain(plain, whole)
  expect(mask).toBe(whole)
  expect(support).toBeLessThan(0.5)
})
