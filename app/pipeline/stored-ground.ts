import { z } from 'zod'
import { artifactId } from '../domain/ids.ts'
import { type Crop, cropMasks, cropRgb, pasteMasks, pasteRgb } from '../raster/body/person-crop.ts'
import type { Ground } from '../raster/drape/ground.ts'
import { readMasks, readRgb } from './read-raster.ts'
import type { Artifacts } from './services.ts'

/** What the next garment of an outfit is laid on, as artifacts of the working picture's size. */
export const storedGround = z.object({
  picture: artifactId,
  /** Channels as in `Ground`. */
  masks: artifactId,
})
export type StoredGround = z.output<typeof storedGround>

export async function writeGround(artifacts: Artifacts, { picture, masks }: Ground): Promise<StoredGround> {
  return { picture: await artifacts.writeRaster(picture), masks: await artifacts.writeRaster(masks) }
}

export async function readGround(artifacts: Artifacts, stored: StoredGround): Promise<Ground> {
  return { picture: await readRgb(artifacts, stored.picture), masks: await readMasks(artifacts, stored.masks) }
}

export function cropGround({ picture, masks }: Ground, crop: Crop): Ground {
  return { picture: cropRgb(picture, crop), masks: cropMasks(masks, crop) }
}

/** The whole ground with a part of it put back. */
export function pasteGround(whole: Ground, part: Ground, crop: Crop): Ground {
  return { picture: pasteRgb(whole.picture, part.picture, crop), masks: pasteMasks(whole.masks, part.masks, crop) }
}
