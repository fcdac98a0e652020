import { describe, expect, it } from 'vitest'
import type { SpendCap } from '../../../../app/domain/money/cap.ts'
import type { MicroUsd } from '../../../../app/domain/money/money.ts'
import { reachedCap, type Spent } from '../../../../renderer/money/cap-reached.ts'

const micros = (amount: number): MicroUsd => amount as MicroUsd
const spent = (all: number, fal = 0): Spent => ({ all: { micros: all }, byProvider: [{ key: 'fal', micros: fal }], byBrand: [] })
const wanted = { provider: 'fal', brand: null, micros: 300, jobMicros: 100 }

describe('the limit in the way', () => {
  it('is none where nothing is limited', () => {
    expect(reachedCap([], { day: spent(1e9), month: spent(1e9) }, wanted)).toBeNull()
  })

  it('lets through what fits to the last millionth, and nothing above', () => {
    const caps: SpendCap[] = [{ scope: 'all', subject: null, period: 'day', micros: micros(1_000) }]
    expect(reachedCap(caps, { day: spent(700), month: spent(700) }, wanted)).toBeNull()
    expect(reachedCap(caps, { day: spent(701), month: spent(701) }, wanted)).toMatchObject({ leftMicros: 299 })
    expect(reachedCap(caps, { day: spent(5_000), month: spent(5_000) }, wanted)).toMatchObject({ leftMicros: 0 })
  })

  it('of a service counts what that service took, by its period', () => {
    const caps: SpendCap[] = [
      { scope: 'provider', subject: 'google', period: 'day', micros: micros(1) },
      { scope: 'provider', subject: 'fal', period: 'month', micros: micros(500) },
    ]
    expect(reachedCap(caps, { day: spent(9_000, 0), month: spent(9_000, 200) }, wanted)).toBeNull()
    expect(reachedCap(caps, { day: spent(9_000, 0), month: spent(9_000, 201) }, wanted)).toMatchObject({ cap: caps[1], provider: 'fal' })
  })

  it('of each service is a limit of this one', () => {
    const caps: SpendCap[] = [{ scope: 'provider', subject: null, period: 'day', micros: micros(400) }]
    expect(reachedCap(caps, { day: spent(900, 101), month: spent(900, 101) }, wanted)).toMatchObject({ leftMicros: 299 })
  })

  it('of a job looks at the dearest job, not at all of them together', () => {
    const caps: SpendCap[] = [{ scope: 'job', subject: null, period: 'ever', micros: micros(100) }]
    expect(reachedCap(caps, { day: spent(0), month: spent(0) }, wanted)).toBeNull()
    expect(reachedCap(caps, { day: spent(0), month: spent(0) }, { ...wanted, jobMicros: 101 })).not.toBeNull()
  })

  it('of a brand is none for work of no brand', () => {
    const caps: SpendCap[] = [{ scope: 'brand', subject: null, period: 'day', micros: micros(1) }]
    expect(reachedCap(caps, { day: spent(0), month: spent(0) }, wanted)).toBeNull()
    expect(reachedCap(caps, { day: spent(0), month: spent(0) }, { ...wanted, brand: 'Nord' })).not.toBeNull()
  })
})
