import type { Handlers } from '../../contract/define.ts'
import type { tryOnContract } from '../../contract/try-on.ts'
import { StudioError } from '../../domain/errors.ts'
import type { AssetId, JobId } from '../../domain/ids.ts'
import { type DraftedGarment, tryOnResult } from '../../domain/try-on.ts'
import { draftPlan } from '../../jobs/draft-plan.ts'
import { inputOf, tryOnPayload } from '../../jobs/try-on.ts'
import { getPicture } from '../../library/assets.ts'
import { describeDraft } from '../../pipeline/draft-overlays.ts'
import { gatherRewarp } from '../../pipeline/gather-rewarp.ts'
import { toPng } from '../../pipeline/stages/encode-png.ts'
import type { StudioContext } from './context.ts'

/** How many of the latest drafts say how long one usually takes. */
const USUAL_OF = 9
/** Among how many drafts of any number of garments they are looked for. */
const LOOKED_AT = 36

export function tryOnHandlers({ library, queue, createStep, config }: StudioContext): Handlers<typeof tryOnContract> {
  return {
    'tryon.start': ({ personId, garments, options }) => {
      const name = (id: AssetId): string => getPicture(library, id).name
      // The names make the title; they are in the payload so that the job can be told without the library.
      const names = { person: name(personId), garments: garments.map(({ garmentId }) => name(garmentId)) }
      return { jobId: queue.enqueue('try-on', { personId, garments, options, names }).id }
    },
    'tryon.stages': ({ garments }) => ({
      stages: draftPlan(garments).map(({ id, share }) => ({ id, share })),
      usualMs: usualMs(queue, garments),
    }),
    'tryon.inspect': ({ jobId, garment }) => describeDraft(library.artifacts, garmentOf(queue, jobId, garment).debug),
    'tryon.mask': async ({ jobId, garment, mask }, { signal }) => {
      const id = garmentOf(queue, jobId, garment).debug[mask]
      if (id === undefined) throw new StudioError('asset.not-found', 'The draft has no such mask', { details: { mask } })
      const raster = await library.artifacts.readRaster(id)
      signal.throwIfAborted()
      return { picture: await library.artifacts.writeBytes(await toPng(raster)) }
    },
    'tryon.rewarp': async ({ jobId, garment }, { signal }) => {
      garmentOf(queue, jobId, garment)
      const payload = tryOnPayload.parse(queue.get(jobId).payload)
      const { step } = createStep({ plan: [], signal, progress: () => undefined })
      return { kit: await gatherRewarp(step, await inputOf(library, payload, config.imageLimits), garment) }
    },
    'cutout.start': ({ assetId, kind }) => ({
      jobId: queue.enqueue('cut-out', { assetId, kind, name: getPicture(library, assetId).name }).id,
    }),
    'pose.start': ({ assetId }) => ({ jobId: queue.enqueue('pose', { assetId, name: getPicture(library, assetId).name }).id }),
    'judge.start': ({ personId, ...asked }) => {
      const name = getPicture(library, asked.resultId).name
      for (const id of [asked.garmentId, ...(personId === undefined ? [] : [personId])]) getPicture(library, id)
      return { jobId: queue.enqueue('judge', { ...asked, personId: personId ?? null, name }).id }
    },
  }
}

/** @throws StudioError `job.not-found` for any other job, `asset.not-found` for a garment that the draft does not have. */
function garmentOf(queue: StudioContext['queue'], id: JobId, index: number): DraftedGarment {
  const job = queue.get(id)
  const parsed = tryOnResult.safeParse(job.result)
  if (job.kind !== 'try-on' || !parsed.success) throw new StudioError('job.not-found', 'There is no finished draft of this name')
  const garment = parsed.data.garments[index]
  if (garment === undefined) throw new StudioError('asset.not-found', 'The draft has no such garment', { details: { garment: index } })
  return garment
}

/** Median time of the latest drafts of as many garments on this machine; null before the first. */
function usualMs(queue: StudioContext['queue'], garments: number): number | null {
  const times = queue
    .list({ states: ['succeeded'], kinds: ['try-on'], limit: LOOKED_AT })
    .jobs.map((job) => tryOnResult.safeParse(job.result))
    .flatMap((parsed) => (parsed.success && parsed.data.garments.length === garments ? [parsed.data.totalMs] : []))
    .slice(0, USUAL_OF)
    .sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)] ?? null
}
