import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Adjustments, adjustments, NO_ADJUSTMENTS } from '../../../../app/domain/document/adjustments.ts'
import { type Rgba8, rgba8 } from '../../../../app/domain/raster.ts'
import { adjustPixels } from '../../../../app/raster/adjust/adjust-pixels.ts'
import { sharpen } from '../../../../app/raster/adjust/sharpen.ts'

const parse = (steps: object): Adjustments => adjustments.parse(steps)
const pixelsOf = (colours: readonly (readonly number[])[], width = colours.length): Rgba8 =>
  rgba8(width, colours.length / width, Uint8Array.from(colours.flat()))
const greys = pixelsOf(Array.from({ length: 256 }, (_, v) => [v, v, v, 255]))
const flat = (colour: readonly number[]): Rgba8 =>
  pixelsOf(
    Array.from({ length: 64 }, () => colour),
    8,
  )
const first = ({ data }: Rgba8): number[] => [...data.subarray(0, 4)]

const noise = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 12 * 9 * 4, maxLength: 12 * 9 * 4 })
  .map((bytes) => rgba8(12, 9, Uint8Array.from(bytes)))

const STRONG: readonly object[] = [
  { exposure: { ev: 1.3 } },
  { exposure: { ev: -2 } },
  { contrast: { amount: 0.7 } },
  { contrast: { amount: -0.7 } },
  { highlights: { amount: -1 } },
  { highlights: { amount: 1 } },
  { shadows: { amount: 1 } },
  { shadows: { amount: -1 } },
  { saturation: { amount: 1 } },
  { saturation: { amount: -1 } },
  { vibrance: { amount: 1 } },
  { sharpen: { amount: 2, protectSkin: false } },
]

describe('adjustments', () => {
  it('change no byte at 0 or switched off', () => {
    const off = Object.fromEntries(
      STRONG.concat({ whiteBalance: { temperature: 1, tint: 1 } })
        .flatMap((steps) => Object.entries(steps))
        .map(([name, step]) => [name, { ...step, enabled: false }]),
    )
    fc.assert(
      fc.property(noise, (pixels) => {
        expect(adjustPixels(pixels, NO_ADJUSTMENTS, 1)).toBe(pixels)
        expect(adjustPixels(pixels, parse(off), 1)).toBe(pixels)
        // The whole way through linear light and OKLab, with nothing to do there that is seen.
        const still = adjustPixels(pixels, parse({ whiteBalance: { temperature: 1e-9 }, saturation: { amount: 1e-9 } }), 1)
        expect(still.data).toEqual(pixels.data)
      }),
      { numRuns: 40 },
    )
  })

  it('leave alpha and what they are given alone', () => {
    fc.assert(
      fc.property(noise, fc.constantFrom(...STRONG), (pixels, steps) => {
        const before = pixels.data.slice()
        const after = adjustPixels(pixels, parse(steps), 1)
        expect(pixels.data).toEqual(before)
        for (let i = 3; i < before.length; i += 4) expect(after.data[i]).toBe(before[i])
      }),
      { numRuns: 60 },
    )
  })

  it('keep greys grey, black black and white white, and rise', () => {
    for (const steps of STRONG) {
      const { data } = adjustPixels(greys, parse(steps), 1)
      for (let i = 0; i < data.length; i += 4) expect([data[i + 1], data[i + 2]]).toEqual([data[i], data[i]])
      if ('sharpen' in steps) continue
      // Each grey on its own: the light of a place is that of its surroundings.
      let last = -1
      for (let v = 0; v < 256; v += 3) {
        const [is = 0] = first(adjustPixels(flat([v, v, v, 255]), parse(steps), 1))
        expect(is).toBeGreaterThanOrEqual(last)
        last = is
      }
      expect(first(adjustPixels(flat([0, 0, 0, 255]), parse(steps), 1))[0]).toBe(0)
      if (parse(steps).exposure.ev >= 0) expect(last).toBe(255)
    }
  })

  it('add stops in linear light', () => {
    // sRGB 99 is .125 of the light; half and twice that are 71 and 137.
    expect(first(adjustPixels(flat([99, 99, 99, 255]), parse({ exposure: { ev: 1 } }), 1))[0]).toBe(137)
    expect(first(adjustPixels(flat([99, 99, 99, 255]), parse({ exposure: { ev: -1 } }), 1))[0]).toBe(71)
  })

  it('turn contrast about mid grey', () => {
    for (const amount of [-0.8, 0.8])
      expect(first(adjustPixels(flat([118, 118, 118, 9]), parse({ contrast: { amount } }), 1))).toEqual([118, 118, 118, 9])
    const [dark = 0] = first(adjustPixels(flat([60, 60, 60, 255]), parse({ contrast: { amount: 0.5 } }), 1))
    const [light = 0] = first(adjustPixels(flat([190, 190, 190, 255]), parse({ contrast: { amount: 0.5 } }), 1))
    expect(dark).toBeLessThan(55)
    expect(light).toBeGreaterThan(195)
  })

  it('warm, cool and tint at the same lightness', () => {
    const lumaOf = ([r = 0, g = 0, b = 0]: number[]): number =>
      0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2
    const of = (whiteBalance: object) =>
      first(adjustPixels(flat([128, 128, 128, 255]), parse({ whiteBalance }), 1)) as [number, number, number, number]
    const [warm, cool, magenta, green] = [of({ temperature: 0.5 }), of({ temperature: -0.5 }), of({ tint: 0.5 }), of({ tint: -0.5 })]
    expect(warm[0] - warm[2]).toBeGreaterThan(20)
    expect(cool[2] - cool[0]).toBeGreaterThan(20)
    expect(magenta[0] + magenta[2] - 2 * magenta[1]).toBeGreaterThan(10)
    expect(green[0] + green[2] - 2 * green[1]).toBeLessThan(-10)
    for (const one of [warm, cool, magenta, green]) expect(lumaOf(one)).toBeCloseTo(lumaOf([128, 128, 128]), 2)
    const [r = 0, g = 0, b = 0] = first(adjustPixels(flat([255, 255, 255, 255]), parse({ whiteBalance: { temperature: -0.6 } }), 1))
    expect(g).toBeGreaterThan(r)
    expect(b).toBeGreaterThan(g)
  })

  it('give vibrance to what is dull, and little to skin', () => {
    const spread = (colour: number[]) => Math.max(...colour.slice(0, 3)) - Math.min(...colour.slice(0, 3))
    const gain = (colour: number[]) =>
      spread(first(adjustPixels(flat([...colour, 255]), parse({ vibrance: { amount: 1 } }), 1))) / spread(colour)
    const [dullBlue, skin, darkSkin, loud] = [gain([120, 128, 150]), gain([224, 178, 150]), gain([116, 78, 58]), gain([20, 90, 240])]
    expect(dullBlue).toBeGreaterThan(1.6)
    expect(skin).toBeLessThan(1.15)
    expect(darkSkin).toBeLessThan(1.15)
    expect(loud).toBeLessThan(1.15)
    expect(spread(first(adjustPixels(flat([200, 40, 90, 255]), parse({ saturation: { amount: -1 } }), 1)))).toBe(0)
  })

  it('lift shadows and keep the contrast of cloth in them', () => {
    const size = 96
    const scene = rgba8(size, size)
    for (let i = 0; i < size * size; i++) {
      const x = i % size
      const value = (x < size / 2 ? 40 : 200) + ((x >> 1) % 2 === 0 ? 4 : -4)
      scene.data.set([value, value, value, 255], 4 * i)
    }
    const out = adjustPixels(scene, parse({ shadows: { amount: 0.8 } }), 1)
    const at = (x: number): number => out.data[4 * (48 * size + x)] ?? 0
    expect((at(20) + at(22)) / 2).toBeGreaterThan(55)
    expect(Math.abs(at(20) - at(22))).toBeGreaterThanOrEqual(8)
    expect(Math.abs((at(80) + at(82)) / 2 - 200)).toBeLessThan(4)
  })

  it('look the same in a preview at half the scale', () => {
    const size = 128
    const scene = rgba8(size, size)
    const half = rgba8(size / 2, size / 2)
    const value = (x: number, y: number, c: number): number => Math.round(127 + 90 * Math.sin(x / 17 + c) * Math.cos(y / 23))
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++)
        for (let c = 0; c < 4; c++) scene.data[4 * (y * size + x) + c] = c === 3 ? 255 : value(x + 0.5, y + 0.5, c)
    for (let y = 0; y < size / 2; y++)
      for (let x = 0; x < size / 2; x++)
        for (let c = 0; c < 4; c++) half.data[4 * ((y * size) / 2 + x) + c] = c === 3 ? 255 : value(2 * x + 1, 2 * y + 1, c)
    const all = parse({
      exposure: { ev: 0.4 },
      contrast: { amount: 0.3 },
      shadows: { amount: 0.5 },
      highlights: { amount: -0.5 },
      whiteBalance: { temperature: 0.3 },
      vibrance: { amount: 0.5 },
      sharpen: { amount: 1, radius: 3 },
    })
    const [real, preview] = [adjustPixels(scene, all, 1), adjustPixels(half, all, 0.5)]
    let worst = 0
    for (let y = 0; y < size / 2; y++) {
      for (let x = 0; x < size / 2; x++) {
        for (let c = 0; c < 3; c++) {
          const at = (dx: number, dy: number): number => real.data[4 * ((2 * y + dy) * size + 2 * x + dx) + c] ?? 0
          const mean = (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4
          worst = Math.max(worst, Math.abs(mean - (preview.data[4 * ((y * size) / 2 + x) + c] ?? 0)))
        }
      }
    }
    expect(worst).toBeLessThan(6)
  })
})

it('sharpening adds to luma alone, and spares what it is told to spare', () => {
  const edge = (): Rgba8 =>
    pixelsOf(
      Array.from({ length: 400 }, (_, i) => (i % 20 < 10 ? [100, 60, 40, 255] : [160, 120, 100, 255])),
      20,
    )
  const out = edge()
  sharpen(out, { amount: 1, sigmaPx: 1, spared: null })
  const before = edge()
  for (let i = 0; i < out.data.length; i += 4) {
    const moved = [0, 1, 2].map((c) => (out.data[i + c] ?? 0) - (before.data[i + c] ?? 0))
    expect(new Set(moved).size).toBe(1)
  }
  expect(out.data[4 * 9]).toBeLessThan(90)
  expect(out.data[4 * 10]).toBeGreaterThan(170)
  expect(out.data.subarray(0, 4)).toEqual(before.data.subarray(0, 4))
  const spared = edge()
  sharpen(spared, { amount: 1, sigmaPx: 1, spared: { channels: 1, width: 1, height: 1, data: new Float32Array([1]) } })
  expect(spared.data).toEqual(before.data)
})

it('sharpening gives no rim to what lies beside nothing', () => {
  const flatCut = pixelsOf(
    Array.from({ length: 400 }, (_, i) => (i % 20 < 10 ? [0, 0, 0, 0] : [160, 120, 100, 255])),
    20,
  )
  const before = flatCut.data.slice()
  sharpen(flatCut, { amount: 2, sigmaPx: 1.5, spared: null })
  for (let i = 0; i < before.length; i += 4) if (before[i + 3] === 255) expect(flatCut.data[i]).toBe(before[i])
})
