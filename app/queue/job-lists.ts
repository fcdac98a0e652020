import { z } from 'zod'
import { type Db, inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { StudioError } from '../domain/errors.ts'
import type { JobId } from '../domain/ids.ts'
import { type JobEvent, type JobKind, type JobState, jobEvent, jobState } from '../domain/job.ts'
import { jobRow, type StoredJob } from './job-rows.ts'

/** One page of jobs, newest first. `nextCursor` is null on the last page. */
export interface JobPage {
  readonly jobs: readonly StoredJob[]
  readonly nextCursor: string | null
}

export interface JobFilter {
  readonly states?: readonly JobState[]
  readonly kinds?: readonly JobKind[]
  readonly cursor?: string | null
  /** 1..500, default 100. */
  readonly limit?: number
}

const cursorText = z.string().regex(/^\d{1,15}$/)

/** Jobs by cursor, newest first, without the forgotten ones; the failed ones are the dead letters. @throws StudioError `request.invalid` for a foreign cursor. */
export function listJobs(db: Db, filter: JobFilter): JobPage {
  const limit = Math.min(500, Math.max(1, Math.floor(filter.limit ?? 100)))
  const parameters = {
    before: parseCursor(filter.cursor ?? null),
    limit: limit + 1,
    states: filter.states === undefined ? null : JSON.stringify(filter.states),
    kinds: filter.kinds === undefined ? null : JSON.stringify(filter.kinds),
  }
  const rows = statement<typeof parameters, unknown>(
    db,
    /* sql */ `
      SELECT * FROM jobs
      WHERE row < :before AND forgotten_at IS NULL
        AND (:states IS NULL OR state IN (SELECT value FROM json_each(:states)))
        AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
      ORDER BY row DESC LIMIT :limit`,
  )
    .all(parameters)
    .map((row) => jobRow.parse(row))
  const page = rows.slice(0, limit)
  return { jobs: page, nextCursor: rows.length > limit ? String(page.at(-1)?.row) : null }
}

/** How many jobs of the lists are in each state. */
export function countJobs(db: Db): Record<JobState, number> {
  const sql = /* sql */ 'SELECT state, count(*) AS count FROM jobs WHERE forgotten_at IS NULL GROUP BY state'
  const counts = statement<[], { state: JobState; count: number }>(db, sql).all()
  const zero = Object.fromEntries(jobState.options.map((state) => [state, 0])) as Record<JobState, number>
  return { ...zero, ...Object.fromEntries(counts.map(({ state, count }) => [state, count])) }
}

/** What happened to a job, oldest first. */
export function historyOf(db: Db, id: JobId): JobEvent[] {
  return statement<{ id: string }, unknown>(
    db,
    /* sql */ `
      SELECT seq, at, from_state AS "from", to_state AS "to", code FROM job_events WHERE job_id = :id ORDER BY seq`,
  )
    .all({ id })
    .map((row) => jobEvent.parse(row))
}

/**
 * The earliest time after `after` at which a job may run, or undefined when none waits or the queue is paused. What was due before and
 * was not claimed waits for a slot, not for a time.
 */
export function nextDue(db: Db, after = -1): number | undefined {
  if (isPaused(db)) return undefined
  const sql = /* sql */ `SELECT min(run_at) AS due FROM jobs WHERE state IN ('queued', 'waiting') AND run_at > :after`
  return statement<{ after: number }, { due: number | null }>(db, sql).get({ after })?.due ?? undefined
}

/** Makes a waiting job due now. */
export function hurryJob(db: Db, id: JobId, now: number): 'due' | 'not-waiting' {
  const sql = /* sql */ `UPDATE jobs SET run_at = min(run_at, :now) WHERE id = :id AND state = 'waiting'`
  return statement<{ id: string; now: number }>(db, sql).run({ id, now }).changes > 0 ? 'due' : 'not-waiting'
}

/** Higher runs first. Only jobs that have not run to an end care. */
export function setPriority(db: Db, id: JobId, priority: number): void {
  statement(db, /* sql */ 'UPDATE jobs SET priority = :priority WHERE id = :id').run({ id, priority })
}

/**
 * Puts queued jobs into this order among themselves: they exchange the places they hold, so no other job moves.
 *
 * @throws StudioError `job.not-found` when one is not there, `job.illegal-move` when one is not queued any more.
 */
export function reorderJobs(db: Db, ids: readonly JobId[]): void {
  inTransaction(db, () => {
    const place = statement<{ id: string }, { state: string; priority: number; position: number }>(
      db,
      /* sql */ 'SELECT state, priority, position FROM jobs WHERE id = :id',
    )
    const places = ids.map((id) => {
      const found = place.get({ id })
      if (found === undefined) throw new StudioError('job.not-found', 'There is no such job', { details: { jobId: id } })
      if (found.state !== 'queued') throw new StudioError('job.illegal-move', 'Only queued jobs have an order', { details: { jobId: id } })
      return found
    })
    places.sort((a, b) => b.priority - a.priority || a.position - b.position)
    const set = statement(db, /* sql */ 'UPDATE jobs SET priority = :priority, position = :position WHERE id = :id')
    for (const [index, id] of ids.entries()) set.run({ id, priority: places[index]?.priority, position: places[index]?.position })
  })
}

/** While paused nothing is claimed; what runs runs on. Survives a restart. */
export function setPaused(db: Db, paused: 'paused' | 'running'): void {
  statement(db, /* sql */ 'UPDATE queue_state SET paused = :paused').run({ paused: paused === 'paused' ? 1 : 0 })
}

export function isPaused(db: Db): boolean {
  return statement<[], { paused: number }>(db, /* sql */ 'SELECT paused FROM queue_state').get()?.paused === 1
}

function parseCursor(cursor: string | null): number {
  if (cursor === null) return Number.MAX_SAFE_INTEGER
  const parsed = cursorText.safeParse(cursor)
  if (!parsed.success) throw new StudioError('request.invalid', 'The cursor is not one of this list', { details: { at: 'cursor' } })
  return Number(parsed.data)
}
