import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'
import { GARMENT_REGIONS } from '../../domain/garment-region.ts'
import { artifactId } from '../../domain/ids.ts'
import { fitInside } from '../../domain/raster.ts'
import { garmentType } from '../../domain/try-on.ts'
import { lowerBox, topBox } from '../../raster/garment/box.ts'
import { measureLower } from '../../raster/garment/lower-anchors.ts'
import { silhouetteOf } from '../../raster/garment/silhouette.ts'
import { measureTop } from '../../raster/garment/top-anchors.ts'
import { resizeRgba } from '../../raster/resample.ts'
import { readPicture } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { writeMeasure } from '../stored-fit.ts'

/** Anchors are measured at this size: constants in pixels (fringe, runs) belong to it. */
const ANALYSIS_LONG_SIDE = 640

/** Measures the landmarks of a flat or ghost garment from its cut-out. */
export const analyseGarment = defineStage<Services>()({
  id: 'analyse-garment',
  version: 6,
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
    const small = resizeRgba(picture, fitInside(picture, ANALYSIS_LONG_SIDE))
    const silhouette = silhouetteOf(small)
    if (silhouette === null) {
      throw new StudioError('tryon.garment-failed', 'The cut-out is empty: use a photo in which the garment fills more of the picture')
    }
    signal.throwIfAborted()
    const region = GARMENT_REGIONS[type]
    const anchors =
      region === 'lower' ? measureLower(silhouette, { legs: type === 'skirt' ? 'none' : 'two' }) : measureTop(small, silhouette, sleeves)
    const box = region === 'lower' ? lowerBox(silhouette) : topBox(silhouette)
    const { artifacts } = services
    return {
      measure: await writeMeasure(artifacts, { anchors, box }),
      silhouette: await artifacts.writeRaster(silhouette.mask),
      confidence: anchors.confidence,
      notes: [...anchors.notes],
    }
  },
})
