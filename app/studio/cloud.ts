import { join } from 'node:path'
import type { RegistryFile } from '../domain/cloud/model.ts'
import { createRegistry, type Registry } from '../domain/cloud/registry.ts'
import { type ProviderId, providerId } from '../domain/cloud/tasks.ts'
import { FAL_WEBHOOK_PATH } from '../domain/cloud/webhook-path.ts'
import { StudioError } from '../domain/errors.ts'
import { dayOf } from '../domain/money/day.ts'
import type { CloudServices, CloudTiming } from '../jobs/cloud/cloud-services.ts'
import { createPacer } from '../jobs/cloud/pacer.ts'
import { dropArrived } from '../jobs/cloud/stored-outputs.ts'
import { type Ledger, openLedger } from '../ledger/ledger.ts'
import { openProviderStates, type ProviderState } from '../ledger/provider-states.ts'
import { openRemoteFiles } from '../ledger/remote-files.ts'
import type { Submission } from '../ledger/submission-rows.ts'
import type { Library } from '../library/open-library.ts'
import type { KnownSecrets, Log } from '../platform/log.ts'
import type { SecretStore } from '../platform/secret-store.ts'
import { createAdapters } from '../providers/adapters.ts'
import { originsOf, readBases } from '../providers/bases.ts'
import { createWebhookVerifier } from '../providers/fal/webhook.ts'
import { fetchWebhookKeys, KEYS_TIMEOUT_MS } from '../providers/fal/webhook-keys.ts'
import { createProviderHttp } from '../providers/http-client.ts'
import { builtInRegistry, loadRegistry } from '../providers/registry.ts'
import { openSecrets, type Secrets } from '../secrets/secrets.ts'

/** Services that work for money, and where their keys are. Opens no socket and no keyring before one is switched on or given a key. */
export interface Cloud {
  readonly services: CloudServices
  readonly registry: () => Registry
  /** Opened at the first use: a keyring may ask for its password. */
  readonly secrets: () => Promise<Secrets>
  /** What the last look at a key came to, in this session. */
  readonly health: Map<ProviderId, Health>
  /** Looks at a call that says it is fal's; null where this host takes none. */
  readonly checkWebhook: ReturnType<typeof createWebhookVerifier> | null
}

export interface Health {
  readonly at: number
  readonly error: StudioError | null
}

export interface CloudOptions {
  readonly library: Library
  readonly log: Log
  readonly known: KnownSecrets
  /** The store of a host that has one. */
  readonly systemStore: SecretStore | undefined
  readonly env: Readonly<Record<string, string | undefined>>
  readonly timing: CloudTiming
  /** Of a headless host that takes webhooks; else null. */
  readonly publicUrl: string | null
  readonly onSubmission: (submission: Submission, ledger: Ledger) => void
  readonly onState: (state: ProviderState) => void
}

/** The name of a provider's key in every store. */
export const keyName = (provider: ProviderId): string => `provider:${provider}`

/** @throws StudioError `request.invalid` for addresses in the environment or a models.json that make no sense; `storage.*` */
export async function openCloud(options: CloudOptions): Promise<Cloud> {
  const { library, log, env, publicUrl } = options
  const webhooks = publicUrl === null ? {} : { fal: `${publicUrl.replace(/\/+$/, '')}${FAL_WEBHOOK_PATH}` }
  const now = (): number => library.clock.now()
  const zone = (): string => env['DRAPE_TIME_ZONE'] || Intl.DateTimeFormat().resolvedOptions().timeZone
  const { bases, loopback } = readBases(env)
  const file = await registryOf(library, log)
  const registry = (): Registry => createRegistry(file, dayOf(now(), zone()))
  // What the ledger puts right while it opens is told by nobody: there are no listeners yet.
  let tell = (_submission: Submission): void => undefined
  const ledger: Ledger = await openLedger({
    ...library,
    libraryFolder: library.folder,
    zone,
    log,
    onChange: (submission) => tell(submission),
  })
  tell = (submission) => options.onSubmission(submission, ledger)
  const states = openProviderStates(library.db, { now, onChange: options.onState })
  const openOrigins = (): ReadonlySet<string> =>
    originsOf(
      states.list().flatMap(({ provider, isOn }) => (isOn ? [provider] : [])),
      bases,
    )
  const http = createProviderHttp({ openOrigins, loopback, log })
  const adapters = createAdapters({ bases, replacementOf: (provider, model) => registry().replacementOf(provider, model) })
  const secrets = lazily(() => openSecretsOf(options))
  await dropArrived(library.folder, (name) => ledger.isOpen(name.replace(/-\d+$/, '')))
  return {
    registry,
    secrets,
    health: new Map(),
    checkWebhook:
      publicUrl === null
        ? null
        : createWebhookVerifier({ now, fetchKeys: () => fetchWebhookKeys(http(AbortSignal.timeout(KEYS_TIMEOUT_MS)), bases) }),
    services: {
      catalogue: { model: (id) => modelOf(registry(), id), facts: (provider) => registry().provider(provider) },
      ledger,
      states,
      remoteFiles: openRemoteFiles(library.db, now),
      pacer: createPacer(now),
      adapter: (provider) => {
        if (provider === 'local') throw new StudioError('provider.off', 'This machine is no service')
        return adapters[provider]
      },
      call: async (provider, { idempotencyKey, signal }) => {
        if (!states.get(provider).isOn) throw new StudioError('provider.off', `${provider} is not switched on`, { details: { provider } })
        const secret = await (await secrets()).get(keyName(provider))
        if (secret === undefined) throw new StudioError('provider.no-key', `There is no key for ${provider}`, { details: { provider } })
        const call = { idempotencyKey, signal, secret, http: http(signal) }
        const webhookUrl = provider === 'fal' ? webhooks.fal : undefined
        return webhookUrl === undefined ? call : { ...call, webhookUrl }
      },
      sending: new Set(),
      timing: options.timing,
    },
  }
}

/** A file of the user's that is wrong must not keep the studio closed: it is left out, and the log says where. */
async function registryOf({ folder }: Library, log: Log): Promise<RegistryFile> {
  const builtIn = builtInRegistry()
  return await loadRegistry({ builtIn, userFile: join(folder, 'models.json') }).catch((thrown: unknown) => {
    if (!(thrown instanceof StudioError)) throw thrown
    log.error({ err: thrown }, 'models.json is not used')
    return builtIn
  })
}

/** A name that never was, and a model that is gone for good, are the same to a job: there is nothing to ask. */
function modelOf(registry: Registry, id: string) {
  try {
    return registry.resolve(id).model
  } catch (thrown) {
    if (thrown instanceof StudioError) return undefined
    throw thrown
  }
}

async function openSecretsOf({ library, env, systemStore, known }: CloudOptions): Promise<Secrets> {
  const secrets = await openSecrets({
    vaultPath: join(library.folder, 'secrets.vault'),
    onSecret: (secret) => known.add(secret),
    ...(systemStore === undefined ? {} : { system: { ok: true, store: systemStore } }),
    // For machines whose keyring is not to be touched, tests among them.
    ...(env['DRAPE_KEYRING'] === 'off' ? { keyring: async () => ({ ok: false, reason: 'DRAPE_KEYRING is off' }) } : {}),
  })
  const passphrase = env['DRAPE_VAULT_PASSPHRASE']
  if (passphrase !== undefined && passphrase !== '') await secrets.unlock(passphrase)
  return secrets
}

/** Work that is done once, when it is first asked for; a failure is not remembered. */
function lazily<T>(work: () => Promise<T>): () => Promise<T> {
  let done: Promise<T> | undefined
  return () => {
    done ??= work().catch((thrown: unknown) => {
      done = undefined
      throw thrown
    })
    return done
  }
}

/** Services that can be given a key. */
export const SERVICES = providerId.exclude(['local']).options
