import { parseArgs } from 'node:util'
import { runDocuments } from './documents.ts'
import { runExportKills } from './exports.ts'
import { runKills } from './kills.ts'
import { runMoney } from './money.ts'
import { runMoneyBullmq } from './money-bullmq.ts'
import { EVERY_FAULT } from './money-services.ts'
import { runUnattended } from './unattended.ts'

/** `npm run torture -- kill|documents|exports|unattended --runs N --seed S`, `money --jobs N --kills K --seed S [--beside]`: long runs with seeds; a failure prints the seed that shows it again. */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '100' },
    jobs: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    beside: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})
const [name] = positionals
const seed = Number(values.seed)
const options = { runs: Number(values.runs), seed, say: (line: string) => console.error(line) }

if (name === 'kill') {
  const report = await runKills(options)
  const { kills, runs, lostJobs, lostAssets, dirtyDoctors } = report
  finish(
    report,
    `${kills} kills of ${runs} runs, ${lostJobs} lost jobs, ${lostAssets} lost pictures, ${dirtyDoctors} libraries that were not clean. Seed ${seed}.`,
  )
} else if (name === 'documents') {
  const report = await runDocuments(options)
  const { kills, runs, acknowledged, lost, inFlight, dirtyDoctors } = report
  finish(
    report,
    `${kills} kills of ${runs} runs, ${lost} of ${acknowledged} acknowledged changes lost, ${inFlight} under way had happened, ${dirtyDoctors} libraries that were not clean. Seed ${seed}.`,
  )
} else if (name === 'exports') {
  const report = await runExportKills(options)
  finish(report, `${report.kills} kills of ${report.runs} exports, ${report.recovered} ended well after that. Seed ${seed}.`)
} else if (name === 'unattended') {
  const report = await runUnattended(options)
  const { clips, files, rssEarly, rssLate, hadNoNetwork } = report
  finish(
    report,
    `${clips} clips, ${files} files, ${rssEarly} to ${rssLate} MiB, ${hadNoNetwork ? 'without any network' : 'with the network of this machine'}.`,
  )
} else if (name === 'money') {
  const ours = await runMoney({ ...options, jobs: Number(values.jobs), kills: Number(values.kills) })
  const report = values.beside ? { ...ours, bullmq: await runBeside() } : ours
  const { jobs, kills, taken, doubleCharges, lostResults, paidButFailed, capsExceeded, capped, differences, givenUp } = report
  finish(
    report,
    `${jobs} paid jobs, ${kills} kills, ${taken} creates taken: ${doubleCharges} double charges, ${lostResults} lost results, ${paidButFailed} paid but failed, ${capsExceeded} limits exceeded (${capped} jobs held back by them), ${differences} differences of the ledgers, ${givenUp} given up. Seed ${seed}.`,
  )
} else {
  console.error('Known: kill, documents, exports, unattended [--runs N], money [--jobs N] [--kills K] [--beside]; [--seed S] [--json]')
  process.exit(2)
}

/** The same with BullMQ: killed only, and killed while the service does all that it is known to do. A few jobs show it. */
async function runBeside() {
  const counts = { jobs: 200, kills: 20, seed }
  const killed = await runMoneyBullmq({ ...counts, rates: {}, attempts: 1 })
  if (killed === null) console.error('There is no redis-server on this machine: nothing to compare with')
  const withFaults = await runMoneyBullmq({ ...counts, rates: EVERY_FAULT, attempts: 5 })
  console.error(`BullMQ, killed: ${JSON.stringify(killed)}; and with faults: ${JSON.stringify(withFaults)}`)
  return { killed, withFaults }
}

function finish(report: { readonly ok: boolean; readonly failures: readonly string[] }, line: string): never {
  console.log(values.json ? JSON.stringify({ torture: name, ...report }) : line)
  for (const failure of report.failures) console.error(failure)
  process.exit(report.ok ? 0 : 1)
}
