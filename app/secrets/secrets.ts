import { StudioError } from '../domain/errors.ts'
import type { SecretsStatus } from '../domain/secrets-status.ts'
import type { SecretStore } from '../platform/secret-store.ts'
import { type Opened, openKeyring } from './keyring.ts'
import { hasVault, openVault } from './vault.ts'

/** The keys of services, in the best store that this machine has: keyring, Electron's, a sealed file; else memory, for this session only. */
export interface Secrets {
  status(): SecretsStatus
  /**
   * Opens the vault, or makes one that keeps what this session holds.
   * @throws StudioError `secrets.locked` for a wrong passphrase, `secrets.failed`, `storage.full`, `storage.failed`
   */
  unlock(passphrase: string): Promise<SecretsStatus>
  /** @throws StudioError `secrets.locked`, `secrets.failed` */
  get(name: string): Promise<string | undefined>
  /** @throws StudioError `secrets.locked`, `secrets.failed`, `storage.full`, `storage.failed` */
  set(name: string, secret: string): Promise<void>
  delete(name: string): Promise<void>
  /** Names of what is kept; empty while it is locked. */
  list(): Promise<readonly string[]>
}

export interface SecretsOptions {
  readonly vaultPath: string
  /** Electron's store, where the host has one that is no plain text; else why it has none. */
  readonly system?: Opened
  readonly keyring?: () => Promise<Opened>
  /** Hears every secret that is read or written, so that it can be kept out of logs. */
  readonly onSecret?: (secret: string) => void
}

interface State {
  readonly kind: SecretsStatus['kind']
  /** Undefined while the vault is locked. */
  readonly store: SecretStore | undefined
}

/** @throws StudioError `secrets.failed` for a vault that is damaged where nothing better is there */
export async function openSecrets(options: SecretsOptions): Promise<Secrets> {
  const { vaultPath, onSecret } = options
  const found = await choose(options)
  let state: State = found.state
  const status = (): SecretsStatus => ({
    kind: state.kind,
    store: state.store?.name ?? 'vault',
    isLocked: state.store === undefined,
    lasts: state.kind !== 'session',
    unavailable: [...found.unavailable],
  })
  const opened = (): SecretStore => {
    if (state.store === undefined) throw new StudioError('secrets.locked', 'The vault is locked')
    return state.store
  }
  return {
    status,
    async unlock(passphrase) {
      if (state.kind === 'keyring' || state.kind === 'system') return status()
      const session = state.kind === 'session' && state.store !== undefined ? await contentOf(state.store) : {}
      state = { kind: 'vault', store: await openVault(vaultPath, passphrase, session) }
      return status()
    },
    async get(name) {
      const secret = await opened().get(name)
      if (secret !== undefined) onSecret?.(secret)
      return secret
    },
    async set(name, secret) {
      onSecret?.(secret)
      await opened().set(name, secret)
    },
    delete: async (name) => opened().delete(name),
    list: async () => (state.store === undefined ? [] : await state.store.list()),
  }
}

type Unavailable = SecretsStatus['unavailable']

async function choose(options: SecretsOptions): Promise<{ readonly state: State; readonly unavailable: Unavailable }> {
  const keyring = await (options.keyring ?? openKeyring)()
  if (keyring.ok) return { state: { kind: 'keyring', store: keyring.store }, unavailable: [] }
  const unavailable: Unavailable = [{ kind: 'keyring', reason: keyring.reason }]
  const system = options.system ?? { ok: false, reason: 'The studio does not run in its desktop window' }
  if (system.ok) return { state: { kind: 'system', store: system.store }, unavailable }
  unavailable.push({ kind: 'system', reason: system.reason })
  if (await hasVault(options.vaultPath)) return { state: { kind: 'vault', store: undefined }, unavailable }
  return { state: { kind: 'session', store: memoryStore() }, unavailable }
}

function memoryStore(): SecretStore {
  const held = new Map<string, string>()
  return {
    name: 'session',
    get: (name) => Promise.resolve(held.get(name)),
    set: (name, secret) => Promise.resolve(void held.set(name, secret)),
    delete: (name) => Promise.resolve(void held.delete(name)),
    list: () => Promise.resolve([...held.keys()].sort()),
  }
}

async function contentOf(store: SecretStore): Promise<Record<string, string>> {
  const content: Record<string, string> = {}
  for (const name of await store.list()) content[name] = (await store.get(name)) ?? ''
  return content
}
