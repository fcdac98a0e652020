import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FIRST_SIZE, nextSize, type PreviewSize } from '../../../../renderer/rewarp/preview-size.ts'

test('a machine that is slow gets smaller pictures until they come in time, and never none', () => {
  let size: PreviewSize = FIRST_SIZE
  for (let frame = 0; frame < 10; frame++) size = nextSize(size, 300)
  expect(size).toBe(360)
  for (let frame = 0; frame < 10; frame++) size = nextSize(size, 5)
  expect(size).toBe(760)
})

test('the size settles on a machine whose time goes with the pixels', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-5, max: 5e-4, noNaN: true }), (msPerPixel) => {
      let size: PreviewSize = FIRST_SIZE
      const seen: PreviewSize[] = []
      for (let frame = 0; frame < 20; frame++) {
        size = nextSize(size, size * size * msPerPixel)
        seen.push(size)
      }
      expect(new Set(seen.slice(-6)).size).toBe(1)
    }),
  )
})
