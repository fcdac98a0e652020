import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { assetId } from '../domain/ids.ts'
import { truthReport } from '../domain/truth-report.ts'
import { garmentType } from '../domain/try-on.ts'
import { artifactOfPicture } from '../library/assets.ts'
import { JUDGING_STAGES, judgeAgainstGarment } from '../pipeline/judge-result.ts'
import { defineJob } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

/** Prints and seams are read from this size; more pixels changed no verdict and took longer. */
const WORKING_LONG_SIDE_PX = 1024

/** What a finished judging says. */
export const judgeReport = truthReport.extend({ ms: z.number().nonnegative() })

/** Compares a result, a draft or any picture, with the photo of its garment. */
export const judgeJob = defineJob<JobServices>()({
  kind: 'judge',
  payload: z.object({
    resultId: assetId,
    garmentId: assetId,
    personId: assetId.nullable(),
    garmentType: z.union([garmentType, z.literal('auto')]),
    name: z.string(),
  }),
  payloadVersion: 1,
  result: judgeReport,
  slot: 'vision',
  slotLimit: 2,
  maxAttempts: 3,
  title: ({ name }) => name,
  async run(payload, { services, signal, progress }) {
    const startedMs = performance.now()
    const { library, limits } = services
    const { step } = services.createStep({ plan: JUDGING_STAGES.map((id) => ({ id, share: 1 / JUDGING_STAGES.length })), signal, progress })
    const report = await judgeAgainstGarment(step, {
      result: await artifactOfPicture(library, payload.resultId),
      garment: await artifactOfPicture(library, payload.garmentId),
      person: payload.personId === null ? null : await artifactOfPicture(library, payload.personId),
      garmentType: payload.garmentType,
      workingLongSide: WORKING_LONG_SIDE_PX,
      limits,
    })
    return { ...report, ms: performance.now() - startedMs }
  },
})
