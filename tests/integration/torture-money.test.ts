import { describe, expect, it } from 'vitest'
import { runMoney } from '../../tools/torture/money.ts'

describe('a hundred paid jobs under twenty kills and every fault of the services', () => {
  // The long run is `npm run torture -- money`: 2,000 jobs, 200 kills.
  it('are never charged twice, lose no result, and leave two ledgers that agree', async () => {
    const report = await runMoney({ jobs: 100, kills: 20, seed: 20261120, longestLifeMs: 900, say: () => undefined })
    expect(report.failures).toEqual([])
    const { doubleCharges, lostResults, paidButFailed, differences } = report
    expect({ doubleCharges, lostResults, paidButFailed, differences }).toEqual({
      doubleCharges: 0,
      lostResults: 0,
      paidButFailed: 0,
      differences: 0,
    })
    // So that a run that did nothing does not pass: services took work, and hosts died while they did.
    expect(report.kills).toBeGreaterThan(2)
    expect(report.taken).toBeGreaterThan(40)
    expect(report.succeeded + report.failed + report.givenUp).toBe(100)
  }, 180_000)
})
