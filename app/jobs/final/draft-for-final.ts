import { z } from 'zod'
import type { Asset } from '../../domain/asset.ts'
import type { CloudModel } from '../../domain/cloud/model.ts'
import { StudioError } from '../../domain/errors.ts'
import { takesDraft } from '../../domain/final/compose-try.ts'
import type { FinalWork } from '../../domain/final/final-request.ts'
import type { ArtifactId } from '../../domain/ids.ts'
import { type GarmentType, garmentType } from '../../domain/try-on.ts'
import { getAsset } from '../../library/assets.ts'
import type { Library } from '../../library/open-library.ts'
import { listAttachments, resultsOf } from '../../library/results.ts'
import { idOf } from '../../platform/artifacts.ts'
import type { JobContext } from '../../queue/define-job.ts'
import type { JobServices } from '../services.ts'
import { makeDraft } from '../try-on.ts'

/** A draft that a final is made from. */
export interface KnownDraft {
  readonly asset: Asset
  /** What it changed of the photo; null where that was lost. */
  readonly editMask: ArtifactId | null
  /** In wearing order. */
  readonly types: readonly GarmentType[]
}

const draftRecipe = z.object({ qualityScore: z.number(), garments: z.array(z.object({ type: garmentType })) })

/**
 * The draft of a final: the one that was given, the one that an earlier run of the job has kept, or a new one. Null where none could be made and
 * the model does without, or the person said to go on.
 *
 * @throws StudioError `tryon.quality-failed` for one below its threshold that the model would be shown: no money is spent on it
 */
export async function draftForFinal(job: FinalWork, context: JobContext<JobServices>, model: CloudModel): Promise<KnownDraft | null> {
  const { library } = context.services
  if (job.draftId !== null) return knownDraft(library, getAsset(library, job.draftId))
  const before = resultsOf(library, context.jobId).find(({ lineage }) => lineage?.kind === 'try-on')
  const asset = before ?? (await newDraft(job, context, model))
  if (asset === null) return null
  const { qualityScore } = draftRecipe.parse(asset.lineage?.recipe)
  const threshold = job.options.qualityThreshold
  if (qualityScore < threshold && job.onWeakDraft === 'stop' && takesDraft(model)) {
    throw new StudioError('tryon.quality-failed', 'The draft is below its threshold: no money is spent on it', {
      details: { qualityScore, threshold, draftId: asset.id },
      stage: 'draft',
    })
  }
  return knownDraft(library, asset)
}

async function newDraft(job: FinalWork, context: JobContext<JobServices>, model: CloudModel): Promise<Asset | null> {
  try {
    const { kept } = await makeDraft(job, context)
    return getAsset(context.services.library, kept.assetId)
  } catch (thrown) {
    const isOfPicture = thrown instanceof StudioError && thrown.code.startsWith('tryon.')
    if (isOfPicture && (job.onWeakDraft === 'go-on' || !takesDraft(model))) return null
    throw thrown
  }
}

function knownDraft(library: Library, asset: Asset): KnownDraft {
  const recipe = draftRecipe.safeParse(asset.lineage?.recipe)
  const mask = listAttachments(library, asset.id).find(({ role }) => role === 'edit-mask')
  return {
    asset,
    editMask: mask === undefined ? null : idOf(mask.hash),
    types: recipe.success ? recipe.data.garments.map(({ type }) => type) : [],
  }
}
