import { z } from 'zod'
import { generateRequest } from '../domain/cloud/generate-request.ts'
import { cloudModel } from '../domain/cloud/model.ts'
import { cloudTask, providerId } from '../domain/cloud/tasks.ts'
import { jobId } from '../domain/ids.ts'
import { errorShape } from '../domain/job.ts'
import { jsonValue } from '../domain/json.ts'
import { microUsd } from '../domain/money/money.ts'
import { secretsStatus } from '../domain/secrets-status.ts'
import { procedure } from './define.ts'

/** A service that can be given a key. */
export const providerStatus = z.object({
  id: providerId,
  label: z.string(),
  isOn: z.boolean(),
  hasKey: z.boolean(),
  /** Why nothing new is sent to it until a person says otherwise. */
  pause: z.object({ code: z.string(), message: z.string(), at: z.int() }).nullable(),
  /** What the last look at its key came to in this session; null where there was none. */
  health: z.object({ at: z.int(), error: errorShape.nullable() }).nullable(),
})
export type ProviderStatus = z.output<typeof providerStatus>

const one = z.object({ provider: providerId.exclude(['local']) })

const price = z.object({
  /** The studio's name of the model that is asked: the one that took its place where the named one is gone. */
  model: z.string(),
  /** With the model's defaults. */
  parameters: z.record(z.string(), jsonValue),
  unit: z.string(),
  count: z.number(),
  micros: microUsd,
  /** What is kept back until it is known. */
  worstCaseMicros: microUsd,
  asOf: z.string(),
  isEstimate: z.boolean(),
})

/** Services that work for money: their keys, their models, and what they are asked for. No procedure gives a key back. */
export const cloudContract = {
  'providers.list': procedure({
    kind: 'query',
    summary: 'Lists the cloud services: which are on, which have a key, which wait for a person.',
    input: z.object({}),
    output: z.object({ providers: z.array(providerStatus), secrets: secretsStatus }),
    errors: ['secrets.failed'],
  }),
  'providers.set-key': procedure({
    kind: 'mutation',
    summary: 'Puts the key of a service into the keyring. It can be replaced and removed, never read.',
    input: one.extend({ key: z.string().trim().min(8).max(4_000) }),
    output: providerStatus,
    errors: ['secrets.locked', 'secrets.failed', 'storage.full', 'storage.failed'],
  }),
  'providers.remove-key': procedure({
    kind: 'mutation',
    summary: 'Takes the key of a service out of the keyring.',
    input: one,
    output: providerStatus,
    errors: ['secrets.locked', 'secrets.failed', 'storage.full', 'storage.failed'],
  }),
  'providers.test-key': procedure({
    kind: 'mutation',
    summary: 'Asks a service whether it takes the key, without cost.',
    input: one,
    output: z.object({ account: z.string().nullable(), balance: z.string().nullable(), isCertain: z.boolean() }),
    errors: [
      'provider.off',
      'provider.no-key',
      'provider.unauthorized',
      'provider.account-locked',
      'provider.rate-limited',
      'provider.unavailable',
      'provider.timeout',
      'provider.bad-response',
      'provider.bad-request',
      'secrets.locked',
      'secrets.failed',
    ],
  }),
  'providers.switch': procedure({
    kind: 'mutation',
    summary: 'Switches a service on or off. Nothing is asked of a service that is off.',
    input: one.extend({ to: z.enum(['on', 'off']) }),
    output: providerStatus,
    errors: ['secrets.failed'],
  }),
  'providers.resume': procedure({
    kind: 'mutation',
    summary: 'Lets work go to a service again that was held back, for example after the account was topped up.',
    input: one,
    output: providerStatus,
    errors: ['secrets.failed'],
  }),
  'secrets.status': procedure({
    kind: 'query',
    summary: 'Tells where keys are kept, and why not in a better place.',
    input: z.object({}),
    output: secretsStatus,
    errors: ['secrets.failed'],
  }),
  'secrets.unlock': procedure({
    kind: 'mutation',
    summary: 'Opens the vault of keys with its passphrase, or makes one where the machine has no keyring.',
    input: z.object({ passphrase: z.string().min(8).max(1_000) }),
    output: secretsStatus,
    errors: ['secrets.locked', 'secrets.failed', 'storage.full', 'storage.failed'],
  }),
  'models.list': procedure({
    kind: 'query',
    summary: 'Lists the cloud models that can be asked, with their parameters and prices.',
    input: z.object({ task: cloudTask.optional(), provider: providerId.optional() }),
    output: z.object({ asOf: z.string(), models: z.array(cloudModel) }),
    errors: [],
  }),
  'generate.price': procedure({
    kind: 'query',
    summary: 'Tells what a request would cost, before anything is sent.',
    input: generateRequest,
    output: price,
    errors: [
      'request.invalid',
      'asset.not-found',
      'asset.not-a-picture',
      'provider.bad-request',
      'provider.model-retired',
      'money.price-unknown',
    ],
  }),
  'generate.start': procedure({
    kind: 'mutation',
    summary: 'Has a cloud model make pictures or a clip, within the limits on spending, and keeps them in the library.',
    input: generateRequest,
    output: z.object({ jobId, price }),
    errors: [
      'request.invalid',
      'asset.not-found',
      'asset.not-a-picture',
      'provider.off',
      'provider.no-key',
      'provider.bad-request',
      'provider.model-retired',
      'money.price-unknown',
      'money.cap-reached',
      'secrets.locked',
      'secrets.failed',
    ],
  }),
} as const
