import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Rgba8, rgba8 } from '../../../../app/domain/raster.ts'
import { resamplePicture } from '../../../../app/raster/resample-picture.ts'
import { filterBank, TAPS } from '../../../../app/raster/upscale/filter-bank.ts'
import { LOOKS, mirroredLook } from '../../../../app/raster/upscale/look-direction.ts'
import { upscalePicture } from '../../../../app/raster/upscale/upscale.ts'

const DIRECTED = { factor: 2, method: 'edge-directed', protectSkin: false } as const

/** A slanted edge between two greys, with the share of each pixel that lies beyond it; `scale` pixels for one. */
const edge = (size: number, scale: number): Rgba8 => {
  const out = rgba8(size * scale, size * scale)
  for (let y = 0, i = 0; y < out.height; y++) {
    for (let x = 0; x < out.width; x++, i += 4) {
      const value =
        60 + 140 * Math.max(0, Math.min(1, ((x + 0.5) / scale - size / 2 - ((y + 0.5) / scale - size / 2) * 0.35) * scale + 0.5))
      out.data.set([value, value, value, 255], i)
    }
  }
  return out
}

const error = (a: Rgba8, b: Rgba8): number => a.data.reduce((sum, value, i) => sum + (value - (b.data[i] ?? 0)) ** 2, 0) / a.data.length

describe('upscaling', () => {
  it('keeps flat colours and alpha, and answers at the size that was asked for', () => {
    fc.assert(
      fc.property(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), fc.constantFrom(2 as const, 4 as const), (colour, factor) => {
        const flat = rgba8(9, 7)
        for (let i = 0; i < flat.data.length; i += 4) flat.data.set([...colour, 255], i)
        const out = upscalePicture(flat, { ...DIRECTED, factor })
        expect([out.width, out.height]).toEqual([9 * factor, 7 * factor])
        for (let i = 0; i < out.data.length; i += 4) expect([...out.data.subarray(i, i + 4)]).toEqual([...colour, 255])
      }),
      { numRuns: 20 },
    )
  })

  it('draws a slanted edge better than bicubic does', () => {
    const small = resamplePicture(edge(40, 2), { width: 40, height: 40 })
    const directed = error(upscalePicture(small, DIRECTED), edge(40, 2))
    expect(directed).toBeLessThan(0.6 * error(upscalePicture(small, { ...DIRECTED, method: 'bicubic' }), edge(40, 2)))
  })

  it('treats all directions alike: a mirrored picture gives the mirror image', () => {
    const picture = rgba8(
      24,
      24,
      Uint8Array.from({ length: 24 * 24 * 4 }, (_, i) =>
        i % 4 === 3 ? 255 : (127 + 120 * Math.sin(((i >> 2) % 24) / 3 + Math.floor(i / 96) / 2)) | 0,
      ),
    )
    const mirrored = (one: Rgba8): Rgba8 => {
      const out = rgba8(one.width, one.height)
      for (let i = 0; i < one.width * one.height; i++)
        out.data.set(one.data.subarray(4 * i, 4 * i + 4), 4 * (i - (i % one.width) + one.width - 1 - (i % one.width)))
      return out
    }
    expect(error(mirrored(upscalePicture(picture, DIRECTED)), upscalePicture(mirrored(picture), DIRECTED))).toBeLessThan(0.5)
  })

  it('leaves skin as bicubic left it, and stays without a model what it is with edges', () => {
    const skin = edge(40, 1)
    for (let i = 0; i < skin.data.length; i += 4) {
      const light = (skin.data[i] ?? 0) / 255
      skin.data.set([120 + 104 * light, 90 + 88 * light, 75 + 75 * light], i)
    }
    const spared = upscalePicture(skin, { ...DIRECTED, protectSkin: true })
    expect(error(spared, upscalePicture(skin, { ...DIRECTED, method: 'bicubic' }))).toBeLessThan(0.02)
    expect(error(spared, upscalePicture(skin, DIRECTED))).toBeGreaterThan(0.05)
    expect(upscalePicture(skin, { ...DIRECTED, method: 'model' })).toEqual(upscalePicture(skin, DIRECTED))
  })

  it('takes no colour from what is transparent', () => {
    const cut = rgba8(30, 20)
    for (let i = 0; i < 600; i++) cut.data.set((i % 30) + Math.floor(i / 30) < 24 ? [210, 90, 40, 255] : [0, 0, 0, 0], 4 * i)
    const { data } = upscalePicture(cut, DIRECTED)
    for (let i = 0; i < data.length; i += 4) if ((data[i + 3] ?? 0) > 2) expect(Math.abs((data[i] ?? 0) - 210)).toBeLessThan(30)
    for (let i = 0; i < data.length; i += 4) if ((data[i + 3] ?? 0) > 60) expect(Math.abs((data[i] ?? 0) - 210)).toBeLessThan(3)
  })

  it('has filters that add up to one, for every look', () => {
    const bank = filterBank()
    for (let look = 0; look < LOOKS; look++) {
      expect(mirroredLook(mirroredLook(look))).toBe(look)
      for (let phase = 0; phase < 4; phase++) {
        let sum = 0
        for (let tap = 0; tap < TAPS; tap++) sum += bank[(look * TAPS + tap) * 4 + phase] ?? 0
        expect(sum).toBeCloseTo(1, 2)
      }
    }
  })
})
