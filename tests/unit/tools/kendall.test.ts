import { expect, test } from 'vitest'
import { kendallTau } from '../../../tools/bench/kendall.ts'

test('two equal orders agree wholly, opposite ones not at all', () => {
  expect(kendallTau([1, 2, 3, 4], [10, 20, 30, 40])).toBe(1)
  expect(kendallTau([1, 2, 3, 4], [40, 30, 20, 10])).toBe(-1)
})

test('ties are corrected for as in Kendall 1945', () => {
  // 4 pairs agree, 1 differs, 1 is tied in the second order only.
  expect(kendallTau([1, 2, 3, 4], [1, 3, 2, 3])).toBeCloseTo((4 - 1) / Math.sqrt(5 * 6), 10)
})
