import { z } from 'zod'
import { artifactId } from '../domain/ids.ts'
import type { ClearedScene } from '../raster/drape/clear-scene.ts'
import { readMask, readMasks, readRgb } from './read-raster.ts'
import type { Artifacts } from './services.ts'

/** A cleared scene as artifacts, all but light and `behind` at the size of the scene's crop. */
export const storedClearing = z.object({
  picture: artifactId,
  masks: artifactId,
  behind: artifactId,
  clothLight: artifactId.nullable(),
})
export type StoredClearing = z.output<typeof storedClearing>

export async function writeClearing(artifacts: Artifacts, { picture, masks, behind, clothLight }: ClearedScene): Promise<StoredClearing> {
  return {
    picture: await artifacts.writeRaster(picture),
    masks: await artifacts.writeRaster(masks),
    behind: await artifacts.writeRaster(behind),
    clothLight: clothLight === null ? null : await artifacts.writeRaster(clothLight),
  }
}

export async function readClearing(artifacts: Artifacts, stored: StoredClearing): Promise<ClearedScene> {
  return {
    picture: await readRgb(artifacts, stored.picture),
    masks: await readMasks(artifacts, stored.masks),
    behind: await readRgb(artifacts, stored.behind),
    clothLight: stored.clothLight === null ? null : await readMask(artifacts, stored.clothLight),
  }
}
