import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { type Rgb8, rgb8 } from '../../domain/raster.ts'
import { type SubjectSample, subjectTrack } from '../../domain/video/subject-track.ts'
import { detailOf, subjectOfFrame } from '../../raster/clip/subject-of-frame.ts'
import { readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

const MOST_PEOPLE = 3

/** Where the people of a clip are in each of its sampled frames, and how sharp those are. Nobody is an answer. */
export const trackSubject = defineStage<Services>()({
  id: 'track-subject',
  version: 1,
  lane: 'inference',
  models: ['pose-detector', 'pose-full'],
  input: z.object({ stack: artifactId, frameHeight: z.int().positive(), times: z.array(z.number()).min(1) }),
  output: subjectTrack,
  errors: ['model.damaged', 'asset.blob-missing', 'asset.blob-damaged'],
  async run({ stack, frameHeight, times }, { services, signal, progress }) {
    const all = await readRgb(services.artifacts, stack)
    const samples: SubjectSample[] = []
    for (const [i, ms] of times.entries()) {
      signal.throwIfAborted()
      const frame = frameOf(all, i, frameHeight)
      const people = await services.eyes.findPeople(frame, { model: 'full', passes: 1, maxPeople: MOST_PEOPLE })
      samples.push({ ms, subject: subjectOfFrame(people, frame), sharpness: detailOf(frame) })
      progress((i + 1) / times.length)
    }
    return { samples }
  },
})

function frameOf({ width, data }: Rgb8, i: number, height: number): Rgb8 {
  const bytes = width * height * 3
  return rgb8(width, height, data.subarray(i * bytes, (i + 1) * bytes))
}
