import type { z } from 'zod'
import type { StudioError } from '../domain/errors.ts'
import type { JobId } from '../domain/ids.ts'
import type { JobKind } from '../domain/job.ts'
import type { JsonValue } from '../domain/json.ts'

/** What a running job may use. */
export interface JobContext<Services> {
  readonly jobId: JobId
  /** From 1; a try that a host's stop interrupted does not count. */
  readonly attempt: number
  /** Where it was claimed. */
  readonly slot: string
  readonly services: Services
  /** Fires on cancel, on a timeout and when the host stops. The job has about a second to end by itself. */
  readonly signal: AbortSignal
  /** Reports completion, 0 to 1, the stage under way, and about how long it goes on. A smaller fraction than before is ignored. Not durable. */
  readonly progress: (fraction: number, stage?: string | null, leftMs?: number) => void
  /** The handle of remote work that an earlier run of this job has stored, else null. */
  readonly operation: JsonValue | null
  /** Ends this run and leaves the job `waiting`: stores the handle of remote work and when to look again, and what went wrong meanwhile. */
  readonly suspend: (operation: JsonValue, pollInMs: number, why?: StudioError) => never
  /** Ends this run: back to where it was claimed from until a time (milliseconds since 1970), without a try being used. */
  readonly postpone: (how: Postponed) => never
  /** Ends this run: the job needs attention, and the error says what a person must decide. */
  readonly askPerson: (why: StudioError) => never
  /** Whether the signal fired because a person does not want the job any more. */
  readonly isCancelled: () => boolean
  /** From now on the work may go on elsewhere, whatever becomes of this run. */
  readonly remoteBegins: () => void
}

export interface Postponed {
  readonly until: number
  /** The slot it waits in from now on, where that is another one. */
  readonly slot?: string
  readonly why?: StudioError
}

/** How much a slot takes at this moment. */
export interface Admission {
  /** Jobs that may be under way there at once, those that wait for the service among them; 0 begins nothing new. */
  readonly newWork: number
  /** Looks at waiting work that may run at once. */
  readonly polls: number
}

/** Kinds whose work goes on at a service: each job has the slot of its service, and waiting does not give the place up. */
export interface RemoteWork<Payload extends z.ZodType = z.ZodType, Services = unknown> {
  readonly slots: readonly string[]
  slotOf(payload: z.output<Payload>): string
  /** Asked before each claim; call the queue's `wake` when the answer has changed. */
  admits(slot: string, services: Services): Admission
  /** Whether the job has work at a service that is not closed: it does not fail then, a person must see it. */
  hasOpen(jobId: JobId, services: Services): boolean
  /** Tells the service that a cancelled job is not wanted any more. `false` where it is certain that nothing goes on there. */
  cancel(jobId: JobId, services: Services): Promise<{ readonly mayContinue: boolean }>
}

/**
 * One kind of long work. Payload and result are stored as JSON and parsed with these schemas whenever they are read.
 *
 * `run` may be called again for the same payload after a crash, a retry or a suspension, so what it keeps must be kept
 * under a key that repeats (the job id).
 */
export interface JobDefinition<
  Kind extends JobKind = JobKind,
  Payload extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
  Services = unknown,
> {
  readonly kind: Kind
  readonly payload: Payload
  readonly result: Result
  /** Raised when the meaning of payload or result changes. Rows of another version fail with `job.payload-outdated`. */
  readonly payloadVersion: number
  /** Rows of earlier versions that are still understood: schemas that turn them into what is stored today. */
  readonly earlier?: Readonly<Record<number, { readonly payload: z.ZodType; readonly result: z.ZodType }>>
  /** Jobs of one slot share `slotLimit`; kinds that name the same slot must state the same limit. */
  readonly slot: string
  readonly slotLimit: number
  /** Tries before a retryable failure is final, from 1. */
  readonly maxAttempts: number
  /** Longest time of one try; without it there is none. */
  readonly timeoutMs?: number
  /** Where the work is done by services; `slot` and `slotLimit` do not count then. */
  readonly remote?: RemoteWork<Payload, Services>
  /** What lists call a job with this payload. */
  title(payload: z.output<Payload>): string
  run(payload: z.output<Payload>, context: JobContext<Services>): Promise<z.input<Result>>
}

/** Names the type of the services first, so that the rest is inferred: `defineJob<Services>()({ ... })`. */
export const defineJob =
  <Services>() =>
  <Kind extends JobKind, Payload extends z.ZodType, Result extends z.ZodType>(
    definition: JobDefinition<Kind, Payload, Result, Services>,
  ): JobDefinition<Kind, Payload, Result, Services> =>
    definition

/** Definitions by kind, as the queue takes them. The registry of the program has all kinds, a test may have fewer. */
export type JobDefinitions<Services> = { readonly [Kind in JobKind]?: JobDefinition<Kind, z.ZodType, z.ZodType, Services> }
