import { z } from 'zod'
import type { CloudModel } from '../cloud/model.ts'
import type { GarmentRegion } from '../garment-region.ts'
import { type JsonValue, jsonValue } from '../json.ts'

/** How real a final is to look, from 1 (hardly more than the draft) to 5. */
export const realismLevel = z.int().min(1).max(5)

const parameters = z.record(z.string(), jsonValue)

/** What finals know of models beyond the registry: `models/finals.json`. Judged by us; no service says what realism is. */
export const finalRules = z.strictObject({
  version: z.literal(1),
  asOf: z.iso.date(),
  /** For models that take words, by level. */
  wording: z.array(z.string().min(1)).length(5),
  models: z.record(
    z.string(),
    z.strictObject({
      /** Parameters by level; null where the model has none that matter to it. */
      realism: z.array(parameters).length(5).nullable(),
      /** The parameter that says what part of the body a garment is for. */
      region: z.strictObject({ parameter: z.string(), upper: z.string(), lower: z.string(), full: z.string() }).exactOptional(),
    }),
  ),
})
export type FinalRules = z.output<typeof finalRules>

/** How a level is told to a model: by its parameters, in words, or not at all. */
export const toldRealism = z.object({
  level: realismLevel,
  by: z.enum(['parameters', 'words', 'nothing']),
  parameters,
  wording: z.string(),
})
export type ToldRealism = z.output<typeof toldRealism>

/** How a level is told to a model. A try-on model that has nothing of the kind is told nothing, and the answer says so. */
export function realismOf(rules: FinalRules, model: CloudModel, level: number): ToldRealism {
  const byParameters = rules.models[model.id]?.realism?.[level - 1]
  if (byParameters !== undefined) return { level, by: 'parameters', parameters: byParameters, wording: '' }
  const wording = model.form.promptField === null ? '' : (rules.wording[level - 1] ?? '')
  return { level, by: wording === '' ? 'nothing' : 'words', parameters: {}, wording }
}

/** What a model must be told of the part of the body that a garment is for. */
export function regionParameters(rules: FinalRules, model: CloudModel, region: GarmentRegion): Record<string, JsonValue> {
  const rule = rules.models[model.id]?.region
  return rule === undefined ? {} : { [rule.parameter]: rule[region] }
}
