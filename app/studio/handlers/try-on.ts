import type { Handlers } from '../../contract/define.ts'
import type { tryOnContract } from '../../contract/try-on.ts'
import { tryOnResult } from '../../domain/try-on.ts'
import { TRY_ON_PLAN } from '../../jobs/try-on.ts'
import { getAsset } from '../../library/assets.ts'
import type { StudioContext } from './context.ts'

/** How many of the latest drafts say how long one usually takes. */
const USUAL_OF = 9

export function tryOnHandlers({ library, queue }: StudioContext): Handlers<typeof tryOnContract> {
  return {
    'tryon.start': ({ personId, garmentId, options }) => {
      const [person, garment] = [getAsset(library, personId), getAsset(library, garmentId)]
      // The names make the title; they are in the payload so that the job can be told without the library.
      return { jobId: queue.enqueue('try-on', { personId, garmentId, options, names: { person: person.name, garment: garment.name } }).id }
    },
    'tryon.stages': () => ({ stages: TRY_ON_PLAN.map((stage) => ({ ...stage })), usualMs: usualMs(queue) }),
    'cutout.start': ({ assetId, kind }) => ({
      jobId: queue.enqueue('cut-out', { assetId, kind, name: getAsset(library, assetId).name }).id,
    }),
    'pose.start': ({ assetId }) => ({ jobId: queue.enqueue('pose', { assetId, name: getAsset(library, assetId).name }).id }),
  }
}

/** Median time of the latest drafts on this machine; null before the first. */
function usualMs(queue: StudioContext['queue']): number | null {
  const times = queue
    .list({ states: ['succeeded'], kinds: ['try-on'], limit: USUAL_OF })
    .jobs.map((job) => tryOnResult.safeParse(job.result))
    .flatMap((parsed) => (parsed.success ? [parsed.data.totalMs] : []))
    .sort((a, b) => a - b)
  return times[Math.floor(times.length / 2)] ?? null
}
