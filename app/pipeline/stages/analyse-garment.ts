import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'
import { artifactId } from '../../domain/ids.ts'
import { garmentType } from '../../domain/try-on.ts'
import { measureGarment } from '../../raster/garment/measure-garment.ts'
import { readPicture } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { writeMeasure } from '../stored-fit.ts'

/** Measures the landmarks of a flat or ghost garment from its cut-out. */
export const analyseGarment = defineStage<Services>()({
  id: 'analyse-garment',
  version: 9,
  // No model, but the inference thread is done with the garment by now, while the pixels thread still clears the person.
  lane: 'inference',
  models: [],
  input: z.object({
    /** RGBA, any size. */
    cutOut: artifactId,
    type: garmentType,
    sleeves: z.enum(['none', 'short', 'long', 'unknown']),
  }),
  output: z.object({
    /** The cut-out, turned upright where it lay turned; what the measure and the silhouette are of. */
    upright: artifactId,
    /** `GarmentMeasure`. */
    measure: artifactId,
    /** Where its cloth is, 0 or 1, in the size of the measure. */
    silhouette: artifactId,
    confidence: z.number().min(0).max(1),
    notes: z.array(z.string()),
  }),
  errors: ['tryon.garment-failed', 'asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ cutOut, type, sleeves }, { services, signal }) {
    const picture = await readPicture(services.artifacts, cutOut)
    if (picture.channels !== 4) throw new StudioError('internal', 'A cut-out has an alpha channel')
    const measured = measureGarment(picture, { type, sleeves })
    if (measured === null) {
      throw new StudioError('tryon.garment-failed', 'The cut-out is empty: use a photo in which the garment fills more of the picture')
    }
    signal.throwIfAborted()
    const { anchors, box, silhouette } = measured
    const { artifacts } = services
    return {
      upright: measured.tilt === 0 ? cutOut : await artifacts.writeRaster(measured.cutOut),
      measure: await writeMeasure(artifacts, { anchors, box }),
      silhouette: await artifacts.writeRaster(silhouette.mask),
      confidence: anchors.confidence,
      notes: [...anchors.notes],
    }
  },
})
