import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootId } from '../../app/domain/ids.ts'
import { openLibrary } from '../../app/library/open-library.ts'
import { createJobStore } from '../../app/queue/store.ts'
import { type QueueRates, rateBullmq } from './queue-bullmq.ts'
import { type BenchReport, median } from './report.ts'

const JOBS = 2_000
const ROUNDS = 3

/**
 * Durable queue over a real library: every enqueue, claim and completion is its own FULL transaction. The same in BullMQ over a Redis that
 * fsyncs every write, in turns with it. Jobs per second.
 */
export async function benchQueue(): Promise<BenchReport> {
  const ours: QueueRates[] = []
  const theirs: QueueRates[] = []
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await rateOurs())
    const rates = await rateBullmq(JOBS)
    if (rates !== null) theirs.push(rates)
  }
  const of = (rounds: readonly QueueRates[], read: (rates: QueueRates) => number): number => median(rounds.map(read))
  const metrics: Record<string, number> = {
    enqueuePerSecond: of(ours, ({ enqueue }) => enqueue),
    claimAndFinishPerSecond: of(ours, ({ claimAndFinish }) => claimAndFinish),
    endToEndPerSecond: of(ours, ({ endToEnd }) => endToEnd),
  }
  // A floor against accidents (a missing index, a second fsync), far below what a quiet laptop does.
  const floor = { endToEndPerSecond: { min: 300 } }
  if (theirs.length === 0) {
    process.stderr.write('There is no redis-server on this machine: nothing to compare with\n')
    return { metrics, limits: floor }
  }
  return {
    metrics: {
      ...metrics,
      'BullMQ: enqueuePerSecond': of(theirs, ({ enqueue }) => enqueue),
      'BullMQ: claimAndFinishPerSecond': of(theirs, ({ claimAndFinish }) => claimAndFinish),
      'BullMQ: endToEndPerSecond': of(theirs, ({ endToEnd }) => endToEnd),
      'ours / BullMQ: end to end': median(ours.map(({ endToEnd }, i) => endToEnd / (theirs[i]?.endToEnd ?? Number.NaN))),
    },
    limits: { ...floor, 'ours / BullMQ: end to end': { min: 1.3 } },
  }
}

async function rateOurs(): Promise<QueueRates> {
  const folder = await mkdtemp(join(tmpdir(), 'drape-bench-queue-'))
  const clock = { now: () => Date.now() }
  const library = await openLibrary({ folder, clock, random: Math.random })
  const store = createJobStore(library.db, { clock, random: Math.random })
  const boot = bootId.parse('boo_00000000000000000001')
  const startedMs = performance.now()
  for (let i = 0; i < JOBS; i++)
    store.enqueue({ kind: 'import', slot: 'import', title: 'bench', payload: { i }, payloadVersion: 1, maxAttempts: 3 })
  const enqueuedMs = performance.now()
  let done = 0
  // As the queue does it: the next one is claimed when one is finished.
  for (let job = store.claim('import', boot); job !== undefined; ) {
    job = store.finishAndClaim(job.id, { ok: true }, boot).next
    done++
  }
  const finishedMs = performance.now()
  if (done !== JOBS) throw new Error(`${done} of ${JOBS} jobs were done`)
  library.close()
  await rm(folder, { recursive: true })
  const perSecond = (ms: number): number => (1000 * JOBS) / ms
  return {
    enqueue: perSecond(enqueuedMs - startedMs),
    claimAndFinish: perSecond(finishedMs - enqueuedMs),
    endToEnd: perSecond(finishedMs - startedMs),
  }
}
