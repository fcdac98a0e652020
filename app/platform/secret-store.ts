import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { StudioError } from '../domain/errors.ts'
import { isMissing, writePrecious } from './files.ts'

/** Keeps the keys of providers. There is no implementation that writes one in plain text. */
export interface SecretStore {
  /** Which keychain it is, as a person knows it: `gnome_libsecret`, `kwallet6`, `keychain`, `dpapi`. */
  readonly name: string
  /** The secret, or undefined where there is none. @throws StudioError `storage.failed` where it can no longer be decrypted */
  get(name: string): Promise<string | undefined>
  /** @throws StudioError `storage.full`, `storage.failed` */
  set(name: string, secret: string): Promise<void>
  delete(name: string): Promise<void>
  /** Names of the secrets that are kept, never their values. */
  list(): Promise<string[]>
}

/** Encryption with a key that the system keeps: Electron's `safeStorage` is one. */
export interface SystemEncryption {
  isAsyncEncryptionAvailable(): Promise<boolean>
  encryptStringAsync(plain: string): Promise<Buffer>
  /** `shouldReEncrypt`: the system has a newer key, and the old one will go. */
  decryptStringAsync(encrypted: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>
  /** Linux only. `basic_text` encrypts with a password that stands in Chromium's source: that is plain text. */
  getSelectedStorageBackend?(): string
}

/** Why secrets cannot be kept on this machine. */
export type SecretRefusal = 'no-keychain' | 'plain-text-only'

export type SecretChoice = { readonly ok: true; readonly store: SecretStore } | { readonly ok: false; readonly reason: SecretRefusal }

const BACKEND_NAMES: Readonly<Record<string, string>> = { darwin: 'keychain', win32: 'dpapi' }

/**
 * A store over the keychain of the system, or why there is none: on Linux without a keychain the system would encrypt with a
 * known password, and that is refused.
 *
 * @param options.file JSON file that holds the encrypted secrets, readable by its owner only.
 */
export async function openSecretStore(options: {
  readonly encryption: SystemEncryption
  readonly platform: string
  readonly file: string
}): Promise<SecretChoice> {
  const { encryption, platform, file } = options
  if (!(await encryption.isAsyncEncryptionAvailable())) return { ok: false, reason: 'no-keychain' }
  const backend = platform === 'linux' ? (encryption.getSelectedStorageBackend?.() ?? 'unknown') : BACKEND_NAMES[platform]
  if (backend === 'basic_text' || backend === 'unknown' || backend === undefined) return { ok: false, reason: 'plain-text-only' }
  return { ok: true, store: storeOver(encryption, { file, name: backend }) }
}

/** Encrypted bytes in base64, by name. */
const secretFile = z.record(z.string(), z.base64())
type SecretFile = z.output<typeof secretFile>

function storeOver(encryption: SystemEncryption, { file, name }: { readonly file: string; readonly name: string }): SecretStore {
  // Changes wait for each other: two at once would each write what the other has not seen.
  let changes: Promise<unknown> = Promise.resolve()
  const change = (edit: (secrets: SecretFile) => SecretFile): Promise<void> => {
    const done = changes.then(async () => {
      const source = Buffer.from(JSON.stringify(edit(await readSecrets(file))))
      await writePrecious({ path: file, source })
    })
    changes = done.catch(() => undefined)
    return done
  }
  const set = async (key: string, secret: string): Promise<void> => {
    const encrypted = (await encryption.encryptStringAsync(secret)).toString('base64')
    await change((secrets) => ({ ...secrets, [key]: encrypted }))
  }
  return {
    name,
    async get(key) {
      const encrypted = own(await readSecrets(file), key)
      if (encrypted === undefined) return undefined
      const { result, shouldReEncrypt } = await encryption.decryptStringAsync(Buffer.from(encrypted, 'base64')).catch((cause: unknown) => {
        throw new StudioError('storage.failed', 'A secret cannot be decrypted with the keychain of this machine', { cause })
      })
      if (shouldReEncrypt) await set(key, result)
      return result
    },
    set,
    delete: (key) => change(({ [key]: _gone, ...rest }) => rest),
    list: async () => Object.keys(await readSecrets(file)).sort(),
  }
}

const own = (secrets: SecretFile, key: string): string | undefined => (Object.hasOwn(secrets, key) ? secrets[key] : undefined)

async function readSecrets(file: string): Promise<SecretFile> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (cause) {
    if (isMissing(cause)) return {}
    throw new StudioError('storage.failed', 'The file of the secrets cannot be read', { cause })
  }
  try {
    return secretFile.parse(JSON.parse(text))
  } catch (cause) {
    // Never taken for an empty one: the next change would overwrite what is there.
    throw new StudioError('storage.failed', 'The file of the secrets is damaged', { cause })
  }
}
