import { describe, expect, test } from 'vitest'
import { plane, type Rgba8, rgba8 } from '../../../../app/domain/raster.ts'
import { drawTop } from '../../../../app/raster/drape/open-front.ts'
import type { Scene } from '../../../../app/raster/drape/scene.ts'
import type { Texture } from '../../../../app/raster/drape/texture.ts'
import type { GarmentFit } from '../../../../app/raster/fit/fit.ts'
import { createStrip, setVertex } from '../../../../app/raster/fit/strip.ts'

const SIZE = 200
const ZIP = 108

/** A red trunk of 100 x 160 with a white zip, four pixels right of the middle, and a blue stripe at each side. */
function jacket(): Texture {
  const out = rgba8(SIZE, SIZE)
  for (let y = 20; y < 180; y++)
    for (let x = 50; x < 150; x++) {
      const colour = Math.abs(x - ZIP) < 2 ? [250, 250, 250] : x < 60 || x >= 140 ? [30, 30, 220] : [200, 30, 30]
      out.data.set([...colour, 255], 4 * (y * SIZE + x))
    }
  return out
}

/** Laid on an upright body without moving a pixel. */
function laid(front: 'open' | 'closed'): Rgba8 {
  const strip = createStrip(2, 2)
  const corners = [
    [0, 0],
    [SIZE, 0],
    [0, SIZE],
    [SIZE, SIZE],
  ] as const
  for (const [index, at] of corners.entries()) setVertex(strip, index, { source: at, target: at, shade: 1 })
  const fit: GarmentFit = { strategy: 'lofted-strips', layers: [{ name: 'torso', strip }], cuffs: [0, 0], folded: 0, lit: 'by-scene' }
  const texture = jacket()
  const frame = { origin: [100, 20], down: [0, 1], right: [1, 0], torsoLength: 130, shoulderWidth: 90, rear: false, yaw: 0 }
  const none = plane(SIZE, SIZE)
  const scene = { photo: { width: SIZE, height: SIZE }, body: { frame }, worn: { cloth: none, top: none, beneathTop: null, front } }
  const [torso] = drawTop(scene as unknown as Scene, fit, { anchorSize: { width: SIZE, height: SIZE }, textureOf: () => texture })
  if (torso === undefined) throw new Error('Nothing was drawn')
  return torso.pixels
}

const row = ({ data }: Rgba8, y: number) =>
  Array.from({ length: SIZE }, (_, x) => {
    const [r = 0, g = 0, b = 0, a = 0] = data.subarray(4 * (y * SIZE + x), 4 * (y * SIZE + x) + 4)
    return a < 128 ? '.' : g > 150 ? 'z' : b > r ? 'b' : 'r'
  }).join('')

describe('a front that is worn open', () => {
  test('stays as it was photographed unless it is asked for', () => {
    expect(row(laid('closed'), 100)).toMatch(/^\.+b+r+z+r+b+\.+$/)
  })

  test('parts at its zip, keeps its edges and its sides, and shows what is below', () => {
    const middle = row(laid('open'), 100)
    // The zip stays on the edge of a flap, to a pixel.
    expect(middle).toMatch(/^\.+b+r+z*r?\.{12,}r?z*r+b+\.+$/)
    expect(middle).toContain('z')
    expect([middle.indexOf('b'), middle.lastIndexOf('b')]).toEqual([50, 149])
    expect(middle.slice(100, 116)).toMatch(/\.{8,}/)
  })

  test('opens more at the hem than at the neck', () => {
    const open = laid('open')
    const gap = (y: number): number => (row(open, y).slice(50, 150).match(/\./g) ?? []).length
    expect(gap(30)).toBeGreaterThan(8)
    expect(gap(170)).toBeGreaterThan(gap(30) + 8)
  })
})
