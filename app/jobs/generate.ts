import { generateRequest } from '../domain/cloud/generate-request.ts'
import { type GenerateResult, generateResult } from '../domain/cloud/generate-result.ts'
import { hitPoint } from '../platform/fault-points.ts'
import { defineJob } from '../queue/define-job.ts'
import { type DoneWork, doneBefore, doWork, REMOTE_WORK, slotOfModel } from './cloud/do-work.ts'
import type { Work } from './cloud/work.ts'
import type { JobServices } from './services.ts'

/** Has work done by a service for money: one submission, whatever happens on the way. */
export const generateJob = defineJob<JobServices>()({
  kind: 'generate',
  payload: generateRequest,
  payloadVersion: 1,
  result: generateResult,
  slot: 'cloud',
  slotLimit: 1,
  remote: { ...REMOTE_WORK, slotOf: ({ choice }) => slotOfModel(choice.model) },
  maxAttempts: 5,
  title: ({ name, prompt, task }) => name ?? (prompt.trim().slice(0, 80) || task),
  async run(job, context) {
    const { cloud, library } = context.services
    const work: Work = { job, context, cloud, now: () => library.clock.now() }
    // A crash after the last write of the ledger: everything is kept and paid, and only the job does not know.
    const last = cloud.ledger.ofJob(context.jobId).at(-1)
    const done = last?.state === 'done' ? doneBefore(work, last) : await doWork(work)
    hitPoint('before-finish')
    return resultOf(done)
  },
})

function resultOf({ submission, assets, answers }: DoneWork): GenerateResult {
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
