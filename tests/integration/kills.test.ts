import { expect, it } from 'vitest'
import { runKills } from '../../tools/torture/kills.ts'

// The short dose of `npm run torture -- kill`; the seed is printed with a failure and shows it again.
it('loses nothing that was acknowledged, however often it is killed', { timeout: 400_000 }, async () => {
  const lines: string[] = []
  const report = await runKills({ runs: 10, seed: 20_261_120, say: (line) => lines.push(line) })
  expect(report.failures, lines.join('\n')).toEqual([])
  expect(report).toMatchObject({ ok: true, lostJobs: 0, lostAssets: 0, dirtyDoctors: 0 })
  // A dose in which hardly anything died would prove nothing.
  expect(report.kills, lines.join('\n')).toBeGreaterThanOrEqual(6)
})
