import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { sampleFrames } from '../../media/video/export/sample-frames.ts'
import { CLIP_ERRORS, openClip } from '../open-clip.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Small frames of a part of a clip, two a second, one above the other in one raster. */
export const sampleClip = defineStage<Services>()({
  id: 'sample-clip',
  version: 1,
  lane: 'ffmpeg',
  models: [],
  input: z.object({ source: artifactId, startMs: z.number().min(0), durationMs: z.number().positive() }),
  /** `times` in milliseconds from the beginning of the part. */
  output: z.object({ stack: artifactId, frameHeight: z.int().positive(), times: z.array(z.number()).min(1) }),
  errors: CLIP_ERRORS,
  async run({ source, ...part }, { services, signal }) {
    const clip = await openClip(source, { services, signal })
    const { stack, frameHeight, times } = await sampleFrames(clip, part, { tools: services.video, signal })
    return { stack: await services.artifacts.writeRaster(stack), frameHeight, times: [...times] }
  },
})
