import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { plane } from '../../domain/raster.ts'
import { resizePlane } from '../../raster/resample.ts'
import { alphaOf, readPicture } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** A picture that somebody gives as a mask: its alpha where it has any, else how bright it is. */
export const readMaskPicture = defineStage<Services>()({
  id: 'read-mask',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({ image: artifactId, width: z.int().positive(), height: z.int().positive() }),
  output: z.object({ mask: artifactId }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ image, width, height }, { services: { artifacts } }) {
    const picture = await readPicture(artifacts, image)
    if (picture.channels === 4) return { mask: await artifacts.writeRaster(resizePlane(alphaOf(picture), { width, height })) }
    const bright = plane(picture.width, picture.height)
    for (let i = 0; i < bright.data.length; i++) bright.data[i] = (picture.data[3 * i + 1] ?? 0) / 255
    return { mask: await artifacts.writeRaster(resizePlane(bright, { width, height })) }
  },
})
