import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** A person in a picture: their pose, and the pose model's mask of them (0..1, at most 768 px on the long side). */
export const foundPerson = z.object({ pose: poseEstimate, poseMask: artifactId })

/** Finds the people of a picture. None is an answer, not an error: the caller knows whether it needs one. */
export const estimatePose = defineStage<Services>()({
  id: 'estimate-pose',
  version: 1,
  lane: 'inference',
  models: ['pose-detector', 'pose-full', 'pose-heavy'],
  input: z.object({
    /** Upright picture, 3 or 4 channels. */
    image: artifactId,
    /** `quick` for interaction; `careful` (the heavy model, twice) for a kept result. */
    effort: z.enum(['quick', 'careful']).default('careful'),
    maxPeople: z.int().min(1).max(10).default(3),
  }),
  /** Largest person first. */
  output: z.object({ people: z.array(foundPerson), width: z.int().positive(), height: z.int().positive() }),
  errors: ['model.damaged', 'asset.blob-missing', 'asset.blob-damaged'],
  async run({ image, effort, maxPeople }, { services, signal }) {
    const picture = await readRgb(services.artifacts, image)
    signal.throwIfAborted()
    const model = effort === 'careful' ? ({ model: 'heavy', passes: 2 } as const) : ({ model: 'full', passes: 1 } as const)
    const found = await services.eyes.findPeople(picture, { ...model, maxPeople })
    signal.throwIfAborted()
    const people = []
    for (const { pose, poseMask } of found) people.push({ pose, poseMask: await services.artifacts.writeRaster(poseMask) })
    return { people, width: picture.width, height: picture.height }
  },
})
