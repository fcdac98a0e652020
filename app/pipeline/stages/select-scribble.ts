import { z } from 'zod'
import { strokePath } from '../../domain/brush-stroke.ts'
import { StudioError } from '../../domain/errors.ts'
import { artifactId } from '../../domain/ids.ts'
import { fitInside } from '../../domain/raster.ts'
import { coverageOf, decide } from '../../raster/cut-out/person-mask.ts'
import { cutFromScribble } from '../../raster/cut-out/scribble-cut.ts'
import { createGuide, type GuideOptions } from '../../raster/guided-filter.ts'
import { resizeRgb } from '../../raster/resample.ts'
import { readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Colours are told apart at this size, in half a second; the edge comes from the guided filter. */
const COLOUR_LONG_SIDE_PX = 512
const GUIDE: GuideOptions = { workingLongSidePx: 1024, radiusPx: 6, epsilon: 1e-4 }

/** Cuts out what somebody scribbled on. */
export const selectScribble = defineStage<Services>()({
  id: 'select-scribble',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    image: artifactId,
    /** In shares of the picture: `add` is on the thing, `erase` beside it. */
    seeds: z.array(strokePath).min(1).max(64),
  }),
  /** `mask` is 0..1 at the picture's size. */
  output: z.object({ mask: artifactId, coverage: z.number().min(0).max(1) }),
  errors: ['tryon.segmentation-failed', 'asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ image, seeds }, { services, signal, progress }) {
    const picture = await readRgb(services.artifacts, image)
    const small = resizeRgb(picture, fitInside(picture, COLOUR_LONG_SIDE_PX))
    signal.throwIfAborted()
    const rough = cutFromScribble(small, seeds)
    if (rough === null) {
      throw new StudioError('tryon.segmentation-failed', 'Nothing was painted on the thing that is to be selected', {
        details: { coverage: 0 },
      })
    }
    progress(0.6)
    signal.throwIfAborted()
    const mask = decide(createGuide(picture, GUIDE).refine(rough))
    return { mask: await services.artifacts.writeRaster(mask), coverage: coverageOf(mask) }
  },
})
