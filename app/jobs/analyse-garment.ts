import { z } from 'zod'
import { assetId } from '../domain/ids.ts'
import { garmentAnalysis } from '../domain/prompting/garment-analysis.ts'
import { garmentType } from '../domain/try-on.ts'
import { artifactOfPicture } from '../library/assets.ts'
import { LOOKING_STAGES, lookAtGarment } from '../pipeline/look-at-garment.ts'
import { defineJob } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

/** Looks at a garment on this machine: no key, no money. */
export const analyseGarmentJob = defineJob<JobServices>()({
  kind: 'analyse-garment',
  payload: z.object({ assetId, garmentType: z.union([garmentType, z.literal('auto')]), name: z.string() }),
  payloadVersion: 1,
  result: garmentAnalysis,
  slot: 'vision',
  slotLimit: 2,
  maxAttempts: 3,
  title: ({ name }) => name,
  async run(job, { services, signal, progress }) {
    const { library, limits } = services
    const { step } = services.createStep({ plan: LOOKING_STAGES.map((id) => ({ id, share: 1 / LOOKING_STAGES.length })), signal, progress })
    return await lookAtGarment(step, {
      garment: await artifactOfPicture(library, job.assetId),
      garmentType: job.garmentType,
      limits,
    })
  },
})
