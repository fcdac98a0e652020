import { expect, it } from 'vitest'
import { runExportKills } from '../../tools/torture/exports.ts'
import { hasFfmpeg } from '../support/video-tools.ts'

// The short dose of `npm run torture -- exports`. Processes are found in /proc.
it.skipIf(!hasFfmpeg || process.platform !== 'linux')(
  'an export leaves no half file, and is made, whichever process is killed',
  { timeout: 400_000 },
  async () => {
    const lines: string[] = []
    const report = await runExportKills({ runs: 2, seed: 20_261_130, say: (line) => lines.push(line) })
    expect(report.failures, lines.join('\n')).toEqual([])
    expect(report.kills, lines.join('\n')).toBeGreaterThanOrEqual(1)
    expect(report.recovered).toBe(report.kills)
  },
)
