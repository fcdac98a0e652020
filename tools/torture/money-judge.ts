import type { ProviderId } from '../../app/domain/cloud/tasks.ts'
import { jobId } from '../../app/domain/ids.ts'
import type { JobState } from '../../app/domain/job.ts'
import { openLedger } from '../../app/ledger/ledger.ts'
import type { Submission } from '../../app/ledger/submission-rows.ts'
import { examine } from '../../app/library/doctor.ts'
import { openLibrary } from '../../app/library/open-library.ts'
import { resultsOf } from '../../app/library/results.ts'
import { silentLog } from '../../app/platform/log.ts'
import { listJobs } from '../../app/queue/job-lists.ts'
import type { LedgerEntry } from '../../tests/emulator/core/ledger.ts'
import { type CapPeak, capPeaks } from './money-caps.ts'

export interface MoneyVerdict {
  readonly ok: boolean
  /** Creates that the services took. */
  readonly taken: number
  /** Requests that were taken more than once. Must be 0. */
  readonly doubleCharges: number
  /** Results that were paid for, were there, and are not in the library. Must be 0. */
  readonly lostResults: number
  /** Jobs that failed although their work ended well at the service. Must be 0. */
  readonly paidButFailed: number
  /** Limits that reserves and charges together were above at any moment. Must be 0. */
  readonly capsExceeded: number
  /** Jobs that a limit kept from being sent. */
  readonly capped: number
  readonly caps: readonly CapPeak[]
  /** Of work that ended well: amounts that differ. Of any other: amounts that the studio puts lower than the service. Must be 0. */
  readonly differences: number
  /** Work that ended badly and that the studio takes to be billed, to be on the safe side, while this service does not. */
  readonly overcounted: number
  /** Results that the service itself had no more when they were asked for twice. */
  readonly goneResults: number
  readonly succeeded: number
  readonly failed: number
  /** Given up by the person of the test, because nobody could tell what became of them. */
  readonly givenUp: number
  readonly chargedMicros: number
  readonly billedMicros: number
  /** Of the emulator's bills, those for work that was given up with an answer that was lost. */
  readonly doubtfulMicros: number
  readonly failures: readonly string[]
}

interface Job {
  readonly id: string
  readonly state: JobState
  readonly code: string | null
  readonly submissions: readonly Submission[]
  readonly results: number
}

/** Holds a library against the ledger of the services that worked for it. */
export async function judgeMoney(
  folder: string,
  { emulated, jobs: wanted, notBegun }: { readonly emulated: readonly LedgerEntry[]; readonly jobs: number; readonly notBegun: number },
): Promise<MoneyVerdict> {
  const { jobs, problems, caps } = await readLibrary(folder)
  const failures = [...problems]
  if (jobs.length + notBegun !== wanted)
    failures.push(`${jobs.length} jobs are in the library and ${notBegun} were not let begin, ${wanted} were sent in`)
  const exceeded = caps.filter(({ peak, micros }) => peak > micros)
  for (const { scope, subject, peak, micros } of exceeded)
    failures.push(`The limit of ${scope} ${subject} is ${micros}, and ${peak} counted`)
  const open = jobs.filter(({ submissions }) => submissions.some(({ state }) => ['intended', 'accepted', 'unknown'].includes(state)))
  for (const { id } of open) failures.push(`${id} has ended and its money is still open`)

  const doubles = doubleCharges(emulated, jobs)
  failures.push(...doubles)
  const lost = jobs.filter(
    ({ state, results, submissions }) => (state === 'succeeded' || submissions.at(-1)?.state === 'done') && results === 0,
  )
  for (const { id } of lost) failures.push(`${id} is paid and has no result`)
  const { differences, paidButFailed, overcounted, goneResults } = compareAmounts(emulated, jobs)
  failures.push(...differences, ...paidButFailed)

  const charged = jobs.flatMap(({ submissions }) => submissions)
  const isDoubtful = (entry: LedgerEntry): boolean =>
    matchOf(entry, charged)?.state === 'abandoned' || matchOf(entry, charged) === undefined
  return {
    ok: failures.length === 0,
    taken: emulated.length,
    doubleCharges: doubles.length,
    lostResults: lost.length,
    paidButFailed: paidButFailed.length,
    capsExceeded: exceeded.length,
    capped: notBegun + jobs.filter(({ code }) => code === 'money.cap-reached').length,
    caps,
    differences: differences.length,
    overcounted,
    goneResults,
    succeeded: jobs.filter(({ state }) => state === 'succeeded').length,
    failed: jobs.filter(({ state }) => state === 'failed').length,
    givenUp: jobs.filter(({ state }) => state === 'canceled').length,
    chargedMicros: sum(charged.filter(({ state }) => state === 'done' || state === 'failed').map(({ charge }) => charge)),
    billedMicros: sum(emulated.map(({ chargedMicros }) => chargedMicros ?? 0)),
    doubtfulMicros: sum(emulated.filter(isDoubtful).map(({ chargedMicros }) => chargedMicros ?? 0)),
    failures,
  }
}

async function readLibrary(
  folder: string,
): Promise<{ readonly jobs: Job[]; readonly problems: string[]; readonly caps: readonly CapPeak[] }> {
  const library = await openLibrary({ folder, clock: { now: () => Date.now() }, random: Math.random })
  try {
    const ledger = await openLedger({ ...library, libraryFolder: folder, zone: () => 'UTC', log: silentLog })
    const jobs: Job[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = listJobs(library.db, { kinds: ['generate'], limit: 500, ...(cursor === undefined ? {} : { cursor }) })
      for (const { id, state, error } of page.jobs) {
        jobs.push({
          id,
          state,
          code: error?.code ?? null,
          submissions: ledger.ofJob(jobId.parse(id)),
          results: resultsOf(library, id).length,
        })
      }
      cursor = page.nextCursor
    }
    await ledger.flush()
    const caps = capPeaks(library.db)
    const report = await examine(folder, { verify: true })
    return { jobs, problems: report.problems.map(({ code, path, message }) => `doctor: ${code} ${path} ${message}`), caps }
  } finally {
    library.close()
  }
}

/**
 * A request that was taken twice has one body (each job's prompt is its own), but for services that are sent a name of ours with it. So the
 * counts must agree too: no service may have taken more than there are submissions that may have been taken.
 */
function doubleCharges(emulated: readonly LedgerEntry[], jobs: readonly Job[]): string[] {
  const bodies = new Map<string, number>()
  for (const { bodyHash, chargedMicros } of emulated) if (chargedMicros !== 0) bodies.set(bodyHash, (bodies.get(bodyHash) ?? 0) + 1)
  const twice = [...bodies].filter(([, count]) => count > 1).map(([hash, count]) => `body ${hash} was taken ${count} times`)
  const possible = jobs.flatMap(({ submissions }) => submissions).filter(({ state }) => state !== 'refused')
  // Services that answer at once look at the work before they refuse it: that costs nothing, and is tried again.
  const billed = emulated.filter(({ chargedMicros }) => chargedMicros !== 0)
  const providers = new Set(billed.map(({ provider }) => provider as ProviderId))
  const more = [...providers].filter((id) => countOf(billed, id) > countOf(possible, id))
  const several = jobs.filter(({ submissions }) => submissions.filter(({ state }) => state === 'done').length > 1)
  return [
    ...twice,
    ...more.map((id) => `${id} bills ${countOf(billed, id)} creates, the studio knows of ${countOf(possible, id)}`),
    ...several.map(({ id }) => `${id} was paid more than once`),
  ]
}

function countOf(of: readonly { readonly provider: string }[], provider: string): number {
  return of.filter((one) => one.provider === provider).length
}

/** Each create that has a name at its service, held against the submission that has this name; of services that answer at once, the sums. */
function compareAmounts(
  emulated: readonly LedgerEntry[],
  jobs: readonly Job[],
): { differences: string[]; paidButFailed: string[]; overcounted: number; goneResults: number } {
  let overcounted = 0
  let goneResults = 0
  const submissions = jobs.flatMap(({ submissions: all }) => all)
  const differences: string[] = []
  const paidButFailed: string[] = []
  for (const entry of emulated) {
    const match = matchOf(entry, submissions)
    if (match === undefined || match.state === 'abandoned') continue
    const isGone = match.code === 'provider.result-gone'
    if (isGone) goneResults += 1
    if (match.state === 'failed' && entry.outcome === 'succeeded' && !isGone)
      paidButFailed.push(`${match.jobId} failed (${match.code}), and ${entry.id} ended well`)
    if (match.state === 'failed' && match.charge > (entry.chargedMicros ?? 0)) overcounted += 1
    else if (match.charge !== entry.chargedMicros) {
      differences.push(
        `${match.jobId} ${match.provider} ${match.state} ${match.code ?? ''}: ${match.charge} here, ${entry.chargedMicros} there`,
      )
    }
  }
  const unnamed = emulated.filter(({ jobId: name, outcome }) => name === null && outcome === 'succeeded')
  for (const provider of new Set(unnamed.map((entry) => entry.provider))) {
    const there = countOf(unnamed, provider)
    const here = submissions.filter((one) => one.provider === provider && ['done', 'abandoned'].includes(one.state)).length
    const bills = new Set(emulated.filter((one) => one.provider === provider).map(({ chargedMicros }) => chargedMicros))
    const strange = submissions.filter((one) => one.provider === provider && one.state === 'done' && !bills.has(one.charge))
    differences.push(...strange.map(({ jobId: id, charge }) => `${id} ${provider}: ${charge} here, bills there: ${[...bills].join(', ')}`))
    if (there > here) paidButFailed.push(`${provider} made ${there} results, the studio knows of ${here}`)
  }
  return { differences, paidButFailed, overcounted, goneResults }
}

/** The submission whose handle names a create. */
function matchOf({ jobId: name, provider }: LedgerEntry, submissions: readonly Submission[]): Submission | undefined {
  if (name === null) return undefined
  return submissions.find((one) => one.provider === provider && JSON.stringify(one.operation).includes(name))
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
