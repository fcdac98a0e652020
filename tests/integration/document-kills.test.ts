import { expect, it } from 'vitest'
import { runDocuments } from '../../tools/torture/documents.ts'

// The short dose of `npm run torture -- documents`; the seed is printed with a failure and shows it again.
it('loses no change of a document that was acknowledged, however often it is killed', { timeout: 200_000 }, async () => {
  const lines: string[] = []
  const report = await runDocuments({ runs: 10, seed: 20_261_130, say: (line) => lines.push(line) })
  expect(report.failures, lines.join('\n')).toEqual([])
  expect(report).toMatchObject({ ok: true, lost: 0, dirtyDoctors: 0 })
  // A dose in which hardly anything died, or nothing was done before, would prove nothing.
  expect(report.kills, lines.join('\n')).toBeGreaterThanOrEqual(8)
  expect(report.acknowledged, lines.join('\n')).toBeGreaterThan(200)
})
