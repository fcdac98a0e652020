import { z } from 'zod'
import { cleanUpReport } from '../domain/storage.ts'
import { forgetStages } from '../library/memo.ts'
import { sweepArtifacts } from '../library/sweep-artifacts.ts'
import { defineJob } from '../queue/define-job.ts'
import type { JobServices } from './services.ts'

/** A job under way holds what it has made in memory, not in the tables; none takes nearly this long. */
const MIN_AGE_MS = 60 * 60 * 1000

/** Removes derived files that nothing shows. The next draft of an old pair of pictures works from the start again. */
export const cleanUp = defineJob<JobServices>()({
  kind: 'clean-up',
  payload: z.object({}),
  payloadVersion: 1,
  result: cleanUpReport,
  slot: 'files',
  slotLimit: 1,
  maxAttempts: 2,
  title: () => '',
  async run(_payload, { services, signal, progress }) {
    forgetStages(services.library, MIN_AGE_MS)
    return await sweepArtifacts(services.library, { minAgeMs: MIN_AGE_MS, signal, onProgress: progress })
  },
})
