import { z } from 'zod'
import { ERROR_CODES, type ErrorCode, type StudioErrorShape } from './errors.ts'
import { jobId } from './ids.ts'
import { jsonValue } from './json.ts'

export const jobState = z.enum(['queued', 'running', 'waiting', 'succeeded', 'failed', 'canceled', 'needs-attention'])
export type JobState = z.output<typeof jobState>

/** Kinds of long work. Each has one definition in `app/jobs/registry.ts`. */
export const jobKind = z.enum([
  'import',
  'try-on',
  'cut-out',
  'pose',
  'judge',
  'export-images',
  'render-motion',
  'export-clips',
  'generate',
  'final-try-on',
  'analyse-garment',
  'clean-up',
])
export type JobKind = z.output<typeof jobKind>

/** Legal moves between states. Any other move throws `job.illegal-move`. */
export const JOB_MOVES = {
  queued: ['running', 'canceled'],
  running: ['succeeded', 'queued', 'waiting', 'failed', 'canceled', 'needs-attention'],
  waiting: ['running', 'canceled'],
  succeeded: [],
  // A person asks for another try of something that ended badly.
  failed: ['queued'],
  canceled: ['queued'],
  'needs-attention': ['queued', 'canceled'],
} as const satisfies Record<JobState, readonly JobState[]>

export function isLegalMove(from: JobState, to: JobState): boolean {
  return (JOB_MOVES[from] as readonly JobState[]).includes(to)
}

export function isFinished(state: JobState): boolean {
  return state === 'succeeded' || state === 'failed' || state === 'canceled'
}

const errorCode = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]])

export const errorShape: z.ZodType<StudioErrorShape> = z.object({
  code: errorCode,
  alias: z.string(),
  message: z.string(),
  stage: z.string().exactOptional(),
  ref: z.string().exactOptional(),
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})

/** Where a running job stands. Not durable: a restart begins again at 0. */
export const jobProgress = z.object({
  fraction: z.number().min(0).max(1),
  /** Stage under way, where the job has stages. */
  stage: z.string().nullable(),
  /** About how long it goes on, in milliseconds; not there where nobody knows. */
  leftMs: z.number().nonnegative().exactOptional(),
})
export type JobProgress = z.output<typeof jobProgress>

/** What happened to a job, in order; `code` is the error's, where the move had one. */
export const jobEvent = z.object({
  seq: z.int(),
  at: z.int(),
  from: jobState.nullable(),
  to: jobState,
  code: z.string().nullable(),
})
export type JobEvent = z.output<typeof jobEvent>

export const jobSummary = z.object({
  id: jobId,
  kind: jobKind,
  state: jobState,
  /** Shown in lists, for example the name of the garment. */
  title: z.string(),
  /** Larger runs earlier; among equals the smaller position does. */
  priority: z.int(),
  position: z.int(),
  attempts: z.int(),
  /** Set while a cancel is asked for but the work has not stopped yet. */
  cancelRequested: z.boolean(),
  /** It was cancelled, and a service may go on with it and bill it. */
  remoteMayContinue: z.boolean(),
  progress: jobProgress,
  createdAt: z.int(),
  /** Earliest time of the next try, milliseconds since 1970. */
  runAt: z.int(),
  finishedAt: z.int().nullable(),
  payload: jsonValue,
  result: jsonValue,
  error: errorShape.nullable(),
})
export type JobSummary = z.output<typeof jobSummary>
