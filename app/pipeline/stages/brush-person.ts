import { z } from 'zod'
import { strokePath } from '../../domain/brush-stroke.ts'
import { artifactId } from '../../domain/ids.ts'
import { paintStrokes, strokesIn } from '../../raster/brush.ts'
import { readMask } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/**
 * Puts the mask of a person right where somebody painted over it, before anything is measured of the person: outline, clothes and
 * arms follow. Runs only where somebody did.
 */
export const brushPerson = defineStage<Services>()({
  id: 'brush-person',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** The person, 0..1, at the size of the working picture. */
    mask: artifactId,
    strokes: z.array(strokePath).min(1),
  }),
  output: z.object({ mask: artifactId }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ mask: id, strokes }, { services: { artifacts }, signal }) {
    const mask = await readMask(artifacts, id)
    signal.throwIfAborted()
    return { mask: await artifacts.writeRaster(paintStrokes(mask, strokesIn(strokes, { picture: mask, x: 0, y: 0, scale: 1 }))) }
  },
})
