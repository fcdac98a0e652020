import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { microsIn, moneyText } from '../../../../renderer/money/money-text.ts'

describe('an amount as text', () => {
  it.each([
    [0, '$0.00'],
    [150_000, '$0.15'],
    [39_000, '$0.039'],
    [33_600, '$0.0336'],
    [1, '$0.0001'],
    [4_180_000, '$4.18'],
    [4_183_600, '$4.19'],
    [1_234_567_890, '$1,234.57'],
  ])('%i millionths are %s', (micros, text) => {
    expect(moneyText(micros)).toBe(text)
  })

  it('never tells less than it is, nor a cent more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000_000 }), (micros) => {
        const told = Math.round(Number(moneyText(micros).replace(/[$,]/g, '')) * 1_000_000)
        expect(told).toBeGreaterThanOrEqual(micros)
        expect(told - micros).toBeLessThan(10_000)
      }),
    )
  })
})

describe('an amount that is typed', () => {
  it.each([
    ['5', 5_000_000],
    ['$0.20', 200_000],
    [' 1,5 ', 1_500_000],
    ['0', 0],
  ])('%j is %i millionths', (text, micros) => {
    expect(microsIn(text)).toBe(micros)
  })

  it.each(['', '-1', 'five', '1.2.3', '1e3', '12345678'])('%j is none', (text) => {
    expect(microsIn(text)).toBeNull()
  })
})
