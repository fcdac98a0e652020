import { StudioError } from '../domain/errors.ts'
import type { SecretStore } from '../platform/secret-store.ts'

/** What is used of `keytar`. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
  findCredentials(service: string): Promise<{ readonly account: string }[]>
}

export type Opened = { readonly ok: true; readonly store: SecretStore } | { readonly ok: false; readonly reason: string }

const SERVICE = 'Drape'

/** A keyring that asks for its password does so in a window of its own; nobody may be there to see it. */
const PATIENCE_MS = 10_000

const NAMES: Readonly<Record<string, string>> = { darwin: 'Keychain', win32: 'Windows Credential Manager' }

/**
 * The keyring of the system, or why it cannot be used: the library is an optional dependency that is built at install, and on Linux it needs
 * a Secret Service on the session's bus.
 */
export async function openKeyring(
  options: { readonly load?: () => Promise<Keytar>; readonly platform?: string; readonly patienceMs?: number } = {},
): Promise<Opened> {
  const { load = loadKeytar, platform = process.platform, patienceMs = PATIENCE_MS } = options
  try {
    const keytar = await load()
    // It loads without a keyring; the first call says whether there is one.
    await inTime(keytar.findCredentials(SERVICE), patienceMs)
    return { ok: true, store: storeOver(keytar, { name: NAMES[platform] ?? 'Secret Service', patienceMs }) }
  } catch (thrown) {
    return { ok: false, reason: thrown instanceof Error ? (thrown.message.split('\n')[0] ?? '') : String(thrown) }
  }
}

async function loadKeytar(): Promise<Keytar> {
  const loaded = (await import('keytar')) as Keytar & { readonly default?: Keytar }
  return loaded.default ?? loaded
}

function storeOver(keytar: Keytar, { name, patienceMs }: { readonly name: string; readonly patienceMs: number }): SecretStore {
  const asked = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await inTime(answer, patienceMs)
    } catch (cause) {
      throw new StudioError('secrets.failed', `${name} did not do what it was asked`, { details: { store: name }, cause })
    }
  }
  return {
    name,
    get: async (key) => (await asked(keytar.getPassword(SERVICE, key))) ?? undefined,
    set: (key, secret) => asked(keytar.setPassword(SERVICE, key, secret)),
    delete: async (key) => void (await asked(keytar.deletePassword(SERVICE, key))),
    list: async () => (await asked(keytar.findCredentials(SERVICE))).map(({ account }) => account).sort(),
  }
}

async function inTime<T>(answer: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`The keyring did not answer in ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
