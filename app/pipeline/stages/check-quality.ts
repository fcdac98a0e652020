import { z } from 'zod'
import { defect, fitStrategy } from '../../domain/try-on.ts'
import { judgedFacts } from '../../raster/drape/judged-facts.ts'
import { unpackMask } from '../../raster/drape/mask-pack.ts'
import { judge } from '../../raster/drape/quality.ts'
import type { Services } from '../services.ts'
import { defineStage } from '../stage.ts'
import { readSceneFacts, storedScene } from '../stored-scene.ts'

/** Turns what was measured into a score and named defects, by one table. */
export const checkQuality = defineStage<Services>()({
  id: 'check-quality',
  version: 4,
  lane: 'pixels',
  models: [],
  input: z.object({
    scene: storedScene,
    region: z.enum(['upper', 'lower', 'full']),
    strategy: fitStrategy,
    /** Where sleeves end: this garment's, or what is worn over it where that reaches further. */
    cuffs: z.tuple([z.number(), z.number()]),
    /** Share of the garment that no other one covers: a weakness counts as much as is seen of it. */
    visible: z.number().min(0).max(1).default(1),
    anchorConfidence: z.number(),
    cutOutConfidence: z.number(),
    /** From `compose-draft`. */
    draftFacts: z.record(z.string(), z.number()),
  }),
  output: z.object({
    score: z.number().min(0).max(1),
    defects: z.array(defect),
    facts: z.record(z.string(), z.number()),
  }),
  errors: ['asset.blob-missing', 'asset.blob-damaged'],
  async run({ scene, draftFacts, visible, ...known }, { services }) {
    const stored = await readSceneFacts(services.artifacts, scene)
    const packed = await services.artifacts.readRaster(scene.parts[1])
    const arms = packed.channels === 4 ? ([unpackMask(packed, 0), unpackMask(packed, 1)] as const) : null
    const facts = judgedFacts({ ...stored, ...known, arms, draftFacts })
    const { score, defects } = judge(facts, visible)
    return { score, defects: [...defects], facts: { ...draftFacts, ...facts } }
  },
})
