import { z } from 'zod'
import { strokePath } from '../../domain/brush-stroke.ts'
import { StudioError } from '../../domain/errors.ts'
import { artifactId } from '../../domain/ids.ts'
import { paintStrokes, strokesIn } from '../../raster/brush.ts'
import { colourCutOut } from '../../raster/cut-out/cut-colours.ts'
import { coverageOf } from '../../raster/cut-out/person-mask.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/**
 * Puts the cut-out of a garment right where somebody painted over it: outline and points of the garment follow, what it was taken
 * for stays. Runs only where somebody did.
 */
export const brushGarment = defineStage<Services>()({
  id: 'brush-garment',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** Upright picture of the garment, 3 or 4 channels. */
    image: artifactId,
    /** Its cut-out's alpha, 0..1, same size. */
    mask: artifactId,
    strokes: z.array(strokePath).min(1),
  }),
  /** As of `prepare-garment`. */
  output: z.object({ cutOut: artifactId, mask: artifactId, coverage: z.number().min(0).max(1) }),
  errors: ['tryon.garment-failed', 'asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ image, mask: id, strokes }, { services: { artifacts }, signal }) {
    const picture = await readRgb(artifacts, image)
    const found = await readMask(artifacts, id)
    const mask = paintStrokes(found, strokesIn(strokes, { picture: found, x: 0, y: 0, scale: 1 }))
    const coverage = coverageOf(mask)
    if (coverage === 0) throw new StudioError('tryon.garment-failed', 'Nothing of the garment is left: all of it was erased by hand')
    signal.throwIfAborted()
    return { cutOut: await artifacts.writeRaster(colourCutOut(picture, mask)), mask: await artifacts.writeRaster(mask), coverage }
  },
})
