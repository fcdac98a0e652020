import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'
import { artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { fitInside, type Plane, type Rgb8 } from '../../domain/raster.ts'
import { garmentKind, garmentType, requestedGarmentType } from '../../domain/try-on.ts'
import { colourCutOut } from '../../raster/cut-out/cut-colours.ts'
import { coverageOf } from '../../raster/cut-out/person-mask.ts'
import { classifyFlat } from '../../raster/garment-type/classify-flat.ts'
import { measureFrontLine } from '../../raster/garment-type/front-line.ts'
import { guessAsAsked, guessFrom, type TypeGuess } from '../../raster/garment-type/guess.ts'
import { measureFeatures } from '../../raster/garment-type/silhouette-features.ts'
import { resizePlane, resizeRgb } from '../../raster/resample.ts'
import { onWhite, readPicture } from '../read-raster.ts'
import { segmentGarment } from '../segment-garment.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

const OUTLINE_LONG_SIDE = 256

const output = z.object({
  /** RGBA at the picture's size, rim free of the ground's colour, and its alpha as a mask 0..1. */
  cutOut: artifactId,
  mask: artifactId,
  coverage: z.number().min(0).max(1),
  kind: garmentKind,
  /** Why it was taken for worn or not, and how it was cut. */
  kindReason: z.string(),
  method: z.enum(['alpha', 'plain-ground', 'centre', 'core', 'worn']),
  /** 0..1, that the outline is a garment's, all around: low where the ground has its colours or a hem had to be guessed. */
  cutOutConfidence: z.number().min(0).max(1),
  type: garmentType,
  region: z.enum(['upper', 'lower', 'full']),
  sleeves: z.enum(['none', 'short', 'long', 'unknown']),
  /** 0..1; 1 when the type was asked for. */
  typeConfidence: z.number().min(0).max(1),
  regionConfidence: z.number().min(0).max(1),
  /** The model who wears it, in the same picture; null unless the kind is `worn`. */
  wearer: z.object({ pose: poseEstimate, personMask: artifactId }).nullable(),
})
export type PreparedGarment = z.output<typeof output>

/** Finds out what a garment picture shows and cuts the garment out. */
export const prepareGarment = defineStage<Services>()({
  id: 'prepare-garment',
  version: 10,
  lane: 'inference',
  models: ['pose-detector', 'pose-heavy', 'selfie'],
  input: z.object({
    /** Upright picture, 3 or 4 channels. */
    image: artifactId,
    garmentType: requestedGarmentType,
  }),
  output,
  errors: ['tryon.garment-failed', 'model.damaged', 'asset.blob-missing', 'asset.blob-damaged'],
  async run({ image, garmentType: asked }, { services, signal, progress }) {
    const picture = await readPicture(services.artifacts, image)
    const flat = picture.channels === 4 ? onWhite(picture) : picture
    const found = await segmentGarment({ picture, flat, asked }, { eyes: services.eyes, signal, progress })
    if (found === null) {
      const details = { width: picture.width, height: picture.height }
      throw new StudioError('tryon.garment-failed', 'No garment stands out from the ground', { details })
    }
    signal.throwIfAborted()
    progress(0.8)
    const cutOut = colourCutOut(flat, found.mask)
    progress(0.95)
    const guess = found.guess ?? guessByOutline(flat, found.mask)
    const { type, region, sleeves, confidence, regionConfidence } = asked === 'auto' ? guess : guessAsAsked(asked, guess)
    const { artifacts } = services
    return {
      cutOut: await artifacts.writeRaster(cutOut),
      mask: await artifacts.writeRaster(found.mask),
      coverage: coverageOf(found.mask),
      kind: found.kind,
      kindReason: found.reason,
      method: found.method,
      cutOutConfidence: found.confidence,
      type,
      region,
      sleeves,
      typeConfidence: confidence,
      regionConfidence,
      wearer: found.wearer === null ? null : { pose: found.wearer.pose, personMask: await artifacts.writeRaster(found.wearer.personMask) },
    }
  },
})

/** What an outline of a flat or ghost garment says. */
export function guessByOutline(image: Rgb8, mask: Plane): TypeGuess {
  const size = fitInside(mask, OUTLINE_LONG_SIDE)
  const small = resizePlane(mask, size)
  const features = measureFeatures(small)
  if (features === null) return guessFrom({ 't-shirt': 1, sweater: 1, trousers: 1, dress: 1 }, 'unknown')
  return classifyFlat(features, measureFrontLine(resizeRgb(image, size), small))
}
