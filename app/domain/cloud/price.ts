import { StudioError } from '../errors.ts'
import type { JsonValue } from '../json.ts'
import { type MicroUsd, microUsd } from '../money/money.ts'
import type { Certainty, CloudModel, PriceRule } from './model.ts'
import type { Parameter, ParameterMeaning } from './parameter.ts'

/** What a request will cost, before it is sent. */
export interface Price {
  readonly unit: PriceRule['unit']
  /** Units that are billed; whole megapixels, as services round them. */
  readonly count: number
  readonly micros: MicroUsd
  /** What is kept back for it: the price with everything unknown at its dearest, times how far prices of this certainty were off. */
  readonly worstCaseMicros: MicroUsd
  readonly asOf: string
  /** The price is not of the service's own page, or something that it depends on is not known yet. */
  readonly isEstimate: boolean
}

export interface Priced {
  readonly parameters: Readonly<Record<string, JsonValue>>
  /** Sizes of the pictures that are sent, where the price depends on them. */
  readonly inputs?: readonly { readonly widthPx: number; readonly heightPx: number }[]
}

/** How much more than told is kept back, by how sure a price is. Our own judgement: remembered prices were up to half of today's. */
const MARGIN: Readonly<Record<Certainty, number>> = { documented: 1, reported: 1.25, recalled: 2, guessed: 3 }

/** Sizes behind fal's names, https://fal.ai/models/fal-ai/flux/dev/api */
const NAMED_SIZES: Readonly<Record<string, number>> = {
  square_hd: 1024 * 1024,
  square: 512 * 512,
  portrait_4_3: 768 * 1024,
  portrait_16_9: 576 * 1024,
  landscape_4_3: 1024 * 768,
  landscape_16_9: 1024 * 576,
}

interface Counted {
  readonly count: number
  readonly isKnown: boolean
}

/**
 * The price of a request, as the registry has it.
 *
 * @throws StudioError `money.price-unknown` where the registry has none.
 */
export function priceOf(model: CloudModel, request: Priced): Price {
  const { price } = model
  if (price === null) {
    throw new StudioError('money.price-unknown', `Nobody knows what ${model.label} costs`, { details: { model: model.id } })
  }
  const { count, isKnown } = countOf(model, request)
  const each = unitPriceOf(model, { price, request })
  const micros = microUsd.parse(Math.ceil(each.micros * count) + (price.baseMicros ?? 0))
  return {
    unit: price.unit,
    count,
    micros,
    worstCaseMicros: microUsd.parse(Math.ceil(micros * MARGIN[price.certainty])),
    asOf: price.asOf,
    isEstimate: price.certainty !== 'documented' || !isKnown || !each.isKnown,
  }
}

function unitPriceOf(model: CloudModel, { price, request }: { price: PriceRule; request: Priced }): { micros: number; isKnown: boolean } {
  if (price.by === undefined) return { micros: price.micros, isKnown: true }
  const rule = model.parameters[price.by.parameter]
  const value = request.parameters[price.by.parameter] ?? defaultOf(rule)
  const told = value === undefined ? undefined : price.by.micros[String(value)]
  return told === undefined
    ? { micros: Math.max(price.micros, ...Object.values(price.by.micros)), isKnown: false }
    : { micros: told, isKnown: true }
}

function countOf(model: CloudModel, request: Priced): Counted {
  const pictures = numberFor(model, request, 'count') ?? 1
  switch (model.price?.unit) {
    case 'image':
      return { count: pictures, isKnown: true }
    case 'second': {
      const seconds = numberFor(model, request, 'seconds')
      return seconds === undefined ? { count: mostOf(model, 'seconds'), isKnown: false } : { count: seconds, isKnown: true }
    }
    case 'megapixel': {
      const pixels = pixelsOf(model, request)
      return { count: pictures * Math.max(1, Math.ceil(pixels.count / 1e6)), isKnown: pixels.isKnown }
    }
    default:
      return { count: 1, isKnown: true }
  }
}

/** Pixels of one picture that is made: as it was asked for, or those of the input times the scale; the largest there can be where nobody knows. */
function pixelsOf(model: CloudModel, request: Priced): Counted {
  const width = numberFor(model, request, 'width')
  const height = numberFor(model, request, 'height')
  if (width !== undefined && height !== undefined) return { count: width * height, isKnown: true }
  const scale = numberFor(model, request, 'scale')
  const [input] = request.inputs ?? []
  if (scale !== undefined) {
    const pixels = input === undefined ? model.limits.maxSidePx ** 2 : input.widthPx * input.heightPx
    return { count: pixels * scale ** 2, isKnown: input !== undefined }
  }
  const ratio = nameOf(model, 'ratio')
  const named = ratio === undefined ? undefined : NAMED_SIZES[String(request.parameters[ratio] ?? defaultOf(model.parameters[ratio]))]
  if (named !== undefined) return { count: named, isKnown: true }
  return { count: input === undefined ? 2e6 : input.widthPx * input.heightPx, isKnown: false }
}

/** The model's own name of what a parameter means; undefined where it has none. */
export function nameOf(model: CloudModel, meaning: ParameterMeaning): string | undefined {
  return Object.entries(model.parameters).find(([, rule]) => rule.meaning === meaning)?.[0]
}

/** A number that was asked for, or the default; `"5"`, `5` and `"5s"` are five. */
function numberFor(model: CloudModel, { parameters }: Priced, meaning: ParameterMeaning): number | undefined {
  const name = nameOf(model, meaning)
  if (name === undefined) return undefined
  const number = Number.parseFloat(String(parameters[name] ?? defaultOf(model.parameters[name])))
  return Number.isFinite(number) && number > 0 ? number : undefined
}

function mostOf(model: CloudModel, meaning: ParameterMeaning): number {
  const name = nameOf(model, meaning)
  const rule = name === undefined ? undefined : model.parameters[name]
  if (rule === undefined || rule.type === 'boolean' || rule.type === 'loras') return 10
  const numbers = (rule.enum ?? []).map((one) => Number.parseFloat(String(one))).filter(Number.isFinite)
  return Math.max(1, ...numbers, rule.type === 'string' ? 1 : (rule.maximum ?? 1))
}

function defaultOf(rule: Parameter | undefined): JsonValue | undefined {
  return rule === undefined || rule.type === 'loras' ? undefined : rule.default
}
