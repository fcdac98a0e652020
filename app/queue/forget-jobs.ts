import { type Db, inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { StudioError } from '../domain/errors.ts'
import { type JobId, jobId } from '../domain/ids.ts'
import type { JobState } from '../domain/job.ts'

/** As many as can be brought back with one call. */
const MOST = 10_000

/**
 * Takes jobs that failed or were cancelled out of the lists; without names, the newest that failed. They are kept, so a
 * person can have them back, and whoever knows the name of one can still read it.
 *
 * @returns those that were on the lists
 * @throws StudioError `job.not-found`; `job.illegal-move` for one that has not ended badly. Nothing is forgotten then.
 */
export function forgetJobs(db: Db, ids: readonly JobId[] | undefined, now: number): JobId[] {
  return inTransaction(db, () => {
    const set = statement<{ id: string; now: number }, never>(
      db,
      /* sql */ 'UPDATE jobs SET forgotten_at = :now WHERE id = :id AND forgotten_at IS NULL',
    )
    const meant = ids ?? newestFailed(db)
    for (const id of meant) {
      const state = stateOf(db, id)
      if (state !== 'failed' && state !== 'canceled') {
        throw new StudioError('job.illegal-move', 'Only a job that ended badly can be forgotten', { details: { jobId: id, from: state } })
      }
    }
    return meant.filter((id) => set.run({ id, now }).changes > 0)
  })
}

/** Puts forgotten jobs back on the lists. @throws StudioError `job.not-found` */
export function recallJobs(db: Db, ids: readonly JobId[]): void {
  inTransaction(db, () => {
    for (const id of ids) {
      stateOf(db, id)
      statement(db, /* sql */ 'UPDATE jobs SET forgotten_at = NULL WHERE id = :id').run({ id })
    }
  })
}

function newestFailed(db: Db): JobId[] {
  const sql = /* sql */ `SELECT id FROM jobs WHERE state = 'failed' AND forgotten_at IS NULL ORDER BY row DESC LIMIT :most`
  return statement<{ most: number }, { id: string }>(db, sql)
    .all({ most: MOST })
    .map(({ id }) => jobId.parse(id))
}

function stateOf(db: Db, id: JobId): JobState {
  const found = statement<{ id: string }, { state: JobState }>(db, /* sql */ 'SELECT state FROM jobs WHERE id = :id').get({ id })
  if (found === undefined) throw new StudioError('job.not-found', 'There is no such job', { details: { jobId: id } })
  return found.state
}
