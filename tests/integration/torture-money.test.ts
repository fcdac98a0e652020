import { describe, expect, it } from 'vitest'
import { runMoney } from '../../tools/torture/money.ts'

describe('fifty paid jobs under fifteen kills and every fault of the services', () => {
  // The long run is `npm run torture -- money`: 2,000 jobs, 200 kills.
  it('are never charged twice, lose no result, and leave two ledgers that agree', async () => {
    const report = await runMoney({ jobs: 50, kills: 15, seed: 20261120, longestLifeMs: 300, say: () => undefined })
    expect(report.failures).toEqual([])
    const { doubleCharges, lostResults, paidButFailed, capsExceeded, differences } = report
    expect({ doubleCharges, lostResults, paidButFailed, capsExceeded, differences }).toEqual({
      doubleCharges: 0,
      lostResults: 0,
      paidButFailed: 0,
      capsExceeded: 0,
      differences: 0,
    })
    // So that a run that did nothing does not pass: services took work, and hosts died while they did.
    expect(report.kills).toBeGreaterThanOrEqual(15)
    expect(report.taken).toBeGreaterThan(15)
    // Limits were met, and some jobs did not even begin for them.
    expect(report.capped).toBeGreaterThan(0)
    expect(report.succeeded + report.failed + report.givenUp).toBeLessThanOrEqual(50)
  }, 180_000)
})
