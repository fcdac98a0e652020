import { type Plane, plane, type Rgb8 } from '../domain/raster.ts'
import { type Box, boxMap } from '../raster/crop/affine.ts'
import { placeMask } from '../raster/crop/place-mask.ts'
import { pyramidOf } from '../raster/crop/pyramid.ts'
import { sampleCrop } from '../raster/crop/sample-crop.ts'
import { maskSizeOf } from './eyes.ts'
import { modelFactsOf } from './manifest.ts'
import type { ModelRunner } from './session.ts'

/** Probability of "person" for each pixel of the box, laid into a plane of the whole picture (`maskSizeOf`); 0 outside. */
export async function personProbability(models: ModelRunner, image: Rgb8, box: Box): Promise<Plane> {
  const { input } = modelFactsOf('selfie')
  const toPicture = boxMap(box, input)
  const crop = sampleCrop(pyramidOf(image), { ...input, size: input, toPicture, outside: 'repeat' })
  const [mask] = await models.run('selfie', crop, ['mask'])
  if (mask === undefined) throw new RangeError('The selfie model gave no mask')
  return placeMask(plane(input.width, input.height, mask), { toPicture, picture: image, size: maskSizeOf(image) })
}
