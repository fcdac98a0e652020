import type { z } from 'zod'
import { StudioError, type StudioErrorShape } from '../domain/errors.ts'
import { type BootId, type Clock, createId, type JobId, type Random } from '../domain/ids.ts'
import type { JobKind, JobProgress } from '../domain/job.ts'
import { type JsonValue, jsonValue } from '../domain/json.ts'
import { hitPoint } from '../platform/fault-points.ts'
import type { Log } from '../platform/log.ts'
import { bringUp } from './bring-up.ts'
import type { JobContext, JobDefinition, JobDefinitions } from './define-job.ts'
import type { StoredJob } from './job-rows.ts'
import { mayRetry, nextRunAt, retryAfterOf } from './retry.ts'
import { Ending, Postponement, Question, Suspension } from './run-ends.ts'
import { createSlots, type Slots, type SlotUse } from './slots.ts'
import type { JobStore } from './store.ts'
import { withDeadline } from './with-deadline.ts'

/** How long a cancelled job may take to end by itself before it counts as cancelled anyway. */
const CANCEL_GRACE_MS = 600

/** Longest sleep: a clock that was set, or a machine that slept, is noticed after this at the latest. */
const MAX_SLEEP_MS = 15_000

/** Pause before an outcome that could not be stored (full disk) is stored again. */
const STORE_AGAIN_MS = 1_000

/** Claims jobs as slots come free, runs them, and writes down how they ended. */
export interface Runner {
  /** Takes back what an earlier boot left, then begins to claim. */
  start(): void
  /** Looks for work now; call it after anything was queued or resumed. */
  wake(): void
  /** Asks a running job to end. It is `canceled` within a second, whether it listens or not. */
  abort(id: JobId): void
  progressOf(id: JobId): JobProgress | undefined
  /**
   * Stops claiming, aborts what runs, waits at most `graceMs`, then returns the rest to the queue without using an attempt.
   * No job is written to afterwards.
   */
  stop(graceMs: number): Promise<void>
}

export interface RunnerOptions<Services> {
  readonly store: JobStore
  /** Earliest `run_at` after a time; undefined when nothing waits for one. */
  readonly nextDue: (after: number) => number | undefined
  readonly definitions: JobDefinitions<Services>
  readonly services: Services
  readonly clock: Clock
  readonly random: Random
  readonly bootId: BootId
  readonly log: Log
  readonly onChange: (job: StoredJob) => void
  readonly onProgress: (id: JobId, progress: JobProgress) => void
}

interface Run {
  readonly job: StoredJob
  readonly controller: AbortController
  progress: JobProgress
  /** Whether a service may have the work. */
  isRemote: boolean
  /** Settled in the table already; what the code still does no longer counts. */
  isSettled: boolean
  done: Promise<void>
}

/** @see Runner */
export function createRunner<Services>(options: RunnerOptions<Services>): Runner {
  return new SlotRunner(options)
}

class SlotRunner<Services> implements Runner {
  readonly #options: RunnerOptions<Services>
  readonly #slots: Slots
  readonly #runs = new Map<JobId, Run>()
  #phase: 'new' | 'running' | 'stopping' = 'new'
  #timer: NodeJS.Timeout | undefined

  constructor(options: RunnerOptions<Services>) {
    this.#options = options
    this.#slots = createSlots(options.definitions, options.services, options.store)
  }

  start(): void {
    for (const job of this.#options.store.recover(this.#options.bootId)) this.#options.onChange(job)
    this.#phase = 'running'
    this.wake()
  }

  wake(): void {
    if (this.#phase !== 'running') return
    const { bootId, clock, log } = this.#options
    try {
      const before = clock.now()
      this.#slots.claimAll(
        bootId,
        (slot) => this.#useOf(slot),
        (job) => this.#launch(job),
      )
      this.#sleepUntil(this.#options.nextDue(before))
    } catch (thrown) {
      log.error({ err: thrown }, 'The queue could not look for work')
      this.#sleepUntil(clock.now() + STORE_AGAIN_MS)
    }
  }

  abort(id: JobId): void {
    const run = this.#runs.get(id)
    if (run === undefined || run.controller.signal.aborted) return
    run.controller.abort(new Ending('cancel'))
    const write = (): StoredJob => this.#options.store.markCanceled(id, { remoteMayContinue: run.isRemote })
    setTimeout(() => this.#settle(run, write), CANCEL_GRACE_MS).unref()
  }

  progressOf(id: JobId): JobProgress | undefined {
    return this.#runs.get(id)?.progress
  }

  async stop(graceMs: number): Promise<void> {
    this.#phase = 'stopping'
    clearTimeout(this.#timer)
    const left = [...this.#runs.values()]
    for (const run of left) run.controller.abort(new Ending('host-stopping'))
    await withDeadline(Promise.all(left.map((run) => run.done)), graceMs)
    for (const run of left) {
      this.#settle(run, () => this.#options.store.release(run.job.id))
      run.isSettled = true
    }
  }

  #launch(job: StoredJob): void {
    const run: Run = {
      job,
      controller: new AbortController(),
      progress: { fraction: 0, stage: null },
      isRemote: job.operation !== null,
      isSettled: false,
      done: Promise.resolve(),
    }
    this.#runs.set(job.id, run)
    this.#options.onChange(job)
    run.done = this.#execute(run).finally(() => {
      // A job that was settled early (cancel) and queued again may run under the same id by now.
      if (this.#runs.get(job.id) === run) this.#runs.delete(job.id)
      this.wake()
    })
  }

  async #execute(run: Run): Promise<void> {
    const { job, controller } = run
    const definition = this.#options.definitions[job.kind] as JobDefinition<JobKind, z.ZodType, z.ZodType, Services> | undefined
    const limitMs = definition?.timeoutMs
    const timeout = limitMs === undefined ? undefined : setTimeout(() => controller.abort(new Ending('timeout')), limitMs)
    try {
      if (definition === undefined) throw new StudioError('job.payload-outdated', `No job of kind ${job.kind} is known`)
      const payload = readPayload(definition, bringUp(definition, job))
      hitPoint('mid-job')
      const result = definition.result.parse(await definition.run(payload, this.#contextOf(run)))
      // Through JSON now, so that what cannot be stored fails here and not when it is read.
      const stored = jsonValue.parse(JSON.parse(JSON.stringify(result)))
      this.#settle(run, () => this.#finish(job, stored))
    } catch (thrown) {
      this.#settle(run, this.#failure(run, thrown))
    } finally {
      clearTimeout(timeout)
    }
  }

  #contextOf(run: Run): JobContext<Services> {
    return {
      jobId: run.job.id,
      attempt: run.job.attempts,
      slot: run.job.slot,
      services: this.#options.services,
      signal: run.controller.signal,
      operation: run.job.operation,
      progress: (fraction, stage = null, leftMs = undefined) => {
        if (run.isSettled || !Number.isFinite(fraction)) return
        run.progress = {
          fraction: Math.max(run.progress.fraction, Math.min(1, fraction)),
          stage,
          ...(leftMs === undefined ? {} : { leftMs }),
        }
        this.#options.onProgress(run.job.id, run.progress)
      },
      suspend: (operation, pollInMs, why) => {
        throw new Suspension(operation, pollInMs, why)
      },
      postpone: (how) => {
        throw new Postponement(how)
      },
      askPerson: (why) => {
        throw new Question(why)
      },
      isCancelled: () => run.controller.signal.reason instanceof Ending && run.controller.signal.reason.why === 'cancel',
      remoteBegins: () => {
        run.isRemote = true
      },
    }
  }

  /** A job that ends makes room in its slot for the next one. Slots of services are not only a matter of room: they are asked anew. */
  #finish({ id, kind }: StoredJob, result: JsonValue): StoredJob {
    const { store, bootId, definitions, onChange } = this.#options
    if (this.#phase !== 'running' || definitions[kind]?.remote !== undefined) return store.finish(id, result)
    const { finished, next } = store.finishAndClaim(id, result, bootId)
    if (next === undefined) return finished
    // After it was told that this one has ended.
    queueMicrotask(() => {
      if (this.#phase === 'running') this.#launch(next)
      else onChange(store.release(next.id))
    })
    return finished
  }

  /** What a run that threw comes to, as the write that says so. Decided once, so that writing it again means the same. */
  #failure(run: Run, thrown: unknown): () => StoredJob {
    const { store, clock, random } = this.#options
    const { job, controller } = run
    const why = controller.signal.reason instanceof Ending ? controller.signal.reason.why : undefined
    if (why === 'cancel') return () => store.markCanceled(job.id, { remoteMayContinue: run.isRemote })
    if (thrown instanceof Suspension) {
      const { operation, pollInMs } = thrown
      return () => store.wait(job.id, operation, { at: clock.now() + pollInMs, error: thrown.why?.toShape() })
    }
    if (thrown instanceof Postponement) {
      const { why: reason, ...how } = thrown.how
      return () => store.postpone(job.id, { ...how, error: reason?.toShape() })
    }
    if (thrown instanceof Question) return () => store.needAttention(job.id, this.#logged(run, thrown.why))
    // Whatever it threw while everything around it was being taken down says nothing about the job.
    if (why === 'host-stopping') return () => store.release(job.id)
    const error = why === 'timeout' ? new StudioError('job.timeout', 'The job took too long', { cause: thrown }) : StudioError.from(thrown)
    const shape = this.#logged(run, error)
    if (!mayRetry(error, job)) return () => (this.#hasOpen(job) ? store.needAttention(job.id, shape) : store.fail(job.id, shape))
    const runAt = nextRunAt({ attempts: job.attempts, now: clock.now(), random, retryAfterMs: retryAfterOf(error) })
    return () => store.retry(job.id, runAt, shape)
  }

  /** The error as it is told, with a reference under which the log has the rest. */
  #logged({ job }: Run, error: StudioError): StudioErrorShape {
    const { clock, random, log } = this.#options
    const ref = createId('ref', clock, random)
    log.error({ ref, jobId: job.id, kind: job.kind, attempt: job.attempts, err: error }, 'A job failed')
    return { ...error.toShape(), ref }
  }

  #hasOpen({ kind, id }: StoredJob): boolean {
    return this.#options.definitions[kind]?.remote?.hasOpen(id, this.#options.services) ?? false
  }

  #useOf(slot: string): SlotUse {
    const here = [...this.#runs.values()].filter(({ job }) => job.slot === slot)
    return { runs: here.length, polls: here.filter(({ job }) => job.operation !== null).length }
  }

  /** Writes an outcome, once. A disk that is full now may have room later, so a failed write is tried again. */
  #settle(run: Run, write: () => StoredJob): void {
    if (run.isSettled) return
    try {
      const job = write()
      run.isSettled = true
      this.#options.onChange(job)
    } catch (thrown) {
      this.#options.log.error({ jobId: run.job.id, err: thrown }, 'The outcome of a job could not be stored')
      if (this.#phase === 'running') setTimeout(() => this.#settle(run, write), STORE_AGAIN_MS).unref()
    }
  }

  #sleepUntil(due: number | undefined): void {
    clearTimeout(this.#timer)
    if (due === undefined) return
    // It was not due when the queue looked, so one that is due by now has not been seen.
    const pauseMs = Math.max(0, due - this.#options.clock.now())
    this.#timer = setTimeout(() => this.wake(), Math.min(MAX_SLEEP_MS, pauseMs))
    this.#timer.unref()
  }
}

/** The payload by the schema of its kind. @throws StudioError `job.payload-outdated` */
function readPayload(definition: Pick<JobDefinition, 'payload' | 'payloadVersion'>, job: StoredJob): unknown {
  const parsed = job.payloadVersion === definition.payloadVersion ? definition.payload.safeParse(job.payload) : undefined
  if (parsed?.success === true) return parsed.data
  throw new StudioError('job.payload-outdated', 'The job was written by another version of the program', {
    details: { found: job.payloadVersion, known: definition.payloadVersion },
    cause: parsed?.error,
  })
}
