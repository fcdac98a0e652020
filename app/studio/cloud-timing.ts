import { z } from 'zod'
import { CLOUD_TIMING, type CloudTiming } from '../jobs/cloud/cloud-services.ts'

const { deadlineMs } = CLOUD_TIMING

/** Waits of paid work; what is left out is as it is for everybody. Tests shorten them. */
export const cloudTimingSetting = z.object({
  reconcileAfterMs: z.number().default(CLOUD_TIMING.reconcileAfterMs),
  reconcileForMs: z.number().default(CLOUD_TIMING.reconcileForMs),
  firstPauseMs: z.number().default(CLOUD_TIMING.firstPauseMs),
  maxPauseMs: z.number().default(CLOUD_TIMING.maxPauseMs),
  longestPollMs: z.number().default(CLOUD_TIMING.longestPollMs),
  deadlineMs: z.object({ picture: z.number(), clip: z.number(), unreachable: z.number() }).default(deadlineMs),
  downloadMs: z.number().default(CLOUD_TIMING.downloadMs),
}) satisfies z.ZodType<CloudTiming>
