import type { Asset } from '../../domain/asset.ts'
import { providerId } from '../../domain/cloud/tasks.ts'
import { StudioError } from '../../domain/errors.ts'
import type { JobId } from '../../domain/ids.ts'
import type { JsonValue } from '../../domain/json.ts'
import type { Submission } from '../../ledger/submission-rows.ts'
import { resultsOf } from '../../library/results.ts'
import { hitPoint } from '../../platform/fault-points.ts'
import type { Admission } from '../../queue/define-job.ts'
import type { JobServices } from '../services.ts'
import { type CloudServices, slotOf } from './cloud-services.ts'
import { type Finished, followWork } from './follow-work.ts'
import { keepOutputs } from './keep-outputs.ts'
import { resolveDoubt } from './resolve-doubt.ts'
import { stopWork } from './stop-work.ts'
import { dropArrived, heldOperationOf } from './stored-outputs.ts'
import { submitWork } from './submit-work.ts'
import { newWait, type Work, waitOf } from './work.ts'

/** What came of one paid submission. */
export interface DoneWork {
  /** As the ledger has it now. */
  readonly submission: Submission
  /** Files it made, kept in the library. */
  readonly assets: readonly Asset[]
  /** Answers in words, of models that look at pictures. */
  readonly answers: readonly JsonValue[]
}

/**
 * Has the work of a job done by a service, once. What was sent is decided by the ledger, not by the job's row: a run first looks what the job
 * has open there, so a crash at any point, a retry and a person's decision lead to the one thing that is left to do. Ends the run where that
 * takes time; the next run comes back here.
 *
 * @throws StudioError what ended the work
 */
export async function doWork(work: Work): Promise<DoneWork> {
  const { context, cloud } = work
  const { services } = context
  const submission = await acceptedSubmission(work)
  // A crash or a person's "go on" leaves no memory of the wait: it begins anew.
  const wait = waitOf(context.operation, submission.id) ?? newWait(submission.id, work.now())
  const finished = await followWork(work, submission, wait)
  const assets = await keepOutputs(work, finished, { submission, wait })
  hitPoint('after-keep')
  const settled = cloud.ledger.settle(submission.id, finished.costMicros)
  await dropArrived(services.library.folder, (file) => !file.startsWith(submission.id))
  services.announceLibrary({ kind: 'added', ids: assets.map(({ id }) => id) })
  return { submission: settled, assets, answers: answersOf(finished) }
}

/** What is open in the ledger for this job, brought to "accepted": the run ends where that takes time. */
async function acceptedSubmission(work: Work): Promise<Submission> {
  const open = work.cloud.ledger.openOf(work.context.jobId)
  if (open === undefined) return await submitWork(work)
  return open.state === 'accepted' ? open : await resolveDoubt(work, open)
}

function answersOf({ outputs }: Pick<Finished, 'outputs'>): JsonValue[] {
  return outputs.flatMap((output) => (output.kind === 'json' ? [output.value] : []))
}

/**
 * What a submission that is done has made: it is kept and paid, whatever the job knows of it.
 *
 * @throws StudioError `provider.result-gone` where the results were taken out of the library
 */
export function doneBefore({ context }: Pick<Work, 'context'>, submission: Submission): DoneWork {
  const kept = resultsOf(context.services.library, context.jobId)
  const assets = kept.filter(({ lineage }) => JSON.stringify(lineage?.recipe).includes(submission.id))
  const held = heldOperationOf(submission)
  const answers = 'arrived' in held ? answersOf({ outputs: held.arrived }) : []
  if (assets.length > 0 || answers.length > 0) return { submission, assets, answers }
  throw new StudioError('provider.result-gone', 'The results of this job were taken out of the library')
}

/** How the queue treats jobs that have their work done by a service, but for which one. */
export const REMOTE_WORK = {
  slots: providerId.options.filter((provider) => provider !== 'local').map(slotOf),
  admits: (slot: string, { cloud }: JobServices): Admission => admits(cloud, slot),
  hasOpen: (jobId: JobId, { cloud }: JobServices): boolean => cloud.ledger.openOf(jobId) !== undefined,
  cancel: (jobId: JobId, { cloud }: JobServices) => stopWork(cloud, jobId),
} as const

/** The slot of a model's service. @param model such as `fal:nano-banana` */
export const slotOfModel = (model: string): string => slotOf(providerOf(model))

/** The first part of a model's name: `fal:nano-banana`. */
const providerOf = (model: string) => providerId.parse(model.slice(0, model.indexOf(':')))

/** Looks at waiting work of one service at once. */
const POLLS_AT_ONCE = 4

/** Off: nothing at all. A locked account begins nothing, and what it has finished can be fetched. A refused key does neither. */
function admits({ states, catalogue }: CloudServices, slot: string): Admission {
  const provider = providerId.parse(slot.slice('cloud-'.length))
  const { isOn, pause } = states.get(provider)
  if (!isOn) return { newWork: 0, polls: 0 }
  if (pause === null) return { newWork: catalogue.facts(provider).concurrency, polls: POLLS_AT_ONCE }
  return { newWork: 0, polls: pause.code === 'provider.account-locked' ? POLLS_AT_ONCE : 0 }
}
