import { type Db, inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { ERROR_CODES, StudioError, type StudioErrorShape } from '../domain/errors.ts'
import { type BootId, type Clock, createId, type JobId, jobId, type Random } from '../domain/ids.ts'
import { isFinished, isLegalMove, type JobKind, type JobState } from '../domain/job.ts'
import type { JsonValue } from '../domain/json.ts'
import { changedColumns, type JobChange, jobRow, type StoredJob } from './job-rows.ts'

/** Deaths of the process in a row after which a person must decide. */
const CRASH_LIMIT = 2

/** Jobs as rows: every method is one committed change of state, checked against the state table. */
export interface JobStore {
  enqueue(job: NewJob): StoredJob
  /** Takes the best due job of a slot for this boot, of those meant; undefined when there is none or the queue is paused. */
  claim(slot: string, boot: BootId, meant?: ClaimKind): StoredJob | undefined
  /** How many jobs of a slot wait for remote work. */
  countWaiting(slot: string): number
  finish(id: JobId, result: JsonValue): StoredJob
  fail(id: JobId, error: StudioErrorShape): StoredJob
  /** Another try later, after a failure that may pass: back to the queue, or, with remote work under way, to waiting for it. */
  retry(id: JobId, runAt: number, error: StudioErrorShape): StoredJob
  /** Leaves the job with a service: its handle is stored, `pollAt` is when to look again. */
  wait(id: JobId, operation: JsonValue, poll: { readonly at: number; readonly error?: StudioErrorShape | undefined }): StoredJob
  /** Back to where it was claimed from until a time, as if it had not been claimed; in another slot where one is named. */
  postpone(
    id: JobId,
    how: { readonly until: number; readonly slot?: string | undefined; readonly error?: StudioErrorShape | undefined },
  ): StoredJob
  /** A person must decide about a running job. */
  needAttention(id: JobId, error: StudioErrorShape): StoredJob
  /** What is known now of the remote work of a cancelled job. */
  noteRemote(id: JobId, mayContinue: 'may-continue' | 'has-ended'): StoredJob
  /** Back to where it was claimed from, as if it had not been claimed. For a host that stops. */
  release(id: JobId): StoredJob
  /** Ends a job that does not run; marks one that runs, for the runner to end. Canceled already: no change. */
  requestCancel(id: JobId): StoredJob
  /** Ends a running job whose cancel was asked for. */
  markCanceled(id: JobId, options?: { readonly remoteMayContinue: boolean }): StoredJob
  /** A person wants another try of what failed, was canceled or needs attention: tries count from 0 again. */
  requeue(id: JobId): StoredJob
  /** Takes back what an earlier boot left running. */
  recover(boot: BootId): StoredJob[]
  /** @throws StudioError `job.not-found` */
  get(id: JobId): StoredJob
}

export interface NewJob {
  readonly kind: JobKind
  readonly slot: string
  readonly title: string
  readonly payload: JsonValue
  readonly payloadVersion: number
  readonly maxAttempts: number
  /** Higher runs first; default 0. */
  readonly priority?: number
  /** Earliest start, milliseconds since 1970; default now. */
  readonly runAt?: number
}

/** `new` has not begun, `waiting` is looked at again, `any` takes both in one order. */
export type ClaimKind = 'any' | 'new' | 'waiting'

/**
 * The claim: one statement that finds and takes, so that no two claims get the same row. A poll of waiting work counts
 * in `polls`, not in `attempts`. Exported so that a test can ask SQLite for its plan.
 */
export const CLAIM_SQL = claimSql(`state IN ('queued', 'waiting')`, 'priority DESC, position')

const CLAIMS: Readonly<Record<ClaimKind, string>> = {
  any: CLAIM_SQL,
  new: claimSql(`state IN ('queued', 'waiting') AND state = 'queued'`, 'priority DESC, position'),
  // What is due longest first: the result of one that is never looked at may expire.
  waiting: claimSql(`state = 'waiting'`, 'run_at'),
}

function claimSql(meant: string, order: string): string {
  return /* sql */ `
  UPDATE jobs SET
    state = 'running', boot_id = :boot,
    attempts = attempts + (state = 'queued'), polls = polls + (state = 'waiting')
  WHERE row = (
    SELECT row FROM jobs
    WHERE slot = :slot AND ${meant} AND run_at <= :now AND (SELECT paused FROM queue_state) = 0
    ORDER BY ${order} LIMIT 1
  )
  RETURNING *`
}

/**
 * The table of jobs. Its database must be FULL-synchronous: what a method returns is on the disk.
 * All methods throw `job.not-found`, `job.illegal-move` where they apply, and `storage.full`, `storage.failed`.
 */
export function createJobStore(db: Db, ports: { readonly clock: Clock; readonly random: Random }): JobStore {
  const { clock, random } = ports
  const read = (id: JobId): StoredJob => {
    const row = statement<{ id: string }, unknown>(db, /* sql */ 'SELECT * FROM jobs WHERE id = :id').get({ id })
    if (row === undefined) throw new StudioError('job.not-found', 'There is no such job', { details: { jobId: id } })
    return jobRow.parse(row)
  }
  const move = (id: JobId, to: JobState, change: (job: StoredJob) => JobChange): StoredJob =>
    inTransaction(db, () => moveRow(db, { job: read(id), to, change, now: clock.now() }))

  const giveBack = (job: StoredJob, change: JobChange): StoredJob =>
    job.operation === null
      ? move(job.id, 'queued', () => ({ attempts: job.attempts - 1, crashes: 0, ...change }))
      : move(job.id, 'waiting', () => ({ polls: job.polls - 1, crashes: 0, ...change }))

  return {
    get: read,
    enqueue: (job) =>
      inTransaction(db, () => {
        const id = jobId.parse(createId('job', clock, random))
        insertJob(db, id, job, clock.now())
        appendEvent(db, { jobId: id, at: clock.now(), from: null, to: 'queued', code: null })
        return read(id)
      }),
    claim: (slot, boot, meant = 'any') =>
      inTransaction(db, () => {
        const row = statement<{ slot: string; boot: string; now: number }, unknown>(db, CLAIMS[meant]).get({ slot, boot, now: clock.now() })
        if (row === undefined) return undefined
        const job = jobRow.parse(row)
        appendEvent(db, { jobId: job.id, at: clock.now(), from: job.operation === null ? 'queued' : 'waiting', to: 'running', code: null })
        return job
      }),
    countWaiting: (slot) => {
      const sql = /* sql */ `SELECT count(*) AS count FROM jobs WHERE slot = :slot AND state = 'waiting'`
      return statement<{ slot: string }, { count: number }>(db, sql).get({ slot })?.count ?? 0
    },
    finish: (id, result) => move(id, 'succeeded', () => ({ result, error: null })),
    fail: (id, error) => move(id, 'failed', () => ({ error })),
    retry: (id, runAt, error) => {
      const job = read(id)
      if (job.operation === null) return move(id, 'queued', () => ({ runAt, error, crashes: 0 }))
      // A look at remote work that failed: the handle must not be lost, or the work would be sent (and paid) again.
      return move(id, 'waiting', () => ({ runAt, error, attempts: job.attempts + 1, crashes: 0 }))
    },
    wait: (id, operation, { at, error = null }) => move(id, 'waiting', () => ({ operation, runAt: at, error, crashes: 0 })),
    release: (id) => giveBack(read(id), {}),
    postpone: (id, { until, slot, error = null }) => giveBack(read(id), { runAt: until, error, ...(slot === undefined ? {} : { slot }) }),
    needAttention: (id, error) => move(id, 'needs-attention', () => ({ error, crashes: 0 })),
    noteRemote: (id, mayContinue) => {
      const remote = mayContinue === 'may-continue' ? 1 : 0
      statement(db, /* sql */ `UPDATE jobs SET remote_may_continue = :remote WHERE id = :id AND state = 'canceled'`).run({ id, remote })
      return read(id)
    },
    requestCancel: (id) => {
      const job = read(id)
      if (job.state === 'canceled') return job
      if (job.state !== 'running') return move(id, 'canceled', () => ({ remoteMayContinue: job.operation !== null }))
      statement(db, /* sql */ 'UPDATE jobs SET cancel_requested = 1 WHERE id = :id').run({ id })
      return read(id)
    },
    markCanceled: (id, options = { remoteMayContinue: false }) => move(id, 'canceled', () => options),
    requeue: (id) =>
      move(id, 'queued', () => ({
        attempts: 0,
        polls: 0,
        crashes: 0,
        runAt: clock.now(),
        error: null,
        operation: null,
        remoteMayContinue: false,
      })),
    recover: (boot) => recoverJobs(db, boot, clock.now()),
  }
}

function insertJob(db: Db, id: JobId, job: NewJob, now: number): void {
  statement(
    db,
    /* sql */ `
    INSERT INTO jobs (id, kind, slot, state, title, priority, position, max_attempts, run_at, payload_version, payload, created_at)
    VALUES (:id, :kind, :slot, 'queued', :title, :priority, (SELECT coalesce(max(row), 0) + 1 FROM jobs),
      :maxAttempts, :runAt, :payloadVersion, :payload, :now)`,
  ).run({
    id,
    kind: job.kind,
    slot: job.slot,
    title: job.title,
    priority: job.priority ?? 0,
    maxAttempts: job.maxAttempts,
    runAt: job.runAt ?? now,
    payloadVersion: job.payloadVersion,
    payload: JSON.stringify(job.payload),
    now,
  })
}

interface Move {
  readonly job: StoredJob
  readonly to: JobState
  readonly change: (job: StoredJob) => JobChange
  readonly now: number
}

/**
 * The one place where a state changes, claim apart. Leaving `running` gives up the boot and a cancel that was asked for; a
 * forgotten job that is tried again is back on the lists.
 */
function moveRow(db: Db, { job, to, change, now }: Move): StoredJob {
  if (!isLegalMove(job.state, to)) {
    throw new StudioError('job.illegal-move', `A job cannot go from ${job.state} to ${to}`, {
      details: { jobId: job.id, from: job.state, to },
    })
  }
  const changed: JobChange = { bootId: null, cancelRequested: false, finishedAt: isFinished(to) ? now : null, ...change(job) }
  const moved = statement<Record<string, unknown>, unknown>(
    db,
    /* sql */ `
    UPDATE jobs SET
      state = :state, slot = :slot, attempts = :attempts, polls = :polls, crashes = :crashes, run_at = :runAt, boot_id = :bootId,
      cancel_requested = :cancelRequested, remote_may_continue = :remoteMayContinue, result = :result, error = :error,
      operation = :operation, finished_at = :finishedAt, forgotten_at = NULL
    WHERE id = :id
    RETURNING *`,
  ).get(changedColumns(job, to, changed))
  appendEvent(db, { jobId: job.id, at: now, from: job.state, to, code: changed.error?.code ?? null })
  return jobRow.parse(moved)
}

/**
 * Exact, not timed: a new boot id is made under the library lock, so every row that runs under another is ours to take
 * back. Each is a death of the process while the job ran: the second in a row, or the last try, is for a person to judge.
 */
function recoverJobs(db: Db, boot: BootId, now: number): StoredJob[] {
  return inTransaction(db, () => {
    const sql = /* sql */ `SELECT * FROM jobs WHERE state = 'running' AND boot_id IS NOT :boot ORDER BY row`
    const left = statement<{ boot: string }, unknown>(db, sql).all({ boot })
    return left.map((row) => {
      const job = jobRow.parse(row)
      const crashes = job.crashes + 1
      return moveRow(db, { job, now, ...afterCrash(job, crashes, now) })
    })
  })
}

function afterCrash(job: StoredJob, crashes: number, now: number): Pick<Move, 'to' | 'change'> {
  if (job.cancelRequested) return { to: 'canceled', change: () => ({ crashes, remoteMayContinue: job.operation !== null }) }
  if (crashes >= CRASH_LIMIT || job.attempts >= job.maxAttempts) {
    return { to: 'needs-attention', change: () => ({ crashes, error: crashShape(crashes) }) }
  }
  return { to: job.operation === null ? 'queued' : 'waiting', change: () => ({ crashes, runAt: now }) }
}

function crashShape(crashes: number): StudioErrorShape {
  return {
    code: 'job.crashed',
    alias: ERROR_CODES['job.crashed'].alias,
    message: 'The program ended while this job ran',
    details: { crashes },
  }
}

function appendEvent(
  db: Db,
  event: {
    readonly jobId: JobId
    readonly at: number
    readonly from: JobState | null
    readonly to: JobState
    readonly code: string | null
  },
): void {
  statement(
    db,
    /* sql */ `
    INSERT INTO job_events (job_id, at, from_state, to_state, code) VALUES (:jobId, :at, :from, :to, :code)`,
  ).run(event)
}
