import { describe, expect, test } from 'vitest'
import { type Plane, plane, rgb8 } from '../../../../app/domain/raster.ts'
import { measureLight } from '../../../../app/raster/drape/light.ts'
import type { Scene } from '../../../../app/raster/drape/scene.ts'

const WIDTH = 200
const HEIGHT = 160
const SHOULDERS = 100

/** A garment of one colour in the middle of grey ground; `lightAt` is its brightness factor at a column. */
function photographed(lightAt: (x: number) => number): { readonly scene: Scene; readonly garment: Plane } {
  const photo = rgb8(WIDTH, HEIGHT)
  const garment = plane(WIDTH, HEIGHT)
  for (let y = 0, i = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++, i++) {
      const isCloth = x >= 40 && x < 160 && y >= 20 && y < 140
      garment.data[i] = isCloth ? 1 : 0
      for (let c = 0; c < 3; c++) photo.data[3 * i + c] = isCloth ? [150, 90, 60][c]! * lightAt(x) : 128
    }
  }
  const scene = { photo, body: { frame: { shoulderWidth: SHOULDERS } }, parts: { person: garment, scale: 1 } } as unknown as Scene
  return { scene, garment }
}

const towardsRight = (x: number): number => 0.75 + (0.5 * (x - 40)) / 120

describe('light on the old garment', () => {
  test('is 1 far from it, and follows its bright side', () => {
    const { scene, garment } = photographed(towardsRight)
    const { cloth } = measureLight(scene.photo, garment, SHOULDERS)!
    const at = (x: number): number => cloth.data[40 * cloth.width + (x >> 1)]!
    expect([cloth.width, cloth.height]).toEqual([WIDTH / 2, HEIGHT / 2])
    expect(at(2)).toBe(1)
    expect(at(150)).toBeGreaterThan(1.05)
    expect(at(50)).toBeLessThan(0.95)
  })

  test('does not depend on how much ground is around the garment', () => {
    const { scene, garment } = photographed(towardsRight)
    const part = { x: 20, y: 0, width: 160, height: 160 }
    const photo = rgb8(part.width, part.height)
    const mask = plane(part.width, part.height)
    for (let y = 0; y < part.height; y++) {
      photo.data.set(scene.photo.data.subarray(3 * (y * WIDTH + part.x), 3 * (y * WIDTH + part.x + part.width)), 3 * y * part.width)
      mask.data.set(garment.data.subarray(y * WIDTH + part.x, y * WIDTH + part.x + part.width), y * part.width)
    }
    const whole = measureLight(scene.photo, garment, SHOULDERS)!.cloth
    const cropped = measureLight(photo, mask, SHOULDERS)!.cloth
    for (const x of [50, 100, 150]) {
      expect(cropped.data[40 * cropped.width + ((x - part.x) >> 1)]).toBeCloseTo(whole.data[40 * whole.width + (x >> 1)]!, 2)
    }
  })

  test('is unknown without an old garment', () => {
    const { scene } = photographed(() => 1)
    expect(measureLight(scene.photo, plane(WIDTH, HEIGHT), SHOULDERS)).toBeNull()
  })
})
