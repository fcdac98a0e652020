import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../app/domain/errors.ts'
import { MAX_BACKOFF_MS, mayRetry, nextRunAt, retryAfterOf } from '../../../app/queue/retry.ts'

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('nextRunAt', () => {
  it('lies in 0..min(2^attempts, 300) seconds, for any number of attempts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.nat(2e12), fraction, (attempts, now, jitter) => {
        const at = nextRunAt({ attempts, now, random: () => jitter, retryAfterMs: undefined })
        expect(at).toBeGreaterThanOrEqual(now)
        expect(at).toBeLessThanOrEqual(now + Math.min(2 ** attempts * 1000, MAX_BACKOFF_MS))
      }),
    )
  })

  it('uses the whole span: full jitter, not a fixed pause', () => {
    const at = (random: number): number => nextRunAt({ attempts: 3, now: 0, random: () => random, retryAfterMs: undefined })
    expect([at(0), at(0.5), at(0.9999)]).toEqual([0, 4000, 7999])
  })

  it('obeys a service that says when to come back', () => {
    expect(nextRunAt({ attempts: 1, now: 5, random: () => 0.9, retryAfterMs: 120_000 })).toBe(120_005)
  })
})

describe('mayRetry', () => {
  const passing = new StudioError('worker.lost', 'x')
  it.each([
    ['a passing failure with tries left', passing, 1, true],
    ['the last try', passing, 3, false],
    ['a failure that will repeat', new StudioError('tryon.pose-failed', 'x'), 1, false],
  ])('%s -> %#', (_name, error, attempts, expected) => {
    expect(mayRetry(error, { attempts, maxAttempts: 3 })).toBe(expected)
  })
})

describe('retryAfterOf', () => {
  it.each([
    [1500, 1500],
    [-1, undefined],
    [Number.POSITIVE_INFINITY, undefined],
    [1e12, 86_400_000],
  ])('%d -> %s', (retryAfterMs, expected) => {
    expect(retryAfterOf(new StudioError('storage.failed', 'x', { details: { retryAfterMs } }))).toBe(expected)
  })
})
