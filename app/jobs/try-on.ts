import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { type ArtifactId, type AssetId, assetId, contentHash } from '../domain/ids.ts'
import { outfit, type TryOnResult, tryOnOptions, tryOnResult } from '../domain/try-on.ts'
import { tryOnPayload1, tryOnResult1 } from '../domain/try-on-version-1.ts'
import { artifactOfPicture, getAsset } from '../library/assets.ts'
import type { Library } from '../library/open-library.ts'
import { keepResult, listAttachments } from '../library/results.ts'
import { encodeResult } from '../pipeline/stages/encode-result.ts'
import { type TryOnDraft, type TryOnInput, tryOn } from '../pipeline/try-on.ts'
import type { ImageLimits } from '../platform/config.ts'
import { defineJob, type JobContext } from '../queue/define-job.ts'
import { draftPlan } from './draft-plan.ts'
import type { JobServices } from './services.ts'

export const tryOnPayload = z.object({
  personId: assetId,
  garments: outfit,
  options: tryOnOptions,
  /** What the pictures are called, so that the job can be told without the library; garments in wearing order. */
  names: z.object({ person: z.string(), garments: z.array(z.string()) }),
})
type Payload = z.output<typeof tryOnPayload>

/** A draft: the pictures in, the draft kept in the library with its edit mask, recipe and lineage. */
export const tryOnJob = defineJob<JobServices>()({
  kind: 'try-on',
  payload: tryOnPayload,
  payloadVersion: 2,
  earlier: { 1: { payload: tryOnPayload1, result: tryOnResult1 } },
  result: tryOnResult,
  slot: 'vision',
  slotLimit: 2,
  maxAttempts: 3,
  title: ({ names }) => names.garments.join(' + '),
  async run(job, context) {
    const startedMs = performance.now()
    const { draft, files, kept, runs } = await makeDraft(job, context)
    return {
      ...verdictOf(draft),
      draft: { assetId: kept.assetId, hash: kept.hash },
      before: files.beforeJpeg,
      editMask: kept.editMask,
      stages: [...runs],
      totalMs: performance.now() - startedMs,
    }
  },
})

/** Makes the draft of a job and keeps it in the library. A job that runs again keeps it once. @throws as `tryOn` and `keepResult` */
export async function makeDraft(job: Payload, context: JobContext<JobServices>) {
  const { services, signal, progress } = context
  const { step, runs } = services.createStep({ plan: draftPlan(job.garments.length), signal, progress })
  const draft = await tryOn(step, await inputOf(services.library, job, services.limits))
  const files = await step(encodeResult, { draft: draft.draft, before: draft.before, editMask: draft.editMask })
  signal.throwIfAborted()
  const kept = await keepDraft({ job, context, draft, files })
  services.announceLibrary({ kind: 'added', ids: [kept.assetId] })
  return { draft, files, kept, runs }
}

/** What the pipeline makes the draft of a job from. */
export async function inputOf(
  library: Library,
  { personId, garments, options }: Pick<Payload, 'personId' | 'garments' | 'options'>,
  limits: ImageLimits,
): Promise<TryOnInput> {
  return {
    person: await artifactOfPicture(library, personId),
    garments: await Promise.all(
      garments.map(async ({ garmentId, ...asked }) => ({ garment: await artifactOfPicture(library, garmentId), ...asked })),
    ),
    limits,
    ...options,
  }
}

/** Stores the draft where the user's own files lie, with everything that is needed to make it again. */
async function keepDraft(parts: {
  readonly job: Payload
  readonly context: JobContext<JobServices>
  readonly draft: TryOnDraft
  readonly files: { readonly draftPng: ArtifactId; readonly editMaskPng: ArtifactId }
}): Promise<{ readonly assetId: AssetId; readonly hash: TryOnResult['editMask']; readonly editMask: TryOnResult['editMask'] }> {
  const { job, context, draft, files } = parts
  const { library, limits } = context.services
  const parent = (role: string, id: AssetId) => ({ role, assetId: id, hash: getAsset(library, id).hash })
  const asset = await keepResult(library, {
    bytes: await library.artifacts.readBytes(files.draftPng),
    name: `${stem(job.names.person, 80)} in ${job.names.garments.map((name) => stem(name, 80 / job.garments.length)).join(', ')}.png`,
    lineage: {
      jobId: context.jobId,
      kind: 'try-on',
      parents: [parent('person', job.personId), ...job.garments.map(({ garmentId }) => parent('garment', garmentId))],
      recipe: recipeOf(job, draft),
    },
    attachments: [{ role: 'edit-mask', bytes: await library.artifacts.readBytes(files.editMaskPng) }],
    limits,
  })
  const mask = listAttachments(library, asset.id).find((attachment) => attachment.role === 'edit-mask')
  return { assetId: asset.id, hash: asset.hash, editMask: contentHash.parse(mask?.hash) }
}

/** Everything but the pictures that made the draft what it is; garments in wearing order, as the parents are. */
function recipeOf({ options, garments }: Payload, draft: TryOnDraft) {
  return {
    options,
    qualityScore: draft.qualityScore,
    garments: draft.garments.map(({ type, kind, confidence, strategy, qualityScore }, index) => ({
      asked: garments[index]?.garmentType ?? 'auto',
      front: garments[index]?.front ?? 'closed',
      type,
      kind,
      confidence,
      strategy,
      qualityScore,
    })),
  }
}

function verdictOf({ width, height, verdict, qualityScore, defects, garments }: TryOnDraft) {
  return { width, height, verdict, qualityScore, defects: [...defects], garments: [...garments] }
}

/** A file name without its extension, short enough for several of them in one name. */
export const stem = (name: string, length: number): string => name.replace(/\.[^.]+$/, '').slice(0, length)
