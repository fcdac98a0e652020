import sharp from 'sharp'
import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import type { Plane } from '../../domain/raster.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

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
    const raw = { raw: { width, height, channels: 3 } } as const
    // Level 1 without filters: 69 ms where the default takes 129 ms for the same picture, and 10 % more bytes.
    const png = { compressionLevel: 1, adaptiveFiltering: false } as const
    const [draftPng, beforeJpeg, editMaskPng] = await Promise.all([
      sharp(after.data, raw).png(png).toBuffer(),
      sharp(photo.data, raw).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer(),
      sharp(toBytes(mask), { raw: { width: mask.width, height: mask.height, channels: 1 } })
        .png(png)
        .toBuffer(),
    ])
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

/** Anything above 0 stays above 0: a pixel that may have changed must never read as untouched. */
function toBytes(mask: Plane): Uint8Array {
  return Uint8Array.from(mask.data, (share) => (share <= 0 ? 0 : Math.max(1, Math.min(255, Math.round(share * 255)))))
}
