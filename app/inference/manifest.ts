import { z } from 'zod'
import manifestJson from '../../models/manifest.json' with { type: 'json' }
import { StudioError } from '../domain/errors.ts'

/** What is known about one output of a model; `role` is our word for it, `name` is the tensor's. */
const outputFacts = z.object({
  role: z.string(),
  name: z.string(),
  shape: z.array(z.int().positive()),
  /** Whether a sigmoid is still to be applied (`logits`). */
  activation: z.enum(['none', 'logits', 'probability']),
})

/** How a picture becomes the input tensor: planar channels in `order`, each byte as `(byte - mean) / std`. */
const inputFacts = z.object({
  name: z.string(),
  layout: z.literal('nchw'),
  width: z.int().positive(),
  height: z.int().positive(),
  order: z.literal('rgb'),
  mean: z.number(),
  std: z.number().positive(),
})

const modelName = z.enum(['pose-detector', 'pose-full', 'pose-heavy', 'selfie'])
export type ModelName = z.output<typeof modelName>

const modelFacts = z.object({
  name: modelName,
  /** Name in a folder of model files (a packaged app). */
  file: z.string(),
  /** npm package and path in it, where a checkout finds the same bytes. */
  package: z.string(),
  path: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.int().positive(),
  licence: z.string(),
  attribution: z.string(),
  input: inputFacts,
  outputs: z.array(outputFacts).min(1),
})
export type ModelFacts = z.output<typeof modelFacts>

const MODELS: ReadonlyMap<string, ModelFacts> = new Map(
  z
    .object({ models: z.array(modelFacts) })
    .parse(manifestJson)
    .models.map((facts) => [facts.name, facts]),
)

/** All models of `models/manifest.json`. */
export function listModels(): readonly ModelFacts[] {
  return [...MODELS.values()]
}

/** What the manifest says about a model. @throws StudioError `internal` for a name it does not have. */
export function modelFactsOf(name: string): ModelFacts {
  const facts = MODELS.get(name)
  if (facts === undefined) throw new StudioError('internal', `models/manifest.json has no model "${name}"`)
  return facts
}
