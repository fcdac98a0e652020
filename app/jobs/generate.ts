import type { Asset } from '../domain/asset.ts'
import { generateRequest } from '../domain/cloud/generate-request.ts'
import { type GenerateResult, generateResult } from '../domain/cloud/generate-result.ts'
import { providerId } from '../domain/cloud/tasks.ts'
import { StudioError } from '../domain/errors.ts'
import type { JsonValue } from '../domain/json.ts'
import type { Submission } from '../ledger/submission-rows.ts'
import { resultsOf } from '../library/results.ts'
import { hitPoint } from '../platform/fault-points.ts'
import { type Admission, defineJob } from '../queue/define-job.ts'
import { type CloudServices, slotOf } from './cloud/cloud-services.ts'
import { type Finished, followWork } from './cloud/follow-work.ts'
import { keepOutputs } from './cloud/keep-outputs.ts'
import { resolveDoubt } from './cloud/resolve-doubt.ts'
import { stopWork } from './cloud/stop-work.ts'
import { dropArrived } from './cloud/stored-outputs.ts'
import { submitWork } from './cloud/submit-work.ts'
import { newWait, type Work, waitOf } from './cloud/work.ts'
import type { JobServices } from './services.ts'

/** Looks at waiting work of one service at once. */
const POLLS_AT_ONCE = 4

/** Only in the first part of a provider's name: `fal:nano-banana`. */
const providerOf = (model: string) => providerId.parse(model.slice(0, model.indexOf(':')))

/**
 * Has work done by a service for money. What was sent is decided by the ledger, not by this job's row: a run first looks what the job has
 * open there, so a crash at any point, a retry and a person's decision lead to the one thing that is left to do.
 */
export const generateJob = defineJob<JobServices>()({
  kind: 'generate',
  payload: generateRequest,
  payloadVersion: 1,
  result: generateResult,
  slot: 'cloud',
  slotLimit: 1,
  remote: {
    slots: providerId.options.filter((provider) => provider !== 'local').map(slotOf),
    slotOf: ({ choice }) => slotOf(providerOf(choice.model)),
    admits: (slot, { cloud }) => admits(cloud, slot),
    hasOpen: (jobId, { cloud }) => cloud.ledger.openOf(jobId) !== undefined,
    cancel: (jobId, { cloud }) => stopWork(cloud, jobId),
  },
  maxAttempts: 5,
  title: ({ name, prompt, task }) => name ?? (prompt.trim().slice(0, 80) || task),
  async run(job, context) {
    const { services, jobId } = context
    const { cloud, library } = services
    const work: Work = { job, context, cloud, now: () => library.clock.now() }
    const paid = finishedBefore(cloud.ledger.ofJob(jobId), resultsOf(library, jobId))
    if (paid !== undefined) return paid
    const submission = await acceptedSubmission(work)
    // A crash or a person's "go on" leaves no memory of the wait: it begins anew.
    const wait = waitOf(context.operation, submission.id) ?? newWait(submission.id, work.now())
    const finished = await followWork(work, submission, wait)
    const assets = await keepOutputs(work, finished, { submission, wait })
    hitPoint('after-keep')
    const settled = cloud.ledger.settle(submission.id, finished.costMicros)
    await dropArrived(library.folder, (file) => !file.startsWith(submission.id))
    services.announceLibrary({ kind: 'added', ids: assets.map(({ id }) => id) })
    hitPoint('before-finish')
    return resultOf(settled, assets, answersOf(finished))
  },
})

/** What is open in the ledger for this job, brought to "accepted": the run ends where that takes time. */
async function acceptedSubmission(work: Work): Promise<Submission> {
  const open = work.cloud.ledger.openOf(work.context.jobId)
  if (open === undefined) return await submitWork(work)
  return open.state === 'accepted' ? open : await resolveDoubt(work, open)
}

/** A crash after the last write of the ledger: everything is kept and paid, and only the job does not know. */
function finishedBefore(past: readonly Submission[], kept: readonly Asset[]): GenerateResult | undefined {
  const last = past.at(-1)
  if (last?.state !== 'done') return undefined
  const assets = kept.filter(({ lineage }) => JSON.stringify(lineage?.recipe).includes(last.id))
  if (assets.length === 0) throw new StudioError('provider.result-gone', 'The results of this job were taken out of the library')
  return resultOf(last, assets, [])
}

function answersOf({ outputs }: Finished): JsonValue[] {
  return outputs.flatMap((output) => (output.kind === 'json' ? [output.value] : []))
}

function resultOf(submission: Submission, assets: readonly Asset[], answers: readonly JsonValue[]): GenerateResult {
  const { provider, model, id, charge, basis } = submission
  return {
    assets: assets.map(({ id: assetId, hash, name, type, width, height, sizeBytes }) => ({
      assetId,
      hash,
      name,
      type,
      width,
      height,
      sizeBytes,
    })),
    answers: [...answers],
    provider,
    model,
    submissionId: id,
    chargeMicros: charge,
    basis,
  }
}

/** Off: nothing at all. A locked account begins nothing, and what it has finished can be fetched. A refused key does neither. */
function admits({ states, catalogue }: CloudServices, slot: string): Admission {
  const provider = providerId.parse(slot.slice('cloud-'.length))
  const { isOn, pause } = states.get(provider)
  if (!isOn) return { newWork: 0, polls: 0 }
  if (pause === null) return { newWork: catalogue.facts(provider).concurrency, polls: POLLS_AT_ONCE }
  return { newWork: 0, polls: pause.code === 'provider.account-locked' ? POLLS_AT_ONCE : 0 }
}
