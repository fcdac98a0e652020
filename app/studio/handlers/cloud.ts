import type { cloudContract, ProviderStatus } from '../../contract/cloud.ts'
import type { Handlers } from '../../contract/define.ts'
import type { ProviderId } from '../../domain/cloud/tasks.ts'
import { StudioError } from '../../domain/errors.ts'
import { nextOpening } from '../../domain/money/window.ts'
import { type Cloud, keyName, SERVICES } from '../cloud.ts'
import type { StudioContext } from './context.ts'
import { admitWork, priceRequest } from './paid-work.ts'

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
    'generate.price': (request) => priceRequest(context, request).price,
    'generate.start': async (asked) => {
      const { model, request, price } = priceRequest(context, asked)
      await admitWork(context, { ...request, model, reserve: price.worstCaseMicros })
      const now = context.library.clock.now()
      const runAt = request.window === null ? now : nextOpening(request.window, now, cloud.services.ledger.today().zone)
      return { jobId: context.queue.enqueue('generate', request, { runAt }).id, price }
    },
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
