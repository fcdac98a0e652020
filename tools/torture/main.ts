import { parseArgs } from 'node:util'
import { runKills } from './kills.ts'

/** `npm run torture -- kill --runs N --seed S`: long runs with seeds; a failure prints the seed that shows it again. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    json: { type: 'boolean', default: false },
  },
})
if (positionals[0] !== 'kill') {
  console.error('Known: kill [--runs N] [--seed S] [--json]')
  process.exit(2)
}
const seed = Number(values.seed)
const report = await runKills({ runs: Number(values.runs), seed, say: (line) => console.error(line) })
if (values.json) console.log(JSON.stringify({ torture: 'kill', ...report }))
else
  console.log(
    `${report.kills} kills of ${report.runs} runs, ${report.lostJobs} lost jobs, ${report.lostAssets} lost pictures, ${report.dirtyDoctors} libraries that were not clean. Seed ${seed}.`,
  )
for (const failure of report.failures) console.error(failure)
process.exit(report.ok ? 0 : 1)
