import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../../app/db/migrate.ts'
import { type Db, openDatabase } from '../../../app/db/open.ts'
import { type BootId, bootId, createId, type JobId, jobId } from '../../../app/domain/ids.ts'
import { isLegalMove, type JobState } from '../../../app/domain/job.ts'
import { historyOf, isPaused, listJobs, nextDue, reorderJobs, setPaused, setPriority } from '../../../app/queue/job-lists.ts'
import type { StoredJob } from '../../../app/queue/job-rows.ts'
import { CLAIM_SQL, createJobStore, type JobStore, type NewJob } from '../../../app/queue/store.ts'
import { manualClock } from '../../support/temp-library.ts'

const job: NewJob = { kind: 'pose', slot: 'test', title: 'a job', payload: { n: 1 }, payloadVersion: 1, maxAttempts: 3 }
const error = { code: 'storage.failed', alias: 'STORAGE_ERROR', message: 'x', details: {} } as const

interface Bench extends Disposable {
  readonly db: Db
  readonly store: JobStore
  readonly clock: ReturnType<typeof manualClock>
  newBoot(): BootId
}

/** A queue table in memory; the settings of a file database that matter here are the same. */
function bench(): Bench {
  const db = openDatabase(':memory:')
  migrate(db, { backupPath: '' })
  const clock = manualClock()
  return {
    db,
    clock,
    store: createJobStore(db, { clock, random: Math.random }),
    newBoot: () => bootId.parse(createId('boo', clock, Math.random)),
    [Symbol.dispose]: () => db.close(),
  }
}

/** Every change of state a caller can ask for. */
const MOVES: Readonly<
  Record<string, { readonly to: (job: StoredJob) => JobState; readonly call: (store: JobStore, id: JobId) => unknown }>
> = {
  finish: { to: () => 'succeeded', call: (store, id) => store.finish(id, { ok: true }) },
  fail: { to: () => 'failed', call: (store, id) => store.fail(id, error) },
  retry: { to: (job) => (job.operation === null ? 'queued' : 'waiting'), call: (store, id) => store.retry(id, 0, error) },
  wait: { to: () => 'waiting', call: (store, id) => store.wait(id, { handle: 1 }, { at: 0 }) },
  cancel: { to: () => 'canceled', call: (store, id) => store.markCanceled(id) },
  requeue: { to: () => 'queued', call: (store, id) => store.requeue(id) },
}

describe('the state table', () => {
  it('holds for any walk: a legal move is made and written down, any other throws and changes nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...Object.keys(MOVES)), fc.constant('claim')), { minLength: 1, maxLength: 25 }),
        (steps) => {
          using b = bench()
          const { id } = b.store.enqueue(job)
          const boot = b.newBoot()
          let moves = 1
          for (const step of steps) {
            const before = b.store.get(id).state
            if (step === 'claim') {
              const claimed = b.store.claim('test', boot)
              expect(claimed?.state).toBe(before === 'queued' || before === 'waiting' ? 'running' : undefined)
              moves += claimed === undefined ? 0 : 1
              continue
            }
            const { to: target, call } = MOVES[step]!
            const to = target(b.store.get(id))
            if (isLegalMove(before, to)) {
              call(b.store, id)
              expect(b.store.get(id).state).toBe(to)
              moves++
            } else {
              expect(() => call(b.store, id)).toThrow(expect.objectContaining({ code: 'job.illegal-move' }))
              expect(b.store.get(id).state).toBe(before)
            }
          }
          const history = historyOf(b.db, id)
          expect(history).toHaveLength(moves)
          for (const [index, event] of history.entries()) {
            expect(event.from).toBe(index === 0 ? null : history[index - 1]?.to)
            expect(event.from === null || isLegalMove(event.from, event.to)).toBe(true)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  it('knows no job that is not there', () => {
    using b = bench()
    const unknown = jobId.parse(createId('job', b.clock, Math.random))
    expect(() => b.store.get(unknown)).toThrow(expect.objectContaining({ code: 'job.not-found' }))
  })
})

describe('claiming', () => {
  it('gives each job to one claimer, by priority, then in the order of arrival', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 20, maxLength: 20 }),
        (priorities, turns) => {
          using b = bench()
          const made = priorities.map((priority) => b.store.enqueue({ ...job, priority }))
          // Two stores on one database: as two claimers whose calls interleave.
          const stores = [b.store, createJobStore(b.db, { clock: b.clock, random: Math.random })]
          const boots = [b.newBoot(), b.newBoot()]
          const claimed: JobId[] = []
          for (const turn of turns) {
            const who = turn ? 1 : 0
            const got = stores[who]!.claim('test', boots[who]!)
            if (got !== undefined) claimed.push(got.id)
          }
          const expected = made
            .map((one, index) => ({ id: one.id, priority: one.priority, index }))
            .sort((x, y) => y.priority - x.priority || x.index - y.index)
            .map((one) => one.id)
          expect(claimed).toEqual(expected)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('searches an index, for the claim itself', () => {
    using b = bench()
    const plan = b.db.prepare(`EXPLAIN QUERY PLAN ${CLAIM_SQL}`).all({ boot: 'b', slot: 's', now: 1 }) as { detail: string }[]
    const text = plan.map((step) => step.detail).join('\n')
    expect(text).toContain('SEARCH jobs USING INDEX jobs_ready (slot=?)')
    expect(text).not.toMatch(/SCAN jobs|USE TEMP B-TREE/)
  })

  it('leaves alone what is not due, another slot, and everything while paused', () => {
    using b = bench()
    const boot = b.newBoot()
    b.store.enqueue({ ...job, runAt: b.clock.now() + 1000 })
    b.store.enqueue({ ...job, slot: 'other' })
    expect(b.store.claim('test', boot)).toBeUndefined()
    expect(nextDue(b.db)).toBe(b.clock.now())
    b.clock.advance(1000)
    setPaused(b.db, 'paused')
    expect([b.store.claim('test', boot), nextDue(b.db), isPaused(b.db)]).toEqual([undefined, undefined, true])
    setPaused(b.db, 'running')
    expect(b.store.claim('test', boot)?.attempts).toBe(1)
  })

  it('counts a poll of waiting work apart from the attempts', () => {
    using b = bench()
    const { id } = b.store.enqueue(job)
    b.store.claim('test', b.newBoot())
    b.store.wait(id, { handle: 'h' }, { at: b.clock.now() })
    const polled = b.store.claim('test', b.newBoot())
    expect([polled?.attempts, polled?.polls, polled?.operation]).toEqual([1, 1, { handle: 'h' }])
    const released = b.store.release(id)
    expect([released.state, released.attempts, released.polls]).toEqual(['waiting', 1, 0])
  })
})

describe('retrying', () => {
  it('keeps the handle of remote work and counts the failed look as a try', () => {
    using b = bench()
    const { id } = b.store.enqueue(job)
    b.store.claim('test', b.newBoot())
    b.store.wait(id, { handle: 'h' }, { at: b.clock.now() })
    b.store.claim('test', b.newBoot())
    expect(b.store.retry(id, b.clock.now(), error)).toMatchObject({
      state: 'waiting',
      attempts: 2,
      operation: { handle: 'h' },
      error: { code: 'storage.failed' },
    })
  })
})

describe('order', () => {
  it('changes among the given jobs only', () => {
    using b = bench()
    const ids = ['a', 'b', 'c', 'd'].map((title) => b.store.enqueue({ ...job, title, priority: title === 'd' ? 5 : 0 }).id)
    const [a, bb, c, d] = ids as [JobId, JobId, JobId, JobId]
    reorderJobs(b.db, [c, d, a])
    const order: string[] = []
    for (let got = b.store.claim('test', b.newBoot()); got !== undefined; got = b.store.claim('test', b.newBoot())) order.push(got.title)
    // Places of d, a, c in the order asked for; b stays between.
    expect(order).toEqual(['c', 'd', 'b', 'a'])
    expect(() => reorderJobs(b.db, [bb])).toThrow(expect.objectContaining({ code: 'job.illegal-move' }))
  })

  it('follows a priority that is raised', () => {
    using b = bench()
    b.store.enqueue(job)
    const urgent = b.store.enqueue(job)
    setPriority(b.db, urgent.id, 10)
    expect(b.store.claim('test', b.newBoot())?.id).toBe(urgent.id)
  })
})

describe('recovery', () => {
  it('takes back what another boot left, by what it was doing, and nothing of its own', () => {
    using b = bench()
    const dead = b.newBoot()
    const plain = b.store.enqueue(job).id
    const remote = b.store.enqueue(job).id
    const stopped = b.store.enqueue(job).id
    for (let n = 0; n < 3; n++) b.store.claim('test', dead)
    b.store.wait(remote, { handle: 1 }, { at: b.clock.now() })
    b.store.claim('test', dead)
    b.store.requestCancel(stopped)
    const alive = b.newBoot()
    const mine = b.store.enqueue({ ...job, priority: 9 }).id
    b.store.claim('test', alive)
    const recovered = b.store.recover(alive)
    expect(recovered.map((one) => [one.id, one.state])).toEqual([
      [plain, 'queued'],
      [remote, 'waiting'],
      [stopped, 'canceled'],
    ])
    expect(b.store.get(mine).state).toBe('running')
    expect(b.store.recover(alive)).toEqual([])
    expect(b.store.get(plain)).toMatchObject({ attempts: 1, crashes: 1 })
  })

  it('asks a person after two deaths in a row, and not when something ended well between', () => {
    using b = bench()
    const { id } = b.store.enqueue({ ...job, maxAttempts: 9 })
    b.store.claim('test', b.newBoot())
    b.store.recover(b.newBoot())
    b.store.claim('test', b.newBoot())
    b.store.retry(id, b.clock.now(), error)
    b.store.claim('test', b.newBoot())
    expect(b.store.recover(b.newBoot())[0]?.state).toBe('queued')
    b.store.claim('test', b.newBoot())
    expect(b.store.recover(b.newBoot())[0]).toMatchObject({ state: 'needs-attention', error: { code: 'job.crashed' } })
    expect(b.store.requeue(id)).toMatchObject({ state: 'queued', attempts: 0, crashes: 0, error: null })
  })

  it('does not repeat a last try that died', () => {
    using b = bench()
    b.store.enqueue({ ...job, maxAttempts: 1 })
    b.store.claim('test', b.newBoot())
    expect(b.store.recover(b.newBoot())[0]?.state).toBe('needs-attention')
  })
})

describe('cancelling', () => {
  it('ends what does not run at once, marks what runs, repeats harmlessly, and refuses what has ended', () => {
    using b = bench()
    const waiting = b.store.enqueue(job).id
    expect(b.store.requestCancel(waiting).state).toBe('canceled')
    expect(b.store.requestCancel(waiting).state).toBe('canceled')
    const running = b.store.enqueue(job).id
    b.store.claim('test', b.newBoot())
    expect(b.store.requestCancel(running)).toMatchObject({ state: 'running', cancelRequested: true })
    expect(b.store.markCanceled(running, { remoteMayContinue: true })).toMatchObject({
      state: 'canceled',
      cancelRequested: false,
      remoteMayContinue: true,
    })
    const ended = b.store.enqueue(job).id
    b.store.claim('test', b.newBoot())
    b.store.finish(ended, null)
    expect(() => b.store.requestCancel(ended)).toThrow(expect.objectContaining({ code: 'job.illegal-move' }))
  })
})

describe('lists', () => {
  it('page newest first by cursor and filter by state', () => {
    using b = bench()
    for (let n = 0; n < 5; n++) b.store.enqueue({ ...job, title: `${n}` })
    const failed = b.store.claim('test', b.newBoot())!
    b.store.fail(failed.id, error)
    const first = listJobs(b.db, { limit: 3 })
    const rest = listJobs(b.db, { limit: 3, cursor: first.nextCursor })
    expect([...first.jobs, ...rest.jobs].map((one) => one.title)).toEqual(['4', '3', '2', '1', '0'])
    expect(rest.nextCursor).toBeNull()
    expect(listJobs(b.db, { states: ['failed'] }).jobs.map((one) => one.title)).toEqual(['0'])
    expect(() => listJobs(b.db, { cursor: 'x' })).toThrow(expect.objectContaining({ code: 'request.invalid' }))
  })
})
