import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { imageLimits } from '../../platform/config.ts'
import { decodeUpright } from '../../platform/image/decode-image.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/**
 * Reads a photo for work: upright by its EXIF turn, sRGB, 8 bit, long side at most `longSide`. Keeps alpha where the file has
 * it: a cut-out that was made elsewhere is better than any of ours.
 */
export const loadPhoto = defineStage<Services>()({
  id: 'load-photo',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** Bytes of the original, as they lie in the library. */
    source: artifactId,
    /** Pixels. */
    longSide: z.int().min(64).max(8192),
    limits: imageLimits.prefault({}),
  }),
  /** `fullSize` is the whole upright picture in pixels; `image` has 4 channels where `hasAlpha`, else 3. */
  output: z.object({
    image: artifactId,
    width: z.int().positive(),
    height: z.int().positive(),
    fullSize: z.object({ width: z.int().positive(), height: z.int().positive() }),
    hasAlpha: z.boolean(),
  }),
  errors: [
    'image.unsupported-type',
    'image.damaged',
    'image.too-large',
    'asset.blob-missing',
    'asset.blob-damaged',
    'storage.full',
    'storage.failed',
  ],
  async run({ source, longSide, limits }, { services, signal }) {
    const bytes = await services.artifacts.readBytes(source)
    signal.throwIfAborted()
    const { raster, fullSize } = await decodeUpright(bytes, { limits, longSidePx: longSide })
    signal.throwIfAborted()
    return {
      image: await services.artifacts.writeRaster(raster),
      width: raster.width,
      height: raster.height,
      fullSize: { width: fullSize.width, height: fullSize.height },
      hasAlpha: raster.channels === 4,
    }
  },
})
