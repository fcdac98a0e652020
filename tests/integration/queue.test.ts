import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { migrate } from '../../app/db/migrate.ts'
import { openDatabase } from '../../app/db/open.ts'
import { bootId, createId, type JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { silentLog } from '../../app/platform/log.ts'
import { createEventLog, type Sequenced } from '../../app/queue/event-log.ts'
import { createQueue, type Queue, type QueueEvent, resultOf } from '../../app/queue/queue.ts'
import { systemClock, tempFolder } from '../support/temp-library.ts'
import { testJob, testResult } from '../support/test-jobs.ts'
import { until } from '../support/until.ts'

/** Small numbers: a retry is due soon, and ids still differ. */
const small = (): number => Math.random() / 12

interface Rig extends AsyncDisposable {
  readonly queue: Queue
  readonly heard: { readonly event: QueueEvent | { readonly type: 'events.reset' }; readonly atMs: number }[]
  ended(id: JobId): Promise<JobSummary>
  /** Stops this host and starts another over the same database. */
  restart(definition?: ReturnType<typeof testJob>): Promise<void>
}

async function rig(definition = testJob(), options: { readonly start?: boolean } = {}): Promise<Rig> {
  const folder = await tempFolder()
  const db = openDatabase(`${folder.path}/queue.db`)
  migrate(db, { backupPath: `${folder.path}/backup.db` })
  const heard: Rig['heard'] = []
  const make = (job: ReturnType<typeof testJob>): Queue => {
    const events = createEventLog<QueueEvent>(systemClock)
    events.subscribe((entry: Sequenced<QueueEvent | { readonly type: 'events.reset' }>) =>
      heard.push({ event: entry.event, atMs: performance.now() }),
    )
    const boot = bootId.parse(createId('boo', systemClock, Math.random))
    return createQueue({
      db,
      definitions: { pose: job },
      services: null,
      events,
      clock: systemClock,
      random: small,
      bootId: boot,
      log: silentLog,
    })
  }
  let queue = make(definition)
  if (options.start !== false) queue.start()
  return {
    get queue() {
      return queue
    },
    heard,
    ended: (id) => until(`job ${id} has ended`, () => [queue.get(id)].find((job) => job.finishedAt !== null)),
    async restart(job = definition) {
      await queue.stop(50)
      queue = make(job)
      queue.start()
    },
    async [Symbol.asyncDispose]() {
      await queue.stop(50)
      db.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

describe('the queue', () => {
  it('runs a job to its result and says so in order', async () => {
    await using r = await rig()
    const { id, title } = r.queue.enqueue('pose', { label: 'Ada' })
    const job = await r.ended(id)
    expect([title, job.state, job.progress.fraction]).toEqual(['Ada', 'succeeded', 1])
    expect(resultOf({ result: testResult }, job)).toEqual({ label: 'Ada', attempt: 1 })
    expect(statesHeard(r, id)).toEqual(['queued', 'running', 'succeeded'])
    expect(r.queue.history(id).map((event) => event.to)).toEqual(['queued', 'running', 'succeeded'])
  })

  it('refuses a payload that its kind does not take', async () => {
    await using r = await rig()
    expect(() => r.queue.enqueue('pose', { does: 'dance' })).toThrow(
      expect.objectContaining({ code: 'request.invalid', details: expect.objectContaining({ at: 'does' }) }),
    )
    expect(() => r.queue.enqueue('import', {})).toThrow(expect.objectContaining({ code: 'request.invalid' }))
  })

  it('fails at once what will not pass, with a reference, and lets a person try again', async () => {
    await using r = await rig()
    const { id } = r.queue.enqueue('pose', { does: 'fail' })
    const job = await r.ended(id)
    expect(job).toMatchObject({
      state: 'failed',
      attempts: 1,
      error: { code: 'tryon.pose-failed', alias: 'POSE_FAILED', ref: expect.stringMatching(/^ref_/) },
    })
    expect(r.queue.list({ states: ['failed'] }).jobs.map((one) => one.id)).toEqual([id])
    r.queue.requeue(id)
    expect((await r.ended(id)).attempts).toBe(1)
  })

  it('forgets what failed, one or all, keeps what is known of it, and has it back', async () => {
    await using r = await rig()
    const failing = (): Promise<JobSummary> => r.ended(r.queue.enqueue('pose', { does: 'fail' }).id)
    const [first, second, third] = [await failing(), await failing(), await failing()]
    const fine = await r.ended(r.queue.enqueue('pose', {}).id)
    const listed = (): JobId[] => r.queue.list().jobs.map((job) => job.id)
    expect(r.queue.forget([second.id])).toEqual([second.id])
    expect([listed(), r.queue.counts().failed]).toEqual([[fine.id, third.id, first.id], 2])
    expect(r.heard.at(-1)?.event).toEqual({ type: 'queue.changed', isPaused: false })
    // Once is enough.
    expect(r.queue.forget([second.id])).toEqual([])
    expect(r.queue.forget()).toEqual([third.id, first.id])
    expect([listed(), r.queue.counts().failed]).toEqual([[fine.id], 0])
    expect([r.queue.get(second.id).error?.code, r.queue.history(second.id).length]).toEqual(['tryon.pose-failed', 3])
    expect(() => r.queue.forget([first.id, fine.id])).toThrow(expect.objectContaining({ code: 'job.illegal-move' }))

    r.queue.recall([first.id, second.id])
    expect(listed()).toEqual([fine.id, second.id, first.id])
    // Another try is asked for by name, and brings the job back.
    r.queue.requeue(third.id)
    expect(listed()).toContain(third.id)
    await r.restart()
    expect((await r.ended(third.id)).state).toBe('failed')
  })

  it('tries what may pass as often as allowed, and no more', async () => {
    await using r = await rig(testJob({ maxAttempts: 3 }))
    const { id } = r.queue.enqueue('pose', { does: 'retry' })
    expect(await r.ended(id)).toMatchObject({ state: 'failed', attempts: 3, error: { code: 'storage.failed' } })
    expect(statesHeard(r, id)).toEqual(['queued', 'running', 'queued', 'running', 'queued', 'running', 'failed'])
  })

  it('leaves work with a service and takes it up again with its handle', async () => {
    await using r = await rig()
    const { id } = r.queue.enqueue('pose', { does: 'suspend' })
    expect((await r.ended(id)).state).toBe('succeeded')
    expect(statesHeard(r, id)).toEqual(['queued', 'running', 'waiting', 'running', 'succeeded'])
  })

  it('ends a job that takes too long', async () => {
    await using r = await rig(testJob({ timeoutMs: 30, maxAttempts: 1 }))
    const { id } = r.queue.enqueue('pose', { does: 'wait' })
    expect(await r.ended(id)).toMatchObject({ state: 'failed', error: { code: 'job.timeout' } })
  })

  it('runs as many of a slot at once as it may', async () => {
    let now = 0
    let most = 0
    const definition = testJob({
      slotLimit: 2,
      run: async ({ label }, { attempt }) => {
        most = Math.max(most, ++now)
        await new Promise((resolve) => setImmediate(resolve))
        now--
        return { label, attempt }
      },
    })
    await using r = await rig(definition)
    const ids = Array.from({ length: 8 }, () => r.queue.enqueue('pose', {}).id)
    for (const id of ids) await r.ended(id)
    expect(most).toBe(2)
  })

  it('fails a row of another version, and one whose payload makes no sense, without harm to the rest', async () => {
    await using r = await rig(testJob(), { start: false })
    const old = r.queue.enqueue('pose', { label: 'old' })
    await r.restart(testJob({ payloadVersion: 2 }))
    expect(await r.ended(old.id)).toMatchObject({ state: 'failed', error: { code: 'job.payload-outdated' } })
    const fresh = r.queue.enqueue('pose', { label: 'new' })
    expect((await r.ended(fresh.id)).state).toBe('succeeded')
    expect(() => resultOf({ result: testResult }, { id: old.id, result: { other: 1 } })).toThrow(
      expect.objectContaining({ code: 'job.payload-outdated' }),
    )
  })

  it('runs and tells a row of an earlier version that is still understood in the shape of today', async () => {
    const earlier = {
      1: {
        payload: z.object({ name: z.string() }).transform(({ name }) => ({ does: 'succeed', label: name })),
        result: z.object({ name: z.string() }).transform(({ name }) => ({ label: name, attempt: 1 })),
      },
    }
    const first = testJob({ payload: z.object({ name: z.string() }), result: z.object({ name: z.string() }) } as never)
    await using r = await rig({ ...first, title: () => 'old', run: async () => ({ name: 'done' }) } as never)
    const done = r.queue.enqueue('pose', { name: 'done' })
    await r.ended(done.id)
    r.queue.pause()
    const waiting = r.queue.enqueue('pose', { name: 'waiting' })
    await r.restart(testJob({ payloadVersion: 2, earlier }))
    expect(r.queue.get(done.id)).toMatchObject({ payload: { label: 'done' }, result: { label: 'done', attempt: 1 } })
    r.queue.resume()
    expect(await r.ended(waiting.id)).toMatchObject({ state: 'succeeded', payload: { label: 'waiting' }, result: { label: 'waiting' } })
  })

  it('keeps its pause through a restart', async () => {
    await using r = await rig()
    r.queue.pause()
    const { id } = r.queue.enqueue('pose', {})
    await r.restart()
    expect([r.queue.isPaused(), r.queue.get(id).state]).toEqual([true, 'queued'])
    r.queue.resume()
    expect((await r.ended(id)).state).toBe('succeeded')
  })
})

describe('cancelling', () => {
  it.each(['wait', 'ignore'] as const)('a job that would %s counts as cancelled within a second', async (does) => {
    await using r = await rig()
    const { id } = r.queue.enqueue('pose', { does })
    await until('it runs', () => r.queue.get(id).state === 'running')
    const askedMs = performance.now()
    expect(r.queue.cancel(id)).toMatchObject({ state: 'running', cancelRequested: true })
    expect((await r.ended(id)).state).toBe('canceled')
    const told = r.heard.find(({ event }) => event.type === 'job.changed' && event.job.id === id && event.job.state === 'canceled')
    expect((told?.atMs ?? Number.POSITIVE_INFINITY) - askedMs).toBeLessThan(1_000)
  })

  it('of a queued job is done at once, and it can be queued again', async () => {
    await using r = await rig(testJob(), { start: false })
    const { id } = r.queue.enqueue('pose', {})
    expect(r.queue.cancel(id).state).toBe('canceled')
    await r.restart()
    r.queue.requeue(id)
    expect((await r.ended(id)).state).toBe('succeeded')
  })
})

describe('stopping', () => {
  it.each(['wait', 'ignore'] as const)('returns a job that would %s to the queue without using an attempt', async (does) => {
    await using r = await rig()
    const { id } = r.queue.enqueue('pose', { does })
    await until('it runs', () => r.queue.get(id).state === 'running')
    await r.queue.stop(20)
    expect(r.queue.get(id)).toMatchObject({ state: 'queued', attempts: 0, error: null })
  })
})

function statesHeard(r: Rig, id: JobId): string[] {
  return r.heard.flatMap(({ event }) => (event.type === 'job.changed' && event.job.id === id ? [event.job.state] : []))
}
