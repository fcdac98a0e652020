import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { imageLimits } from '../../platform/config.ts'
import { decodeUpright } from '../../platform/image/decode-image.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Reads a picture for a document: upright, sRGB, 8 bit, every pixel of it, alpha as the file has it. */
export const loadPicture = defineStage<Services>()({
  id: 'load-picture',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** Bytes of the original, as they lie in the library. */
    source: artifactId,
    limits: imageLimits.prefault({}),
  }),
  /** 4 channels where the file has alpha, else 3. */
  output: z.object({ image: artifactId, width: z.int().positive(), height: z.int().positive() }),
  errors: [
    'image.unsupported-type',
    'image.damaged',
    'image.too-large',
    'asset.blob-missing',
    'asset.blob-damaged',
    'storage.full',
    'storage.failed',
  ],
  async run({ source, limits }, { services, signal }) {
    const bytes = await services.artifacts.readBytes(source)
    signal.throwIfAborted()
    const { raster } = await decodeUpright(bytes, { limits })
    signal.throwIfAborted()
    return { image: await services.artifacts.writeRaster(raster), width: raster.width, height: raster.height }
  },
})
