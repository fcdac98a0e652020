import { z } from 'zod'
import type { GenerateRequest, ModelChoice } from '../../domain/cloud/generate-request.ts'
import type { CloudModel } from '../../domain/cloud/model.ts'
import { type ErrorCode, StudioError } from '../../domain/errors.ts'
import { type SubmissionId, submissionId } from '../../domain/ids.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import type { ProviderCall } from '../../providers/adapter.ts'
import type { JobContext } from '../../queue/define-job.ts'
import type { JobServices } from '../services.ts'
import type { CloudServices } from './cloud-services.ts'

/** One run of a job that has work done by a service. */
export interface Work {
  readonly job: GenerateRequest
  readonly context: JobContext<JobServices>
  readonly cloud: CloudServices
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** What a waiting job remembers between looks; the service's handle itself is in the ledger. */
const wait = z.object({
  submissionId,
  /** When the time began that its deadline counts from, milliseconds since 1970. A person who says "wait on" begins it anew. */
  since: z.int(),
  /** Looks or downloads in a row that went wrong. */
  failures: z.int().nonnegative(),
  /** Whether the service was asked for a fresh address of a result already. */
  wasFetchedAgain: z.boolean(),
})
export type Wait = z.output<typeof wait>

export function newWait(id: SubmissionId, now: number): Wait {
  return { submissionId: id, since: now, failures: 0, wasFetchedAgain: false }
}

/** What the job remembers of this submission; undefined where it remembers nothing, or another one. */
export function waitOf(operation: unknown, id: SubmissionId): Wait | undefined {
  const parsed = wait.safeParse(operation)
  return parsed.success && parsed.data.submissionId === id ? parsed.data : undefined
}

/** A model that a job may use. */
export interface Candidate {
  readonly choice: ModelChoice
  readonly model: CloudModel
}

/** @throws StudioError `provider.model-retired` for one that the registry does not have (any more) */
export function modelNamed(cloud: CloudServices, id: string): CloudModel {
  const model = cloud.catalogue.model(id)
  if (model !== undefined) return model
  throw new StudioError('provider.model-retired', `There is no model ${id}`, { details: { model: id } })
}

/** All models of a job in the order of the person's wish; those that the registry has lost are left out. */
export function candidatesOf({ job, cloud }: Pick<Work, 'job' | 'cloud'>): Candidate[] {
  return [job.choice, ...job.alternatives].flatMap((choice) => {
    const model = cloud.catalogue.model(choice.model)
    return model?.tasks.includes(job.task) === true ? [{ choice, model }] : []
  })
}

/**
 * What one call may use. Its signal is not the job's: a request that is on the wire for money is let come to its end, which is seconds away,
 * so that its handle is known whatever becomes of the job.
 */
export function callFor(work: Work, submission: Pick<Submission, 'provider' | 'idempotencyKey'>): Promise<ProviderCall> {
  return work.cloud.call(submission.provider, { idempotencyKey: submission.idempotencyKey, signal: new AbortController().signal })
}

const LOCKED_OUT: readonly ErrorCode[] = [
  'provider.unauthorized',
  'provider.account-locked',
  'provider.no-key',
  'secrets.locked',
  'secrets.failed',
]

/** Whether an error is about the account rather than about this job: every other job of the service would meet it too. */
export function isLockedOut({ code }: StudioError): boolean {
  return LOCKED_OUT.includes(code)
}
