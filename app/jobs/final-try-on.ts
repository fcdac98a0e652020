import { performance } from 'node:perf_hooks'
import { finalWork } from '../domain/final/final-request.ts'
import { type FinalResult, finalResult } from '../domain/final/final-result.ts'
import { microUsd } from '../domain/money/money.ts'
import { hitPoint } from '../platform/fault-points.ts'
import { builtInFinalRules } from '../prompting/built-in-final-rules.ts'
import { defineJob } from '../queue/define-job.ts'
import { REMOTE_WORK, slotOfModel } from './cloud/do-work.ts'
import { modelNamed } from './cloud/work.ts'
import { draftForFinal } from './final/draft-for-final.ts'
import type { FinalBench } from './final/finish-try.ts'
import { type KeptFinal, keepFinal } from './final/keep-final.ts'
import { MOST_ATTEMPTS, type PaidTries, type PaidTry, payTries } from './final/pay-tries.ts'
import { phased } from './final/phased.ts'
import type { JobServices } from './services.ts'

/** A final: a draft made here, a picture made of it by a service for money, what is preserved put back, judged, and paid for again where that is asked for. */
export const finalTryOnJob = defineJob<JobServices>()({
  kind: 'final-try-on',
  payload: finalWork,
  payloadVersion: 1,
  result: finalResult,
  slot: 'cloud',
  slotLimit: 1,
  remote: { ...REMOTE_WORK, slotOf: ({ choice }) => slotOfModel(choice.model) },
  maxAttempts: MOST_ATTEMPTS,
  title: ({ names }) => names.garments.join(' + '),
  async run(job, context) {
    const startedMs = performance.now()
    const model = modelNamed(context.services.cloud, job.choice.model)
    const draft = await draftForFinal(job, phased(context, [0, 0.2]), model)
    const bench: FinalBench = { job, context, model, draft }
    const paid = await payTries(bench, builtInFinalRules())
    const best = bestOf(paid.tries)
    const kept = await keepFinal(bench, best)
    hitPoint('before-finish')
    return resultOf(bench, paid, { best, kept, totalMs: performance.now() - startedMs })
  },
})

/** The one that is good; else the highest score, the earliest of them. */
function bestOf(tries: PaidTries['tries']): PaidTry {
  return tries.reduce((best, one) => (rankOf(one) > rankOf(best) ? one : best))
}

const rankOf = ({ verdict, score }: PaidTry): number => (verdict === 'ok' ? 1 : 0) + score

function resultOf(
  { context, draft, model }: FinalBench,
  { tries, stopped, stoppedCode }: PaidTries,
  { best, kept, totalMs }: { readonly best: PaidTry; readonly kept: KeptFinal; readonly totalMs: number },
): FinalResult {
  const { asset, keptMask } = kept
  const charges = context.services.cloud.ledger.ofJob(context.jobId).map(({ charge }) => charge)
  return {
    final: { assetId: asset.id, hash: asset.hash, width: asset.width, height: asset.height },
    keptMask,
    draft: draft === null ? null : { assetId: draft.asset.id, hash: draft.asset.hash },
    verdict: best.verdict,
    score: best.score,
    problem: best.finished.problem,
    agreement: best.finished.agreement,
    truth: [...best.truth],
    tries: tries.map(({ submission, made, composed, score, verdict, faults }) => ({
      submissionId: submission.id,
      made: { assetId: made.id, hash: made.hash, width: made.width, height: made.height },
      chargeMicros: submission.charge,
      seed: composed.seed,
      prompt: composed.request.prompt,
      score,
      verdict,
      faults: [...faults],
    })),
    chosen: tries.indexOf(best),
    stopped,
    stoppedCode,
    realism: best.composed.realism,
    unseen: [...best.composed.unseen],
    provider: model.provider,
    model: model.id,
    chargeMicros: microUsd.parse(charges.reduce((sum, charge) => sum + charge, 0)),
    totalMs,
  }
}
