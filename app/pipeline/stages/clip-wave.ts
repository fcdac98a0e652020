import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { measureSoundWave } from '../../media/video/sound-wave.ts'
import { CLIP_ERRORS, openClip } from '../open-clip.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** The peaks of a clip's sound, a byte each; null for a silent clip. */
export const clipWave = defineStage<Services>()({
  id: 'clip-wave',
  version: 1,
  lane: 'ffmpeg',
  models: [],
  input: z.object({ source: artifactId, points: z.int().min(1).max(10_000) }),
  output: z.object({ wave: artifactId.nullable() }),
  errors: CLIP_ERRORS,
  async run({ source, points }, { services, signal }) {
    const clip = await openClip(source, { services, signal })
    const peaks = await measureSoundWave(clip, points, { tools: services.video, signal })
    return { wave: peaks === null ? null : await services.artifacts.writeBytes(peaks) }
  },
})
