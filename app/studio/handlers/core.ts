import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Handlers } from '../../contract/define.ts'
import type { StudioEvent } from '../../contract/events.ts'
import { StudioError } from '../../domain/errors.ts'
import { contentHash } from '../../domain/ids.ts'
import { makePoseTask, poseTaskMark } from '../../inference/task/pose-task.ts'
import { findMedia } from '../../library/media.ts'
import { thumbnailOf } from '../../library/thumbnails.ts'
import type { CoreContract } from '../host-contract.ts'
import { openUpload } from '../uploads.ts'
import type { StudioContext } from './context.ts'
import { receiveWebhook } from './webhooks.ts'

export interface CorePorts {
  readonly eventsSince: (seq: number) => { events: StudioEvent[]; lastSeq: number }
  readonly stop: () => Promise<void>
}

export function coreHandlers(context: StudioContext, ports: CorePorts): Handlers<CoreContract> {
  const { library, config, modelFolder } = context
  return {
    'media.locate': async ({ hash, variant }) => {
      const wanted = variant === 'small' || variant === 'large' ? thumbnailOf(library, contentHash.parse(hash), variant) : hash
      const media = wanted === undefined ? undefined : await findMedia(library, wanted)
      if (media === undefined) throw new StudioError('asset.not-found', 'There is no such picture')
      return media
    },
    'models.live-pose': async () => ({ bytes: await makePoseTask(modelFolder), mark: poseTaskMark() }),
    'models.live-pose-mark': () => ({ mark: poseTaskMark() }),
    'uploads.open': async () => ({
      ...(await openUpload(library.folder, library.clock.now())),
      maxBytes: Math.max(config.imageLimits.maxImageBytes, config.videoLimits.maxClipBytes),
    }),
    'webhooks.receive': async (call) => ({ outcome: await receiveWebhook(context, call) }),
    'events.since': ({ seq }) => ports.eventsSince(seq),
    'core.delay': createDelayMeter(),
    'core.stop': async () => {
      await ports.stop()
      return {}
    },
  }
}

const DELAY_RESOLUTION_MS = 5

/** Measures only once somebody has asked: the timer behind it would wake an idle core two hundred times a second. */
function createDelayMeter(): () => { p99Ms: number; maxMs: number } {
  let delay: ReturnType<typeof monitorEventLoopDelay> | undefined
  return () => {
    if (delay === undefined) {
      delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS })
      delay.enable()
      return { p99Ms: 0, maxMs: 0 }
    }
    const lateness = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - DELAY_RESOLUTION_MS)
    const answer = { p99Ms: lateness(delay.percentile(99)), maxMs: lateness(delay.max) }
    delay.reset()
    return answer
  }
}
