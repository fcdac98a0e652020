import { z } from 'zod'
import { cloudTask, providerId } from '../domain/cloud/tasks.ts'
import { jobId, submissionId } from '../domain/ids.ts'
import { jsonValue } from '../domain/json.ts'
import { microUsd } from '../domain/money/money.ts'
import { calendarDay, chargeBasis, type LedgerEntry, submissionState } from '../domain/money/submission.ts'

/** All that the ledger knows of one submission: also a line of its records. */
export const submission = z.object({
  id: submissionId,
  jobId,
  number: z.int().positive(),
  provider: providerId,
  model: z.string(),
  task: cloudTask,
  brand: z.string().nullable(),
  night: calendarDay.nullable(),
  idempotencyKey: z.string(),
  requestHash: z.string(),
  state: submissionState,
  reserved: microUsd,
  estimate: microUsd,
  charge: microUsd,
  basis: chargeBasis,
  day: calendarDay,
  zone: z.string(),
  /** The service's handle of the work, for its adapter to read. */
  operation: jsonValue,
  code: z.string().nullable(),
  intendedAt: z.int(),
  acceptedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
})
export type Submission = z.output<typeof submission>

/** Columns of `submissions` under the names of `Submission`. */
export const SUBMISSION_COLUMNS = /* sql */ `
  id, job_id AS jobId, number, provider, model, task, brand, night, idempotency_key AS idempotencyKey, request_hash AS requestHash,
  state, reserved, estimate, charge, basis, day, zone, operation, code,
  intended_at AS intendedAt, accepted_at AS acceptedAt, ended_at AS endedAt`

/** A row that was read with `SUBMISSION_COLUMNS`. */
export function submissionOf(row: unknown): Submission {
  const { operation, ...rest } = z.looseObject({ operation: z.string().nullable() }).parse(row)
  return submission.parse({ ...rest, operation: operation === null ? null : JSON.parse(operation) })
}

/** The parameters of a statement that names them as `Submission` does. */
export function submissionParameters(of: Submission): Record<string, string | number | null> {
  return { ...of, operation: of.operation === null ? null : JSON.stringify(of.operation) }
}

/** What people and scripts see of it: no handle, no key. */
export function entryOf(of: Submission): LedgerEntry {
  const { night: _night, idempotencyKey: _key, requestHash: _hash, estimate: _estimate, operation: _operation, ...entry } = of
  return entry
}
