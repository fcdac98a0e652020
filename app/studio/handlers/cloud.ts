import type { cloudContract, ProviderStatus } from '../../contract/cloud.ts'
import type { Handlers } from '../../contract/define.ts'
import { checkRequest } from '../../domain/cloud/check-request.ts'
import type { GenerateRequest, ModelChoice } from '../../domain/cloud/generate-request.ts'
import type { CloudModel } from '../../domain/cloud/model.ts'
import { priceOf } from '../../domain/cloud/price.ts'
import type { ProviderId } from '../../domain/cloud/tasks.ts'
import { StudioError } from '../../domain/errors.ts'
import { nextOpening } from '../../domain/money/window.ts'
import { getPicture } from '../../library/assets.ts'
import { type Cloud, keyName, SERVICES } from '../cloud.ts'
import type { StudioContext } from './context.ts'

/** A provider's key was changed or let in: what waited for it may go on. Other pauses are for a person to end. */
const KEY_PAUSES: readonly string[] = ['provider.no-key', 'provider.unauthorized', 'secrets.locked', 'secrets.failed']

export function cloudHandlers(context: StudioContext): Handlers<typeof cloudContract> {
  const { cloud } = context
  const { states } = cloud.services
  const told = async (provider: ProviderId): Promise<ProviderStatus> => {
    const keys = await (await cloud.secrets()).list()
    return statusOf(cloud, provider, keys)
  }
  const resumeAfterKey = (provider: ProviderId): void => {
    if (KEY_PAUSES.includes(states.get(provider).pause?.code ?? '')) states.resume(provider)
  }
  return {
    'providers.list': async () => {
      const secrets = await cloud.secrets()
      const keys = await secrets.list()
      return { providers: SERVICES.map((provider) => statusOf(cloud, provider, keys)), secrets: secrets.status() }
    },
    'providers.set-key': async ({ provider, key }) => {
      await (await cloud.secrets()).set(keyName(provider), key)
      cloud.health.delete(provider)
      resumeAfterKey(provider)
      cloud.announceProvider(provider)
      return told(provider)
    },
    'providers.remove-key': async ({ provider }) => {
      await (await cloud.secrets()).delete(keyName(provider))
      cloud.health.delete(provider)
      cloud.announceProvider(provider)
      return told(provider)
    },
    'providers.test-key': ({ provider }, { signal }) => testKey(cloud, provider, signal),
    'providers.switch': async ({ provider, to }) => {
      states.switch(provider, to)
      return told(provider)
    },
    'providers.resume': async ({ provider }) => {
      states.resume(provider)
      return told(provider)
    },
    'secrets.status': async () => (await cloud.secrets()).status(),
    'secrets.unlock': async ({ passphrase }) => {
      const status = await (await cloud.secrets()).unlock(passphrase)
      for (const provider of SERVICES) resumeAfterKey(provider)
      return status
    },
    'models.list': ({ task, provider }) => {
      const registry = cloud.registry()
      return {
        asOf: registry.asOf,
        models: registry.usable(task).filter((model) => provider === undefined || model.provider === provider),
      }
    },
    'generate.price': (request) => priced(context, request).price,
    'generate.start': (request) => start(context, request),
  }
}

export function statusOf({ services, registry, health }: Cloud, provider: ProviderId, keys: readonly string[]): ProviderStatus {
  const { isOn, pause } = services.states.get(provider)
  const last = health.get(provider)
  return {
    id: provider,
    label: registry().provider(provider).label,
    isOn,
    hasKey: keys.includes(keyName(provider)),
    pause,
    health: last === undefined ? null : { at: last.at, error: last.error?.toShape() ?? null },
  }
}

async function testKey({ services, health }: Cloud, provider: ProviderId, signal: AbortSignal) {
  const at = Date.now()
  try {
    const call = await services.call(provider, { idempotencyKey: 'check', signal })
    const found = await services.adapter(provider).check(call)
    health.set(provider, { at, error: null })
    return found
  } catch (thrown) {
    health.set(provider, { at, error: StudioError.from(thrown) })
    throw thrown
  }
}

/** Everything that can be known to be wrong is said now, not by a job later. */
function priced({ cloud, library }: StudioContext, request: GenerateRequest) {
  const { registry } = cloud
  const pictures = request.inputs.map(({ assetId }) => getPicture(library, assetId))
  const inputs = pictures.map(({ width, height }) => ({ widthPx: width, heightPx: height }))
  const fill = (choice: ModelChoice): { model: CloudModel; choice: ModelChoice } => {
    const { model } = registry().resolve(choice.model)
    return { model, choice: { model: model.id, parameters: checkRequest(model, { ...request, parameters: choice.parameters }) } }
  }
  const first = fill(request.choice)
  const alternatives = request.alternatives.map((choice) => fill(choice).choice)
  const { parameters } = first.choice
  const { micros, worstCaseMicros, unit, count, asOf, isEstimate } = priceOf(first.model, { parameters, inputs })
  return {
    model: first.model,
    request: { ...request, choice: first.choice, alternatives },
    price: { model: first.model.id, parameters, unit, count, micros, worstCaseMicros, asOf, isEstimate },
  }
}

async function start(context: StudioContext, asked: GenerateRequest) {
  const { cloud, queue, library } = context
  const { ledger, states } = cloud.services
  const { model, request, price } = priced(context, asked)
  const { provider } = model
  if (!states.get(provider).isOn) throw new StudioError('provider.off', `${provider} is not switched on`, { details: { provider } })
  const secrets = await cloud.secrets()
  if ((await secrets.get(keyName(provider))) === undefined) {
    throw new StudioError('provider.no-key', `There is no key for ${provider}`, { details: { provider } })
  }
  const { brand, maxMicros, window } = request
  ledger.check({ jobId: '', provider, brand, reserve: price.worstCaseMicros, jobLimit: maxMicros, night: null })
  const now = library.clock.now()
  const runAt = window === null ? now : nextOpening(window, now, ledger.today().zone)
  return { jobId: queue.enqueue('generate', request, { runAt }).id, price }
}
