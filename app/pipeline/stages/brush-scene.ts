import { z } from 'zod'
import { strokePath } from '../../domain/brush-stroke.ts'
import { asClearingSees, brushScene as brush } from '../../raster/drape/brush-scene.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readScene, readSceneFacts, rewriteScene, storedScene } from '../stored-scene.ts'

/** Puts the masks of a scene right where a person painted over them. Runs only where somebody did. */
export const brushScene = defineStage<Services>()({
  id: 'brush-scene',
  version: 1,
  lane: 'pixels',
  models: [],
  input: z.object({
    scene: storedScene,
    region: z.enum(['upper', 'lower', 'full']),
    /** Size of the working picture, of which the strokes tell shares. */
    picture: z.object({ width: z.int(), height: z.int() }),
    strokes: z.array(strokePath.extend({ mask: z.enum(['old-garment', 'arms', 'front']) })).min(1),
  }),
  output: z.object({
    scene: storedScene,
    /** What `clear-person` looks at: the scene it saw before, where the strokes do not concern it. */
    forClearing: storedScene,
  }),
  errors: ['asset.blob-missing', 'asset.blob-damaged', 'storage.full', 'storage.failed'],
  async run({ scene: stored, ...painted }, { services: { artifacts }, signal }) {
    const facts = await readSceneFacts(artifacts, stored)
    const read = await readScene(artifacts, stored)
    const { scene, isTopChanged } = brush(read, painted)
    const forClearing = asClearingSees(read, scene, painted.region)
    signal.throwIfAborted()
    const found = { image: stored.image, facts, isTopChanged }
    return { scene: await rewriteScene(artifacts, scene, found), forClearing: await rewriteScene(artifacts, forClearing, found) }
  },
})
