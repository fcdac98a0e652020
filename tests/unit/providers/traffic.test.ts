import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { afterRequest, type Circuit, CLOSED, letThrough } from '../../../app/providers/circuit-breaker.ts'
import { ended, NO_TRAFFIC, slowedDown, started, type Traffic, waitFor } from '../../../app/providers/rate-gate.ts'

const fail = (circuit: Circuit, now: number): Circuit => afterRequest(circuit, { code: 'provider.unavailable', now })

function openedAt(now: number): Circuit {
  let circuit: Circuit = CLOSED
  for (let times = 0; times < 4; times++) circuit = fail(circuit, now)
  return circuit
}

describe('a circuit', () => {
  it('opens after four failures of the service in a row, not of the user', () => {
    let circuit: Circuit = CLOSED
    for (const code of ['provider.unauthorized', 'provider.rate-limited', 'provider.refused-content', 'provider.account-locked'] as const) {
      for (let times = 0; times < 9; times++) circuit = afterRequest(circuit, { code, now: 0 })
    }
    expect(circuit).toEqual(CLOSED)
    circuit = fail(fail(fail(circuit, 0), 0), 0)
    expect(letThrough(circuit, 0).may).toBe(true)
    expect(afterRequest(circuit, { code: null, now: 0 })).toEqual(CLOSED)
    expect(letThrough(fail(circuit, 0), 0)).toEqual({ may: false, waitMs: 30_000 })
  })

  it('lets one through when its time is up, and closes or waits for twice as long', () => {
    const open = openedAt(0)
    expect(letThrough(open, 29_999)).toEqual({ may: false, waitMs: 1 })
    const trial = letThrough(open, 30_000)
    if (!trial.may) throw new Error('it may')
    expect(letThrough(trial.circuit, 30_000).may).toBe(false)
    expect(afterRequest(trial.circuit, { code: null, now: 30_100 })).toEqual(CLOSED)
    expect(fail(trial.circuit, 30_100)).toEqual({ state: 'open', times: 2, until: 90_100 })
  })

  it('never waits for more than a quarter of an hour', () => {
    let circuit = openedAt(0)
    let now = 0
    for (let times = 0; times < 12; times++) {
      if (circuit.state !== 'open') throw new Error('it is open')
      expect(circuit.until - now).toBeLessThanOrEqual(900_000)
      now = circuit.until
      const trial = letThrough(circuit, now)
      if (!trial.may) throw new Error('it may')
      circuit = fail(trial.circuit, now)
    }
  })
})

describe('the gate of a service', () => {
  const facts = { concurrency: 2, requestsPerMinute: 5 }

  it('never has more at work, or sent in a minute, than the service takes', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ step: fc.nat(20_000), ends: fc.boolean() }), { maxLength: 200 }), (moves) => {
        let traffic: Traffic = NO_TRAFFIC
        let now = 0
        const sent: number[] = []
        for (const { step, ends } of moves) {
          now += step
          if (ends) traffic = ended(traffic)
          else if (waitFor(traffic, { facts, now }) === 0) {
            traffic = started(traffic, now)
            sent.push(now)
          }
          if (traffic.running > 2 || sent.filter((at) => at > now - 60_000).length > 5) return false
        }
        return true
      }),
    )
  })

  it('says how long to wait, and that is enough', () => {
    let traffic: Traffic = NO_TRAFFIC
    for (let at = 0; at < 5; at++) traffic = ended(started(traffic, at * 1_000))
    expect(waitFor(traffic, { facts, now: 10_000 })).toBe(50_000)
    expect(waitFor(traffic, { facts, now: 60_000 })).toBe(0)
    expect(waitFor(started(started(NO_TRAFFIC, 0), 0), { facts, now: 0 })).toBeNull()
  })

  it('waits for as long as it is told, or ten seconds', () => {
    expect(waitFor(slowedDown(NO_TRAFFIC, { retryAfterMs: 2_500, now: 0 }), { facts, now: 500 })).toBe(2_000)
    expect(waitFor(slowedDown(NO_TRAFFIC, { retryAfterMs: undefined, now: 0 }), { facts, now: 0 })).toBe(10_000)
    expect(slowedDown(slowedDown(NO_TRAFFIC, { retryAfterMs: 9_000, now: 0 }), { retryAfterMs: 1, now: 0 }).notBefore).toBe(9_000)
  })
})
