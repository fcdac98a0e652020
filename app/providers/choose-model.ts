import { type CheckedRequest, checkRequest } from '../domain/cloud/check-request.ts'
import type { CloudModel } from '../domain/cloud/model.ts'
import type { ParameterMeaning } from '../domain/cloud/parameter.ts'
import { nameOf, type Priced, priceOf } from '../domain/cloud/price.ts'
import type { CloudTask, ProviderId } from '../domain/cloud/tasks.ts'
import { type ErrorCode, StudioError } from '../domain/errors.ts'

export interface Choosing {
  /** Models that can be asked today. */
  readonly models: readonly CloudModel[]
  /** What is wanted, without parameters: they are named differently by each model. */
  readonly request: Omit<CheckedRequest, 'parameters'>
  /** What the request cannot do without: a seed, a shape, a count. */
  readonly needs: readonly ParameterMeaning[]
  readonly needsNegativePrompt?: boolean
  readonly inputSizes?: Priced['inputs']
  /** Services with a key that are switched on, the one that the user likes best first; models may be named before services. */
  readonly order: readonly (ProviderId | string)[]
  /** Services that are left alone just now: their circuit is open, or the account is locked. */
  readonly resting: ReadonlySet<ProviderId>
}

export interface Choice {
  readonly model: CloudModel
  /** Of the model's defaults, in micro-dollars; null where nobody knows. */
  readonly micros: number | null
}

export interface Chosen {
  /** Best first; the rest are what to fall back to, and only where nothing was accepted. */
  readonly choices: readonly Choice[]
  /** Models of the task that were passed over, and why, in English for the log. */
  readonly passedOver: readonly { readonly id: string; readonly why: string }[]
}

/** Chooses among models: what can do it at all, then the user's order, then what is finished before previews, then the price. */
export function chooseModel(choosing: Choosing): Chosen {
  const choices: Choice[] = []
  const passedOver: { id: string; why: string }[] = []
  for (const model of choosing.models.filter(({ tasks }) => tasks.includes(choosing.request.task))) {
    const why = whyNot(model, choosing)
    if (why === null) choices.push({ model, micros: microsOf(model, choosing) })
    else passedOver.push({ id: model.id, why })
  }
  const ranks = new Map(choices.map((choice) => [choice, rankOf(choice, choosing)]))
  return { choices: choices.toSorted((a, b) => compare(ranks.get(a) ?? [], ranks.get(b) ?? [])), passedOver }
}

/** Tasks whose request is what its words say; of the others they only help. */
const BY_WORDS: ReadonlySet<CloudTask> = new Set(['text-to-image', 'edit-image', 'image-to-video'])

function whyNot(model: CloudModel, { request, needs, needsNegativePrompt, order, resting }: Choosing): string | null {
  if (!order.includes(model.provider)) return 'its service is not switched on'
  if (resting.has(model.provider)) return 'its service is left alone just now'
  const missing = needs.find((meaning) => nameOf(model, meaning) === undefined)
  if (missing !== undefined) return `it has no ${missing}`
  if (needsNegativePrompt === true && model.form.negativeField === null) return 'it takes no negative prompt'
  if (BY_WORDS.has(request.task) && model.form.promptField === null && request.prompt !== '') return 'it takes no words'
  try {
    checkRequest(model, { ...request, parameters: {} })
    return null
  } catch (thrown) {
    if (thrown instanceof StudioError) return `${thrown.details['field']} ${thrown.details['problem']}`
    throw thrown
  }
}

function microsOf(model: CloudModel, { inputSizes }: Choosing): number | null {
  if (model.price === null) return null
  return priceOf(model, { parameters: {}, ...(inputSizes === undefined ? {} : { inputs: inputSizes }) }).micros
}

const STATUS_RANK = { current: 0, preview: 1, deprecated: 2 } as const

/** Earlier numbers count first; unknown prices after all that are known. */
function rankOf({ model, micros }: Choice, { order }: Choosing): readonly number[] {
  const byModel = order.indexOf(model.id)
  return [byModel < 0 ? order.length : byModel, order.indexOf(model.provider), STATUS_RANK[model.status], micros ?? Number.MAX_SAFE_INTEGER]
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index])
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0)
}

/** Codes after which another model may be asked by itself: the service took nothing, and the request itself was not the reason. */
const TOOK_NOTHING: ReadonlySet<ErrorCode> = new Set([
  'provider.off',
  'provider.no-key',
  'provider.unauthorized',
  'provider.account-locked',
  'provider.rate-limited',
  'provider.model-retired',
  'provider.unavailable',
  'provider.timeout',
])

/**
 * Whether the next choice may be tried after a submit ended in an error. Never after `provider.outcome-unknown`, a refusal of the content (another
 * service is the user's decision), or anything that may be billed.
 *
 * @public for paid jobs
 */
export function mayFallBack(error: StudioError): boolean {
  return TOOK_NOTHING.has(error.code) && error.details['mayBeBilled'] !== true
}
