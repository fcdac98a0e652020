import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { colourCutOut } from '../../raster/cut-out/cut-colours.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Joins a picture and a mask of its size to a cut-out whose rim is free of the ground's colour. */
export const colourPerson = defineStage<Services>()({
  id: 'colour-person',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({ image: artifactId, mask: artifactId }),
  output: z.object({ cutOut: artifactId }),
  errors: ['asset.blob-missing', 'asset.blob-damaged'],
  async run({ image, mask }, { services }) {
    const picture = await readRgb(services.artifacts, image)
    return { cutOut: await services.artifacts.writeRaster(colourCutOut(picture, await readMask(services.artifacts, mask))) }
  },
})
