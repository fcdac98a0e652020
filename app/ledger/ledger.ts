import { type Db, inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import type { CloudTask, ProviderId } from '../domain/cloud/tasks.ts'
import { type ErrorCode, StudioError } from '../domain/errors.ts'
import { type Clock, createId, type JobId, jobId as jobIdSchema, type Random, type SubmissionId, submissionId } from '../domain/ids.ts'
import type { JsonValue } from '../domain/json.ts'
import type { CapKey, SpendCap } from '../domain/money/cap.ts'
import { dayOf } from '../domain/money/day.ts'
import { type MicroUsd, microUsd } from '../domain/money/money.ts'
import { isOpen, SUBMISSION_MOVES, type SubmissionState } from '../domain/money/submission.ts'
import { hitPoint } from '../platform/fault-points.ts'
import type { Log } from '../platform/log.ts'
import { checkCaps, listCaps, type Reservation, writeCap } from './caps.ts'
import { type Journal, openJournal } from './journal.ts'
import { SUBMISSION_COLUMNS, type Submission, submissionOf, submissionParameters } from './submission-rows.ts'

/** Paid work that is about to be sent. */
export interface NewSubmission {
  readonly jobId: JobId
  readonly provider: ProviderId
  readonly model: string
  readonly task: CloudTask
  readonly brand: string | null
  /** SHA-256 over all that the service is asked for, so that a second send can be told from another request. */
  readonly requestHash: string
  /** The most that it can cost. */
  readonly reserve: MicroUsd
  /** What it is expected to cost, for services that do not tell. */
  readonly estimate: MicroUsd
  readonly jobLimit: MicroUsd | null
  readonly night: { readonly day: string; readonly limit: MicroUsd } | null
}

/**
 * What was sent to services for money. Every method is one committed, FULL-synced change of the index; the precious records follow.
 * Methods throw `storage.full`, `storage.failed`, and `internal` for a move that the table of moves does not have.
 */
export interface Ledger {
  /**
   * Reserves the most that a request can cost against every limit, and writes the intent, in one transaction; resolves when the precious
   * records hold it too. Only then may the first byte be sent.
   *
   * @throws StudioError `money.cap-reached`; nothing is written then
   */
  intend(wanted: NewSubmission): Promise<Submission>
  /** The service has the work; its handle is on the disk when this returns. */
  accept(id: SubmissionId, operation: JsonValue): Submission
  /** Changes the handle of accepted work, for example when its result has arrived. */
  keepOperation(id: SubmissionId, operation: JsonValue): Submission
  /** All is done. Without a told cost the estimate counts. */
  settle(id: SubmissionId, told: MicroUsd | null): Submission
  /** Accepted work ended badly. `charge` is what is billed for it as far as anybody knows. */
  fail(id: SubmissionId, code: ErrorCode, charge: MicroUsd): Submission
  /** Nothing was accepted: the reserve is free again. */
  refuse(id: SubmissionId, code: ErrorCode): Submission
  /** The answer was lost: the reserve stays until somebody knows better. */
  doubt(id: SubmissionId): Submission
  /** A person gives it up; it may be billed, so the reserve goes on to count. */
  abandon(id: SubmissionId): Submission
  /** The submission of a job that money may still go for; at most one. */
  openOf(jobId: JobId): Submission | undefined
  /** Whether money may still go for a submission of this name. */
  isOpen(id: string): boolean
  /** Looks whether a reserve would fit under every limit now, without writing anything. @throws StudioError `money.cap-reached` */
  check(wanted: Omit<Reservation, 'day'>): void
  /** Jobs that have a submission that is open. */
  openJobs(): readonly JobId[]
  /** The job whose accepted work its service calls by this name. */
  jobOf(provider: ProviderId, requestId: string): JobId | undefined
  /** All of a job, oldest first. */
  ofJob(jobId: JobId): readonly Submission[]
  caps(): SpendCap[]
  /** Sets a limit, or takes it away with null. */
  setCap(key: CapKey, micros: MicroUsd | null): Promise<SpendCap[]>
  /** The day that counts now, and its time zone. */
  today(): { readonly day: string; readonly zone: string }
  /** Waits until the precious records hold everything. */
  flush(): Promise<void>
}

export interface LedgerOptions {
  readonly db: Db
  readonly libraryFolder: string
  readonly clock: Clock
  readonly random: Random
  /** The time zone in which days begin, for example `Asia/Jerusalem`. */
  readonly zone: () => string
  readonly log: Log
  /** Hears of every change. */
  readonly onChange?: (submission: Submission) => void
}

/** Opens the ledger of a library. Intents that never reached the records were never sent: they are taken back. */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { db, libraryFolder, clock, log } = options
  const journal = openJournal(db, libraryFolder, () => clock.now())
  const ledger = ledgerOver(options, journal)
  for (const { id } of neverSent(db)) ledger.refuse(id, 'job.crashed')
  // A full disk must not keep the studio from opening; the next change tries again.
  await journal.flush().catch((thrown: unknown) => log.error({ err: thrown }, 'The records of the ledger could not be brought up to date'))
  return ledger
}

function ledgerOver(options: LedgerOptions, journal: Journal): Ledger {
  const { db, clock, random, zone, log, onChange } = options
  const tell = (changed: Submission): Submission => {
    onChange?.(changed)
    // The index is on the disk; the records may follow a little later, and after a failure they do with the next change.
    journal.flush().catch((thrown: unknown) => log.error({ err: thrown }, 'The records of the ledger could not be written'))
    return changed
  }
  const move = (id: SubmissionId, to: SubmissionState, change: (before: Submission) => Partial<Submission>): Submission =>
    tell(inTransaction(db, () => moveRow(db, id, { to, change, now: clock.now() })))
  const today = (): { day: string; zone: string } => ({ day: dayOf(clock.now(), zone()), zone: zone() })
  return {
    async intend(wanted) {
      const id = submissionId.parse(createId('sub', clock, random))
      const made = inTransaction(db, () => insertIntent(db, wanted, { id, now: clock.now(), ...today() }))
      onChange?.(made)
      hitPoint('after-intent')
      try {
        await journal.flush()
      } catch (thrown) {
        move(id, 'refused', () => ({ charge: NOTHING, basis: 'nothing', code: 'storage.failed' }))
        throw thrown
      }
      return made
    },
    accept: (id, operation) => move(id, 'accepted', () => ({ operation, acceptedAt: clock.now(), code: null })),
    keepOperation: (id, operation) => tell(inTransaction(db, () => writeRow(db, { ...read(db, id), operation }))),
    settle: (id, told) =>
      move(id, 'done', ({ estimate }) => (told === null ? { charge: estimate, basis: 'estimated' } : { charge: told, basis: 'told' })),
    fail: (id, code, charge) => move(id, 'failed', () => ({ code, charge, basis: charge === 0 ? 'nothing' : 'estimated' })),
    refuse: (id, code) => move(id, 'refused', () => ({ code, charge: NOTHING, basis: 'nothing' })),
    doubt: (id) => move(id, 'unknown', () => ({ code: 'provider.outcome-unknown' })),
    abandon: (id) => move(id, 'abandoned', ({ code }) => ({ basis: 'estimated', code })),
    openOf: (jobId) => listOf(db, jobId).findLast(({ state }) => isOpen(state)),
    isOpen: (id) => isOpen(find(db, id)?.state ?? 'refused'),
    check: (wanted) => checkCaps(db, { ...wanted, day: today().day }),
    openJobs: () => openJobs(db),
    jobOf: (provider, requestId) => jobWaitingFor(db, provider, requestId),
    ofJob: (jobId) => listOf(db, jobId),
    caps: () => listCaps(db),
    async setCap(key, micros) {
      inTransaction(db, () => writeCap(db, key, micros))
      await journal.writeCaps(listCaps(db))
      return listCaps(db)
    },
    today,
    flush: () => journal.flush(),
  }
}

const NOTHING = microUsd.parse(0)

function insertIntent(db: Db, wanted: NewSubmission, made: { id: SubmissionId; now: number; day: string; zone: string }): Submission {
  const { jobId, provider, brand, reserve, jobLimit, night, ...rest } = wanted
  checkCaps(db, { jobId, provider, brand, reserve, jobLimit, night, day: made.day })
  const before = listOf(db, jobId)
  // Two at once for one job would be two bills for one picture.
  if (before.some(({ state }) => isOpen(state)))
    throw new StudioError('internal', 'The job has a submission that is open', { details: { jobId } })
  const row: Submission = {
    ...rest,
    id: made.id,
    jobId,
    number: before.length + 1,
    provider,
    brand,
    night: night?.day ?? null,
    idempotencyKey: `drape-${made.id}`,
    state: 'intended',
    reserved: reserve,
    charge: reserve,
    basis: 'reserved',
    day: made.day,
    zone: made.zone,
    operation: null,
    code: null,
    intendedAt: made.now,
    acceptedAt: null,
    endedAt: null,
  }
  statement(
    db,
    /* sql */ `
    INSERT INTO submissions (id, job_id, number, provider, model, task, brand, night, idempotency_key, request_hash, state, reserved,
      estimate, charge, basis, day, zone, intended_at)
    VALUES (:id, :jobId, :number, :provider, :model, :task, :brand, :night, :idempotencyKey, :requestHash, :state, :reserved,
      :estimate, :charge, :basis, :day, :zone, :intendedAt)`,
  ).run(submissionParameters(row))
  return row
}

function moveRow(
  db: Db,
  id: SubmissionId,
  { to, change, now }: { to: SubmissionState; change: (before: Submission) => Partial<Submission>; now: number },
): Submission {
  const before = read(db, id)
  if (!(SUBMISSION_MOVES[before.state] as readonly SubmissionState[]).includes(to)) {
    throw new StudioError('internal', `A submission cannot go from ${before.state} to ${to}`, { details: { submissionId: id } })
  }
  return writeRow(db, { ...before, state: to, endedAt: isOpen(to) ? null : now, ...change(before) })
}

function writeRow(db: Db, row: Submission): Submission {
  const { id, state, charge, basis, code, acceptedAt, endedAt, operation } = submissionParameters(row)
  statement(
    db,
    /* sql */ `
    UPDATE submissions SET state = :state, charge = :charge, basis = :basis, code = :code, operation = :operation,
      accepted_at = :acceptedAt, ended_at = :endedAt, revision = revision + 1
    WHERE id = :id`,
  ).run({ id, state, charge, basis, code, acceptedAt, endedAt, operation })
  return row
}

function read(db: Db, id: SubmissionId): Submission {
  const found = find(db, id)
  if (found === undefined) throw new StudioError('internal', 'There is no such submission', { details: { submissionId: id } })
  return found
}

function find(db: Db, id: string): Submission | undefined {
  const row = statement<{ id: string }, unknown>(db, /* sql */ `SELECT ${SUBMISSION_COLUMNS} FROM submissions WHERE id = :id`).get({ id })
  return row === undefined ? undefined : submissionOf(row)
}

function listOf(db: Db, jobId: JobId): Submission[] {
  const sql = /* sql */ `SELECT ${SUBMISSION_COLUMNS} FROM submissions WHERE job_id = :jobId ORDER BY number`
  return statement<{ jobId: string }, unknown>(db, sql).all({ jobId }).map(submissionOf)
}

function openJobs(db: Db): JobId[] {
  const sql = /* sql */ `SELECT DISTINCT job_id AS id FROM submissions WHERE state IN ('intended', 'accepted', 'unknown')`
  return statement<[], { id: string }>(db, sql)
    .all()
    .map(({ id }) => jobIdSchema.parse(id))
}

function jobWaitingFor(db: Db, provider: ProviderId, requestId: string): JobId | undefined {
  const sql = /* sql */ `SELECT job_id AS id FROM submissions
    WHERE state = 'accepted' AND provider = :provider AND json_extract(operation, '$.handle.requestId') = :requestId`
  const row = statement<{ provider: string; requestId: string }, { id: string }>(db, sql).get({ provider, requestId })
  return row === undefined ? undefined : jobIdSchema.parse(row.id)
}

function neverSent(db: Db): Submission[] {
  const sql = /* sql */ `SELECT ${SUBMISSION_COLUMNS} FROM submissions WHERE recorded < revision AND recorded = 0 AND state = 'intended'`
  return statement<[], unknown>(db, sql).all().map(submissionOf)
}
