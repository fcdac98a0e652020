import { z } from 'zod'
import { modelName } from '../cloud/generate-request.ts'
import type { CloudModel } from '../cloud/model.ts'
import { type Encoded, encodePrompt, type PromptLimits } from './encode.ts'
import { garmentAnalysis, wordGarment } from './garment-analysis.ts'
import type { Negatives } from './negatives.ts'
import { templateId } from './prompt-texts.ts'
import { shoot, wordShoot } from './shoot.ts'
import { STYLES, styleId } from './styles.ts'
import type { Values } from './template.ts'

/** What a person wants to see, before it is put into the words of a model. */
export const promptWish = z.object({
  text: z.string().max(8_000).default(''),
  negative: z.string().max(4_000).default(''),
  style: styleId.nullable().default(null),
  shoot: shoot.prefault({}),
  /** What a brand always asks for, and never wants. */
  brand: z.object({ prompt: z.string().max(2_000).default(''), negativePrompt: z.string().max(2_000).default('') }).prefault({}),
  garment: garmentAnalysis.nullable().default(null),
  /** Off: the text goes as it is. What is to be left out is said all the same. */
  encoder: z.enum(['on', 'off']).default('on'),
})
export type PromptWish = z.output<typeof promptWish>

export const encodeRequest = promptWish.extend({
  template: templateId.exclude(['analyse', 'final']).default('make'),
  /** Whose limits count; null counts with none that a usual model has. */
  model: modelName.nullable().default(null),
})

/** Limits of a model that is not chosen yet: those of a usual one, with a field for what to leave out. */
const USUAL_LIMITS: PromptLimits = { mostPrompt: 2_000, takesPrompt: true, takesNegative: true }

export function promptLimitsOf(model: CloudModel | null): PromptLimits {
  if (model === null) return USUAL_LIMITS
  const { promptField, negativeField } = model.form
  return { mostPrompt: model.limits.mostPrompt, takesPrompt: promptField !== null, takesNegative: negativeField !== null }
}

/**
 * Puts a wish into the words of a model. `more` fills placeholders that only some templates have.
 *
 * @throws StudioError `request.invalid` for a template that makes no sense
 */
export function encodeWish(
  wish: PromptWish,
  { template, limits, more = {} }: { readonly template: string; readonly limits: PromptLimits; readonly more?: Values },
): Encoded {
  const { text, garment, brand, encoder } = wish
  const style = wish.style === null ? null : STYLES[wish.style]
  const isOn = encoder === 'on'
  const negatives: Negatives = {
    own: wish.negative,
    brand: isOn ? brand.negativePrompt : '',
    style: isOn && style !== null ? style.negatives : [],
  }
  const values: Values = {
    ...wordShoot(wish.shoot),
    text,
    brand: brand.prompt,
    style: style?.wording ?? '',
    garment: garment === null ? '' : wordGarment(garment),
    keep: garment === null ? '' : garment.mustNotChange.join('; '),
    ...more,
  }
  return encodePrompt({ template: isOn ? template : null, values, negatives, limits })
}
