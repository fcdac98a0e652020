import type { z } from 'zod'
import type { Db } from '../db/open.ts'
import { StudioError } from '../domain/errors.ts'
import type { BootId, Clock, JobId, Random } from '../domain/ids.ts'
import type { JobEvent, JobKind, JobProgress, JobState, JobSummary } from '../domain/job.ts'
import { jsonValue } from '../domain/json.ts'
import type { Log } from '../platform/log.ts'
import { bringUp } from './bring-up.ts'
import type { JobDefinition, JobDefinitions } from './define-job.ts'
import { createFarewells } from './farewells.ts'
import { forgetJobs, recallJobs } from './forget-jobs.ts'
import {
  countJobs,
  historyOf,
  hurryJob,
  isPaused,
  type JobFilter,
  listJobs,
  nextDue,
  reorderJobs,
  setPaused,
  setPriority,
} from './job-lists.ts'
import { type StoredJob, toSummary } from './job-rows.ts'
import { createRunner } from './runner.ts'
import { createJobStore } from './store.ts'

/** What the queue says about its jobs. */
export type QueueEvent =
  | { readonly type: 'job.changed'; readonly job: JobSummary }
  | { readonly type: 'job.progress'; readonly jobId: JobId; readonly progress: JobProgress }
  /** The lists, or whether anything new is taken, changed as a whole. */
  | { readonly type: 'queue.changed'; readonly isPaused: boolean }

export interface SummaryPage {
  readonly jobs: readonly JobSummary[]
  readonly nextCursor: string | null
}

/** The studio's long work: rows, the runner that does them, and what is told about both. */
export interface Queue {
  /** Begins to work, after taking back what an earlier boot left. */
  start(): void
  /** Stops claiming, gives running jobs `graceMs` to end, returns the rest to the queue without using an attempt. */
  stop(graceMs?: number): Promise<void>
  /** Looks for work now, for example when a service may be used again. */
  wake(): void
  /** Looks now at remote work that a job waits for, rather than when its pause is over. `ignored` for a job that waits for nothing. */
  lookNow(id: JobId): 'woken' | 'ignored'
  /**
   * Stores a job; it is on the disk when this returns. The payload is parsed as the kind's schema says.
   * @throws StudioError `request.invalid`, `storage.full`, `storage.failed`
   */
  enqueue(kind: JobKind, payload: unknown, options?: { readonly priority?: number; readonly runAt?: number }): JobSummary
  /** @throws StudioError `job.not-found` */
  get(id: JobId): JobSummary
  list(filter?: JobFilter): SummaryPage
  counts(): Record<JobState, number>
  history(id: JobId): JobEvent[]
  /** @throws StudioError `job.not-found`; `job.illegal-move` for one that has ended. */
  cancel(id: JobId): JobSummary
  /** Another try of a failed, canceled or stuck job. @throws StudioError `job.not-found`, `job.illegal-move` */
  requeue(id: JobId): JobSummary
  /** @throws StudioError `job.not-found` */
  setPriority(id: JobId, priority: number): JobSummary
  /** Puts queued jobs into this order among themselves. @throws StudioError `job.not-found`, `job.illegal-move` */
  reorder(ids: readonly JobId[]): void
  /**
   * Takes jobs that failed or were cancelled out of the lists; without names, the newest that failed, at most 10,000.
   * @returns those that were on them. @throws StudioError `job.not-found`, `job.illegal-move`
   */
  forget(ids?: readonly JobId[]): readonly JobId[]
  /** Puts forgotten jobs back on the lists. @throws StudioError `job.not-found` */
  recall(ids: readonly JobId[]): void
  pause(): void
  resume(): void
  isPaused(): boolean
}

/** What the queue needs of an event log. */
interface EventSink {
  publish(event: QueueEvent): unknown
  publishLatest(key: string, event: QueueEvent): void
  dropLatest(key: string): void
}

export interface QueueOptions<Services> {
  readonly db: Db
  readonly definitions: JobDefinitions<Services>
  readonly services: Services
  /** An event log of any union that has `QueueEvent` in it. */
  readonly events: EventSink
  readonly clock: Clock
  readonly random: Random
  /** New for each start of a host, made under the library lock. */
  readonly bootId: BootId
  readonly log: Log
}

const DEFAULT_GRACE_MS = 5_000

/** Makes the queue over a database; nothing runs before `start`. */
export function createQueue<Services>(options: QueueOptions<Services>): Queue {
  const { db, events, definitions } = options
  const store = createJobStore(db, options)
  const publish = (job: StoredJob): JobSummary => {
    const told = summary(job)
    events.dropLatest(job.id)
    events.publish({ type: 'job.changed', job: told })
    return told
  }
  const farewells = createFarewells(options, store, publish)
  const tell = (job: StoredJob): JobSummary => {
    if (job.state === 'canceled') farewells.say(job)
    return publish(job)
  }
  const runner = createRunner({
    ...options,
    store,
    nextDue: (after) => nextDue(db, after),
    onChange: tell,
    onProgress: (jobId, progress) => events.publishLatest(jobId, { type: 'job.progress', jobId, progress }),
  })
  const summary = (job: StoredJob): JobSummary =>
    toSummary(bringUp(definitions[job.kind], job), job.state === 'running' ? runner.progressOf(job.id) : undefined)
  const tellAndWake = (job: StoredJob): JobSummary => {
    const told = tell(job)
    runner.wake()
    return told
  }
  const tellQueue = (): void => void events.publish({ type: 'queue.changed', isPaused: isPaused(db) })
  const switchTo = (state: 'paused' | 'running'): void => {
    setPaused(db, state)
    tellQueue()
    runner.wake()
  }

  return {
    start: () => runner.start(),
    stop: (graceMs = DEFAULT_GRACE_MS) => runner.stop(graceMs).then(() => farewells.settled(graceMs)),
    wake: () => runner.wake(),
    lookNow: (id) => hurry(runner, () => hurryJob(db, id, options.clock.now())),
    enqueue: (kind, payload, extra = {}) => tellAndWake(store.enqueue({ ...newJob(definitions, kind, payload), ...extra })),
    get: (id) => summary(store.get(id)),
    list: (filter = {}) => summariesOf(listJobs(db, filter), summary),
    counts: () => countJobs(db),
    history: (id) => historyOf(db, store.get(id).id),
    cancel: (id) => {
      const told = tell(store.requestCancel(id))
      runner.abort(id)
      return told
    },
    requeue: (id) => tellAndWake(store.requeue(id)),
    setPriority: (id, priority) => {
      setPriority(db, store.get(id).id, priority)
      return tellAndWake(store.get(id))
    },
    reorder: (ids) => {
      reorderJobs(db, ids)
      for (const id of ids) tell(store.get(id))
    },
    forget: (ids) => {
      const forgotten = forgetJobs(db, ids, options.clock.now())
      tellQueue()
      return forgotten
    },
    recall: (ids) => {
      recallJobs(db, ids)
      tellQueue()
    },
    pause: () => switchTo('paused'),
    resume: () => switchTo('running'),
    isPaused: () => isPaused(db),
  }
}

function summariesOf({ jobs, nextCursor }: ReturnType<typeof listJobs>, summary: (job: StoredJob) => JobSummary): SummaryPage {
  return { jobs: jobs.map(summary), nextCursor }
}

function hurry(runner: { wake(): void }, makeDue: () => 'due' | 'not-waiting'): 'woken' | 'ignored' {
  if (makeDue() === 'not-waiting') return 'ignored'
  runner.wake()
  return 'woken'
}

/**
 * The stored result of a job by the schema of its kind.
 *
 * @throws StudioError `job.payload-outdated` when it was written by another version, or there is none.
 */
export function resultOf<Result extends z.ZodType>(
  definition: Pick<JobDefinition<JobKind, z.ZodType, Result>, 'result'>,
  job: Pick<JobSummary, 'id' | 'result'>,
): z.output<Result> {
  const parsed = definition.result.safeParse(job.result)
  if (parsed.success) return parsed.data
  throw new StudioError('job.payload-outdated', 'The result was written by another version of the program', {
    details: { jobId: job.id },
    cause: parsed.error,
  })
}

/** The row of a new job. What is stored is the input as given: it is parsed again, with its defaults, when it runs. */
function newJob<Services>(definitions: JobDefinitions<Services>, kind: JobKind, payload: unknown) {
  const definition = definitions[kind] as JobDefinition<JobKind, z.ZodType, z.ZodType, Services> | undefined
  if (definition === undefined) throw new StudioError('request.invalid', `No job of kind ${kind} is known`, { details: { at: 'kind' } })
  const parsed = definition.payload.safeParse(payload)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StudioError('request.invalid', parsed.error.message, {
      details: { at: issue?.path.join('.') ?? '', problem: issue?.message ?? '' },
      cause: parsed.error,
    })
  }
  return {
    kind,
    slot: definition.remote?.slotOf(parsed.data) ?? definition.slot,
    title: definition.title(parsed.data),
    payload: jsonValue.parse(JSON.parse(JSON.stringify(payload))),
    payloadVersion: definition.payloadVersion,
    maxAttempts: definition.maxAttempts,
  }
}
