import { z } from 'zod'
import { artifactId } from '../../domain/ids.ts'
import { bareGround } from '../../raster/drape/ground.ts'
import { readRgb } from '../read-raster.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readClearing, storedClearing } from '../stored-clearing.ts'
import { storedGround, writeGround } from '../stored-ground.ts'
import { readScene, storedScene } from '../stored-scene.ts'

/** Joins what was taken off a person, top and trousers, to the ground on which the first garment of an outfit is laid. */
export const barePerson = defineStage<Services>()({
  id: 'bare-person',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    image: artifactId,
    /** Tops first. */
    halves: z
      .array(z.object({ scene: storedScene, cleared: storedClearing }))
      .min(1)
      .max(2),
  }),
  output: z.object({ ground: storedGround }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ image, halves }, { services: { artifacts }, signal }) {
    const read = []
    for (const half of halves) {
      const scene = await readScene(artifacts, half.scene)
      read.push({ scene, cleared: await readClearing(artifacts, half.cleared), crop: scene.crop })
    }
    signal.throwIfAborted()
    return { ground: await writeGround(artifacts, bareGround(await readRgb(artifacts, image), read)) }
  },
})
