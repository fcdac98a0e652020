import { z } from 'zod'
import { type BootId, bootId, jobId } from '../domain/ids.ts'
import { errorShape, type JobProgress, type JobState, type JobSummary, jobKind, jobState } from '../domain/job.ts'
import { type JsonValue, jsonValue } from '../domain/json.ts'

/** JSON text of a column as a value; null stays null. */
const jsonColumn = z
  .string()
  .nullable()
  .transform((text): unknown => (text === null ? null : JSON.parse(text)))

const flag = z.int().transform((value) => value === 1)

/** One row of `jobs`, checked. Payload, result and operation are JSON that only the job's definition can judge. */
export const jobRow = z
  .object({
    id: jobId,
    kind: jobKind,
    slot: z.string(),
    state: jobState,
    title: z.string(),
    priority: z.int(),
    position: z.int(),
    attempts: z.int(),
    max_attempts: z.int(),
    polls: z.int(),
    crashes: z.int(),
    run_at: z.int(),
    boot_id: bootId.nullable(),
    cancel_requested: flag,
    remote_may_continue: flag,
    payload_version: z.int(),
    payload: jsonColumn.pipe(jsonValue),
    result: jsonColumn.pipe(jsonValue),
    error: jsonColumn.pipe(errorShape.nullable()),
    operation: jsonColumn.pipe(jsonValue),
    created_at: z.int(),
    finished_at: z.int().nullable(),
    row: z.int(),
  })
  .transform((row) => ({
    ...row,
    maxAttempts: row.max_attempts,
    runAt: row.run_at,
    bootId: row.boot_id as BootId | null,
    cancelRequested: row.cancel_requested,
    remoteMayContinue: row.remote_may_continue,
    payloadVersion: row.payload_version,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }))

/** A stored job, as the queue works with it. */
export type StoredJob = z.output<typeof jobRow>

const IDLE: JobProgress = { fraction: 0, stage: null }

/** A job as lists show it. `progress` is what the runner knows of a running job; finished work is at 1. */
export function toSummary(job: StoredJob, progress: JobProgress | undefined): JobSummary {
  return {
    id: job.id,
    kind: job.kind,
    state: job.state,
    title: job.title,
    priority: job.priority,
    position: job.position,
    attempts: job.attempts,
    cancelRequested: job.cancelRequested,
    remoteMayContinue: job.remoteMayContinue,
    progress: job.state === 'succeeded' ? { fraction: 1, stage: null } : (progress ?? IDLE),
    createdAt: job.createdAt,
    runAt: job.runAt,
    finishedAt: job.finishedAt,
    payload: job.payload,
    result: job.result,
    error: job.error,
  }
}

/** Columns that a move may change; null and false are values, a missing key leaves the column. */
export interface JobChange {
  readonly slot?: string
  readonly attempts?: number
  readonly polls?: number
  readonly crashes?: number
  readonly runAt?: number
  readonly bootId?: BootId | null
  readonly cancelRequested?: boolean
  readonly remoteMayContinue?: boolean
  readonly result?: JsonValue
  readonly error?: StoredJob['error']
  readonly operation?: JsonValue
  readonly finishedAt?: number | null
}

/** The columns of a job after a change, as bound parameters. */
export function changedColumns(job: StoredJob, to: JobState, change: JobChange): Record<string, string | number | null> {
  const next = { ...job, ...change }
  const text = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
  return {
    id: job.id,
    state: to,
    slot: next.slot,
    attempts: next.attempts,
    polls: next.polls,
    crashes: next.crashes,
    runAt: next.runAt,
    bootId: next.bootId,
    cancelRequested: next.cancelRequested ? 1 : 0,
    remoteMayContinue: next.remoteMayContinue ? 1 : 0,
    result: text(next.result),
    error: text(next.error),
    operation: text(next.operation),
    finishedAt: next.finishedAt,
  }
}
