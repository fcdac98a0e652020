import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plane, rgb8 } from '../../../app/domain/raster.ts'
import { protect } from '../../../app/raster/drape/protect.ts'

const pictures = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })).chain(([width, height]) =>
  fc.record({
    width: fc.constant(width),
    height: fc.constant(height),
    original: fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
    edited: fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
    mask: fc.array(
      fc.oneof(fc.constant(0), fc.constant(1), fc.constant(-0), fc.constant(Number.NaN), fc.float({ min: 0, max: 1, noNaN: true })),
      {
        minLength: width * height,
        maxLength: width * height,
      },
    ),
  }),
)

test('outside the edit mask every byte is the original, whatever was edited', () => {
  fc.assert(
    fc.property(pictures, ({ width, height, original, edited, mask }) => {
      const out = protect(rgb8(width, height, original), rgb8(width, height, edited), plane(width, height, Float32Array.from(mask)))
      mask.forEach((value, i) => {
        const [before, after, result] = [original, edited, out.data].map((data) => [...data.slice(3 * i, 3 * i + 3)])
        if (!(value > 0)) expect(result).toEqual(before)
        else if (value >= 1) expect(result).toEqual(after)
        else
          result!.forEach((byte, c) => {
            expect(byte).toBeGreaterThanOrEqual(Math.min(before![c]!, after![c]!))
            expect(byte).toBeLessThanOrEqual(Math.max(before![c]!, after![c]!))
          })
      })
    }),
  )
})

test('the pictures it is given are not modified', () => {
  const original = rgb8(1, 1, Uint8Array.from([1, 2, 3]))
  const edited = rgb8(1, 1, Uint8Array.from([9, 9, 9]))
  expect([...protect(original, edited, plane(1, 1, Float32Array.from([1]))).data]).toEqual([9, 9, 9])
  expect([...original.data]).toEqual([1, 2, 3])
})

test('a mask of another size is refused', () => {
  expect(() => protect(rgb8(2, 1), rgb8(2, 1), plane(1, 2))).toThrow(RangeError)
})
