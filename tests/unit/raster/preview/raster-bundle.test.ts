import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plane, type Raster, rgb8, rgba8 } from '../../../../app/domain/raster.ts'
import { packBundle, readBundle } from '../../../../app/raster/preview/raster-bundle.ts'

const raster: fc.Arbitrary<Raster> = fc
  .record({
    channels: fc.constantFrom(1, 3, 4),
    width: fc.integer({ min: 1, max: 9 }),
    height: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(),
  })
  .map(({ channels, width, height, seed }) => {
    const out = channels === 1 ? plane(width, height) : channels === 3 ? rgb8(width, height) : rgba8(width, height)
    for (let i = 0; i < out.data.length; i++) out.data[i] = channels === 1 ? ((seed + i) % 97) / 7 : (seed + i) % 256
    return out
  })

test('what is packed is read, whatever the sizes', () => {
  fc.assert(
    fc.property(fc.array(raster, { maxLength: 5 }), fc.jsonValue(), (rasters, facts) => {
      const read = readBundle(Uint8Array.from(packBundle({ facts, rasters })))
      expect(read.rasters).toEqual(rasters)
      expect(JSON.stringify(read.facts)).toBe(JSON.stringify(facts))
    }),
  )
})

test('a bundle that was cut short is refused wherever it ends', () => {
  const bytes = Uint8Array.from(packBundle({ facts: { name: 'cut' }, rasters: [rgb8(5, 3), plane(4, 4)] }))
  for (let length = 0; length < bytes.length; length += 3) expect(() => readBundle(bytes.slice(0, length))).toThrow()
})
