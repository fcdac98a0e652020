import { z } from 'zod'
import { jsonValue } from '../json.ts'
import { microUsd } from '../money/money.ts'
import { parameter } from './parameter.ts'
import { cloudTask, inputRole, providerId } from './tasks.ts'

/** A day: when a fact was looked up, or when a model goes. */
const day = z.iso.date()

/** A picture that a model takes, and the service's name of the field it goes in. */
export const inputSlot = z.strictObject({
  role: inputRole,
  field: z.string().min(1),
  /** The field holds a list, which slots of the same field share in the order of the slots. */
  isList: z.boolean().default(false),
  min: z.int().nonnegative().default(1),
  max: z.int().positive().default(1),
})

/** How a service names what is sent to it. */
export const wireForm = z.strictObject({
  /** Path or kind of call, where a service has several for one model; its adapter knows which it takes. */
  endpoint: z.string().optional(),
  /** Version of the model, where the service asks for it. */
  version: z.string().optional(),
  promptField: z.string().nullable().default('prompt'),
  negativeField: z.string().nullable().default(null),
  /** In the order in which pictures of one list are sent; prompts count them in it. */
  inputs: z.array(inputSlot).default([]),
  /** Pictures of all slots together. */
  minInputs: z.int().nonnegative().default(0),
  maxInputs: z.int().nonnegative().optional(),
  /** Always sent, unless a parameter says otherwise. */
  fixed: z.record(z.string(), jsonValue).default({}),
})
export type WireForm = z.output<typeof wireForm>

/** How sure a fact is: read on the service's own pages, told by others, remembered, or guessed after something like it. */
export const certainty = z.enum(['documented', 'reported', 'recalled', 'guessed'])
export type Certainty = z.output<typeof certainty>

/** What a model costs, as data. `micros` for one `unit`, of the defaults; `by` says it for values of a parameter (the dearest for one not listed). */
export const priceRule = z.strictObject({
  unit: z.enum(['image', 'second', 'megapixel', 'request']),
  micros: microUsd,
  by: z.strictObject({ parameter: z.string(), micros: z.record(z.string(), microUsd) }).optional(),
  /** Added once a request, for pictures that are sent or work that is not by the unit. */
  baseMicros: microUsd.optional(),
  asOf: day,
  source: z.string().min(1),
  certainty,
})
export type PriceRule = z.output<typeof priceRule>

/** What a model takes in. Pictures are made to fit; prompts are refused or shortened. */
export const modelLimits = z.strictObject({
  mostPrompt: z.int().positive().default(2_000),
  maxSidePx: z.int().positive().default(4_096),
  minSidePx: z.int().positive().default(64),
  maxInputBytes: z.int().positive().default(8_000_000),
  mediaTypes: z
    .array(z.enum(['image/jpeg', 'image/png', 'image/webp']))
    .min(1)
    .default(['image/jpeg', 'image/png']),
})
export type ModelLimits = z.output<typeof modelLimits>

export const cloudModel = z.strictObject({
  /** The studio's name: provider, colon, a short name. */
  id: z.string().regex(/^[a-z]+:[a-z0-9][a-z0-9.-]*$/),
  provider: providerId,
  /** The service's own name. */
  model: z.string().min(1),
  label: z.string().min(1),
  tasks: z.array(cloudTask).min(1),
  form: wireForm,
  limits: modelLimits.prefault({}),
  parameters: z.record(z.string(), parameter).default({}),
  price: priceRule.nullable(),
  /** The director's way of talking to it; clips only. */
  dialect: z.string().optional(),
  status: z.enum(['current', 'preview', 'deprecated']),
  /** First day it is no longer there. */
  retiresOn: day.optional(),
  /** The studio's name of the model to use in its place. */
  replacement: z.string().optional(),
  /** When this entry was looked up. */
  asOf: day,
  certainty,
  source: z.string().min(1),
  note: z.string().optional(),
})
export type CloudModel = z.output<typeof cloudModel>

/** How a service wants to be treated. */
export const providerFacts = z.strictObject({
  id: providerId,
  label: z.string().min(1),
  /** Requests at work at the same time. */
  concurrency: z.int().positive(),
  requestsPerMinute: z.int().positive(),
  /** How long its results can be fetched at least, in seconds; null where nobody says. */
  resultSeconds: z.int().positive().nullable(),
  asOf: day,
  source: z.string().min(1),
})
export type ProviderFacts = z.output<typeof providerFacts>

export const registryFile = z.strictObject({
  version: z.literal(1),
  asOf: day,
  providers: z.array(providerFacts),
  models: z.array(cloudModel),
})
export type RegistryFile = z.output<typeof registryFile>
