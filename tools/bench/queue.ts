import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bootId } from '../../app/domain/ids.ts'
import { openLibrary } from '../../app/library/open-library.ts'
import { createJobStore } from '../../app/queue/store.ts'
import { type BenchReport, median } from './report.ts'

const JOBS = 2_000
const ROUNDS = 3

/** Durable queue over a real library: every enqueue, claim and completion is its own FULL transaction. Jobs per second. */
export async function benchQueue(): Promise<BenchReport> {
  const rounds = { enqueue: [] as number[], claimAndFinish: [] as number[], endToEnd: [] as number[] }
  for (let round = 0; round < ROUNDS; round++) {
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
    for (let job = store.claim('import', boot); job !== undefined; job = store.claim('import', boot)) {
      store.finish(job.id, { ok: true })
      done++
    }
    const finishedMs = performance.now()
    if (done !== JOBS) throw new Error(`${done} of ${JOBS} jobs were done`)
    rounds.enqueue.push(JOBS / ((enqueuedMs - startedMs) / 1000))
    rounds.claimAndFinish.push(JOBS / ((finishedMs - enqueuedMs) / 1000))
    rounds.endToEnd.push(JOBS / ((finishedMs - startedMs) / 1000))
    library.close()
    await rm(folder, { recursive: true })
  }
  return {
    metrics: {
      enqueuePerSecond: median(rounds.enqueue),
      claimAndFinishPerSecond: median(rounds.claimAndFinish),
      endToEndPerSecond: median(rounds.endToEnd),
    },
    // A floor against accidents (a missing index, a second fsync), far below what a quiet laptop does.
    limits: { endToEndPerSecond: { min: 300 } },
  }
}
