import { type Db, inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import type { SpendCap } from '../domain/money/cap.ts'
import { writeCap } from './caps.ts'
import { readLedgerRecords } from './journal.ts'
import { type Submission, submissionParameters } from './submission-rows.ts'

/**
 * Puts what the precious records hold into an index: rows that it lacks, and those that the records know in a later state. The limits
 * are those of the records where there are any.
 *
 * @returns how many lines of the records made no sense. @throws StudioError `storage.full`, `storage.failed`
 */
export async function restoreLedger(db: Db, libraryFolder: string): Promise<{ readonly restored: number; readonly unreadable: number }> {
  const { records, unreadable } = await readLedgerRecords(libraryFolder)
  const newest = new Map<string, { readonly revision: number; readonly submission: Submission }>()
  let caps: readonly SpendCap[] | undefined
  for (const record of records) {
    if (record.type === 'caps') caps = record.caps
    else if ((newest.get(record.submission.id)?.revision ?? 0) < record.revision) newest.set(record.submission.id, record)
  }
  return inTransaction(db, () => {
    let restored = 0
    for (const { revision, submission } of newest.values()) restored += putBack(db, submission, revision)
    if (caps !== undefined) replaceCaps(db, caps)
    return { restored, unreadable }
  })
}

function putBack(db: Db, submission: Submission, revision: number): number {
  const sql = /* sql */ `
    INSERT INTO submissions (id, job_id, number, provider, model, task, brand, night, idempotency_key, request_hash, state, reserved,
      estimate, charge, basis, day, zone, operation, code, intended_at, accepted_at, ended_at, revision, recorded)
    VALUES (:id, :jobId, :number, :provider, :model, :task, :brand, :night, :idempotencyKey, :requestHash, :state, :reserved,
      :estimate, :charge, :basis, :day, :zone, :operation, :code, :intendedAt, :acceptedAt, :endedAt, :revision, :revision)
    ON CONFLICT (id) DO UPDATE SET state = excluded.state, charge = excluded.charge, basis = excluded.basis, operation = excluded.operation,
      code = excluded.code, accepted_at = excluded.accepted_at, ended_at = excluded.ended_at, revision = excluded.revision,
      recorded = excluded.recorded
    WHERE excluded.revision > submissions.revision`
  return statement(db, sql).run({ ...submissionParameters(submission), revision }).changes
}

function replaceCaps(db: Db, caps: readonly SpendCap[]): void {
  statement<[]>(db, /* sql */ 'DELETE FROM caps').run()
  for (const { micros, ...key } of caps) writeCap(db, key, micros)
}
