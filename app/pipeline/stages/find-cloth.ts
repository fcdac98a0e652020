import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { plane } from '../../domain/raster.ts'
import { sceneMaskAt } from '../../raster/drape/scene.ts'
import { readMask } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readScene, storedScene } from '../stored-scene.ts'

/** Everything a person wears that may move, as one mask at the picture's size: what a try-on would take off, without what lies over it. */
export const findCloth = defineStage<Services>()({
  id: 'find-cloth',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    /** The person, 0..1, at the picture's size. */
    person: artifactId,
    scenes: z.array(storedScene).min(1).max(2),
  }),
  /** Null where hardly anything was found. */
  output: z.object({ cloth: artifactId.nullable(), coverage: z.number().min(0).max(1) }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ person, scenes }, { services: { artifacts }, signal }) {
    const { width, height } = await readMask(artifacts, person)
    const cloth = plane(width, height)
    for (const stored of scenes) {
      const { layers, crop } = await readScene(artifacts, stored)
      signal.throwIfAborted()
      const [old, front] = [sceneMaskAt(layers, 'old'), sceneMaskAt(layers, 'front')]
      for (let y = 0, i = 0; y < crop.height; y++) {
        for (let x = 0, o = (crop.y + y) * width + crop.x; x < crop.width; x++, i++, o++) {
          cloth.data[o] = Math.max(cloth.data[o] ?? 0, Math.min(old(i), 1 - front(i)))
        }
      }
    }
    const coverage = cloth.data.reduce((sum, value) => sum + value, 0) / cloth.data.length
    return { cloth: coverage < LEAST_COVERAGE ? null : await artifacts.writeRaster(cloth), coverage }
  },
})

const LEAST_COVERAGE = 0.004
