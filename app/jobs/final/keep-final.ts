import type { Asset } from '../../domain/asset.ts'
import type { AssetId, ContentHash } from '../../domain/ids.ts'
import { getAsset } from '../../library/assets.ts'
import { keepResult, listAttachments } from '../../library/results.ts'
import type { FinalBench } from './finish-try.ts'
import { nameOf, type PaidTry } from './pay-tries.ts'

export interface KeptFinal {
  readonly asset: Asset
  readonly keptMask: ContentHash | null
}

/** Keeps a finished final with the mask of what is the photo's, and everything it came from. A job that runs again keeps it once. */
export async function keepFinal({ job, context, draft }: FinalBench, best: PaidTry): Promise<KeptFinal> {
  const { library, limits, announceLibrary } = context.services
  const parent = (role: string, id: AssetId) => ({ role, assetId: id, hash: getAsset(library, id).hash })
  const { composed, submission, made, finished, score, verdict, faults } = best
  const mask = best.keptPng === null ? [] : [{ role: 'kept-mask', bytes: await library.artifacts.readBytes(best.keptPng) }]
  const asset = await keepResult(library, {
    bytes: await library.artifacts.readBytes(best.png),
    name: `${nameOf(job)} final.png`,
    lineage: {
      jobId: context.jobId,
      kind: 'final-try-on',
      parents: [
        parent('person', job.personId),
        ...job.garments.map(({ garmentId }) => parent('garment', garmentId)),
        ...(draft === null ? [] : [parent('draft', draft.asset.id)]),
        parent('made', made.id),
      ],
      recipe: {
        provider: submission.provider,
        model: submission.model,
        made: { charge: submission.charge },
        prompt: composed.request.prompt,
        negativePrompt: composed.request.negativePrompt,
        parameters: composed.request.choice.parameters,
        realism: composed.realism.level,
        preserve: job.preserve,
        seed: composed.seed,
        brand: job.brand,
        problem: finished.problem,
        agreement: finished.agreement,
        score,
        verdict,
        faults: [...faults],
      },
    },
    attachments: mask,
    limits,
  })
  announceLibrary({ kind: 'added', ids: [asset.id] })
  const kept = listAttachments(library, asset.id).find(({ role }) => role === 'kept-mask')
  return { asset, keptMask: kept?.hash ?? null }
}
