import { z } from 'zod'
import { cloudTask, providerId } from '../cloud/tasks.ts'
import { jobId, submissionId } from '../ids.ts'
import { microUsd } from './money.ts'

/**
 * Where a paid request stands. `intended` is written before the first byte is sent; `unknown` means that the answer was lost and the
 * service may have taken the work; `abandoned` that a person gave it up, and it may be billed all the same.
 */
export const submissionState = z.enum(['intended', 'accepted', 'done', 'failed', 'refused', 'unknown', 'abandoned'])
export type SubmissionState = z.output<typeof submissionState>

/** Legal moves. Any other is a fault of the program. */
export const SUBMISSION_MOVES = {
  intended: ['accepted', 'done', 'failed', 'refused', 'unknown', 'abandoned'],
  unknown: ['accepted', 'done', 'failed', 'refused', 'abandoned'],
  accepted: ['done', 'failed', 'abandoned'],
  done: [],
  failed: [],
  refused: [],
  abandoned: [],
} as const satisfies Record<SubmissionState, readonly SubmissionState[]>

/** Whether money may still go or come for it: its reserve counts. */
export function isOpen(state: SubmissionState): boolean {
  return state === 'intended' || state === 'accepted' || state === 'unknown'
}

/** How the charge is known: reserved while it is open, told by the service, estimated by the studio's price list, or nothing was taken. */
export const chargeBasis = z.enum(['reserved', 'told', 'estimated', 'nothing'])

/** A calendar day in a time zone, `YYYY-MM-DD`. */
export const calendarDay = z.iso.date()

/** One line of the ledger, as people and scripts see it. */
export const ledgerEntry = z.object({
  id: submissionId,
  jobId,
  /** From 1: each send of a job that may be paid for has its own. */
  number: z.int().positive(),
  provider: providerId,
  /** The studio's name of the model. */
  model: z.string(),
  task: cloudTask,
  brand: z.string().nullable(),
  state: submissionState,
  /** The most that it can cost. */
  reserved: microUsd,
  /** What counts against caps: the reserve while it is open, then what it cost. */
  charge: microUsd,
  basis: chargeBasis,
  /** Day and time zone in which it was sent; its charge stays in that day. */
  day: calendarDay,
  zone: z.string(),
  /** Why it failed or was refused; null where it did not. */
  code: z.string().nullable(),
  intendedAt: z.int(),
  acceptedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
})
export type LedgerEntry = z.output<typeof ledgerEntry>
