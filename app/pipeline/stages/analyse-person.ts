import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { otherHalf } from '../../domain/outfit.ts'
import { cropBody } from '../../raster/body/body.ts'
import { cropPlane, cropRgb, personCrop } from '../../raster/body/person-crop.ts'
import { buildScene } from '../../raster/drape/build-scene.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { storedScene, writeScene } from '../stored-scene.ts'

/**
 * Measures a person and parts what they wear, for garments of one region of the body. Knows nothing of the garment, so a
 * second garment on the same person finds this done.
 */
export const analysePerson = defineStage<Services>()({
  id: 'analyse-person',
  version: 11,
  // Runs while the garment is prepared on the inference thread.
  lane: 'pixels',
  models: [],
  input: z.object({
    image: artifactId,
    /** The person, 0..1, at the picture's size. */
    mask: artifactId,
    pose: poseEstimate,
    region: z.enum(['upper', 'lower', 'full']),
    otherHalf: otherHalf.default('kept'),
  }),
  output: z.object({ scene: storedScene }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ image, mask, pose, region, otherHalf: other }, { services, signal, progress }) {
    const picture = await readRgb(services.artifacts, image)
    const whole = await readMask(services.artifacts, mask)
    signal.throwIfAborted()
    const crop = personCrop(pose, whole, { picture, region })
    const photo = cropRgb(picture, crop)
    const scene = buildScene({ photo, mask: cropPlane(whole, crop), pose: cropBody(pose, crop), region, otherHalf: other })
    signal.throwIfAborted()
    progress(0.9)
    return { scene: await writeScene(services.artifacts, scene, { image, crop }) }
  },
})
