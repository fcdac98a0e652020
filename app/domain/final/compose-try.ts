import { type GenerateRequest, generateRequest } from '../cloud/generate-request.ts'
import type { CloudModel } from '../cloud/model.ts'
import { nameOf } from '../cloud/price.ts'
import { StudioError } from '../errors.ts'
import { GARMENT_REGIONS } from '../garment-region.ts'
import type { EncodeNote } from '../prompting/encode.ts'
import { encodeWish, promptLimitsOf } from '../prompting/encode-request.ts'
import { wordCorrections } from './correction-words.ts'
import type { FinalOptions } from './final-request.ts'
import { type FinalRules, realismOf, regionParameters, type ToldRealism } from './final-rules.ts'
import type { FinalFault } from './judge-final.ts'
import { type FinalPictures, type PlannedPictures, planPictures } from './plan-pictures.ts'

export interface TryWish {
  readonly model: CloudModel
  readonly rules: FinalRules
  /** The text that prompts of finals are made of. */
  readonly template: string
  readonly pictures: FinalPictures
  /** From 0. */
  readonly index: number
  /** What was wrong with earlier tries. */
  readonly faults: readonly FinalFault[]
}

export interface ComposedTry {
  readonly request: GenerateRequest
  readonly realism: ToldRealism
  readonly unseen: PlannedPictures['unseen']
  readonly notes: readonly EncodeNote[]
  /** Null for a model that has none: its tries differ by what the service does with them. */
  readonly seed: number | null
}

/**
 * What a service is asked for in one try of a final. The same wish gives the same request.
 *
 * @throws StudioError `provider.bad-request` for a model that makes no finals, `request.invalid` for a template that makes no sense
 */
export function composeTry(options: FinalOptions, wish: TryWish): ComposedTry {
  const { model, rules, pictures, index, faults } = wish
  const task = taskOf(model)
  const planned = planPictures(model, pictures)
  const realism = realismOf(rules, model, options.realism)
  const more = {
    pictures: planned.words,
    realism: realism.wording,
    preserve: preserveWords(options.preserve),
    corrections: wordCorrections(faults),
  }

  const { prompt, negativePrompt, notes } = encodeWish(options.wish, { template: wish.template, limits: promptLimitsOf(model), more })
  const seedName = nameOf(model, 'seed')
  const countName = nameOf(model, 'count')
  const seed = seedName === undefined ? null : options.seed + index
  const outer = pictures.garments.at(-1)?.type ?? 'auto'
  const region = outer === 'auto' ? {} : regionParameters(rules, model, GARMENT_REGIONS[outer])
  const parameters = {
    ...region,
    ...realism.parameters,
    ...options.choice.parameters,
    ...(seedName === undefined ? {} : { [seedName]: seed }),
    // One try is one picture: it is judged before the next one is paid for.
    ...(countName === undefined ? {} : { [countName]: 1 }),
  }
  const request = generateRequest.parse({
    task,
    choice: { model: model.id, parameters },
    prompt,
    negativePrompt,
    inputs: planned.inputs,
    brand: options.brand,
    maxMicros: options.maxMicros,
  })
  return { request, realism, unseen: planned.unseen, notes, seed }
}

function taskOf({ provider, label, id, tasks }: CloudModel): 'try-on' | 'edit-image' {
  if (provider !== 'local' && tasks.includes('try-on')) return 'try-on'
  if (tasks.includes('edit-image')) return 'edit-image'
  throw new StudioError('provider.bad-request', `${label} makes no finals`, {
    details: { model: id, field: 'task', problem: 'cannot be try-on' },
  })
}

function preserveWords({ face, background }: FinalOptions['preserve']): string {
  const words = [
    ...(face ? ["the person's face, hair, skin, hands, pose and proportions"] : []),
    ...(background ? ['the background, the framing and the light'] : []),
  ]
  return words.length === 0 ? '' : `Keep ${words.join(', and ')} exactly as in the photograph`
}

/** Whether a model is shown the draft. */
export function takesDraft({ form }: CloudModel): boolean {
  const has = (role: string): boolean => form.inputs.some((slot) => slot.role === role)
  return has('draft') || (has('image') && !has('person') && !has('garment'))
}
