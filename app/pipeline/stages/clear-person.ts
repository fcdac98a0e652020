import { z } from 'zod'
import { otherHalf } from '../../domain/outfit.ts'
import { clearScene } from '../../raster/drape/clear-scene.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { storedClearing, writeClearing } from '../stored-clearing.ts'
import { readScene, storedScene } from '../stored-scene.ts'

/**
 * Takes off what the person wears where the new garment goes. Apart from `analyse-person`, because the fit needs that one
 * only: the garment is fitted on another thread meanwhile.
 */
export const clearPerson = defineStage<Services>()({
  id: 'clear-person',
  version: 4,
  lane: 'pixels',
  models: [],
  input: z.object({ scene: storedScene, region: z.enum(['upper', 'lower', 'full']), otherHalf: otherHalf.default('kept') }),
  output: z.object({ cleared: storedClearing }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ scene, ...what }, { services, signal }) {
    const read = await readScene(services.artifacts, scene)
    signal.throwIfAborted()
    return { cleared: await writeClearing(services.artifacts, clearScene(read, what)) }
  },
})
