import sharp from 'sharp'
import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { toPng } from './encode-png.ts'

/**
 * Turns the rasters of a finished draft into files: the draft and the edit mask as PNG (nothing may be lost: the promise
 * about untouched pixels is about bytes), the working picture as a JPEG that is only shown beside the draft.
 */
export const encodeResult = defineStage<Services>()({
  id: 'encode-result',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({ draft: artifactId, before: artifactId, editMask: artifactId }),
  output: z.object({
    draftPng: artifactId,
    beforeJpeg: artifactId,
    editMaskPng: artifactId,
    width: z.int().positive(),
    height: z.int().positive(),
  }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ draft, before, editMask }, { services, signal }) {
    const { artifacts } = services
    const [after, photo, mask] = [await readRgb(artifacts, draft), await readRgb(artifacts, before), await readMask(artifacts, editMask)]
    signal.throwIfAborted()
    const { width, height } = after
    const jpeg = sharp(photo.data, { raw: { width, height, channels: 3 } }).jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    const [draftPng, beforeJpeg, editMaskPng] = await Promise.all([toPng(after), jpeg.toBuffer(), toPng(mask)])
    signal.throwIfAborted()
    return {
      draftPng: await artifacts.writeBytes(draftPng),
      beforeJpeg: await artifacts.writeBytes(beforeJpeg),
      editMaskPng: await artifacts.writeBytes(editMaskPng),
      width,
      height,
    }
  },
})
