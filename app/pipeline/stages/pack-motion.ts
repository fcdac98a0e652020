import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { poseEstimate } from '../../domain/landmarks.ts'
import { fitInside } from '../../domain/raster.ts'
import { packMotionKit } from '../../raster/motion/preview/motion-kit.ts'
import { resizePlane, resizeRgb } from '../../raster/resample.ts'
import { readMask, readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'

/** Packs a reduced still with its masks and the pose in it, for a page that paints frames by itself. */
export const packMotion = defineStage<Services>()({
  id: 'pack-motion',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    still: artifactId,
    person: artifactId.nullable(),
    cloth: artifactId.nullable(),
    pose: poseEstimate.nullable(),
    posed: z.object({ width: z.int().positive(), height: z.int().positive() }),
    longSide: z.int().min(256).max(1280),
  }),
  output: z.object({ kit: artifactId }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ still, person, cloth, pose, posed, longSide }, { services: { artifacts }, signal }) {
    const picture = await readRgb(artifacts, still)
    const size = fitInside(picture, longSide)
    const mask = async (id: typeof person) => (id === null ? null : resizePlane(await readMask(artifacts, id), size))
    const known = { still: resizeRgb(picture, size), person: await mask(person), cloth: await mask(cloth), pose, posed }
    signal.throwIfAborted()
    return { kit: await artifacts.writeBytes(packMotionKit(known)) }
  },
})
