import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { StudioError } from '../domain/errors.ts'
import { isMissing, storageError, writePrecious } from '../platform/files.ts'
import type { SecretStore } from '../platform/secret-store.ts'

/** 2^17 * 8 * 128 bytes = 128 MB and about 0.4 s for one guess; OWASP's advice for scrypt. */
const COST = { N: 2 ** 17, r: 8, p: 1 }
const KEY_BYTES = 32
const MAX_MEMORY = 512 * 1024 * 1024

/** The file. What it is sealed with stands in it, so that a later version can seal harder and still open this one. */
const vaultFile = z.object({
  format: z.literal('drape-vault'),
  version: z.literal(1),
  // Bounds, so that a file that was tampered with cannot ask for all of the memory.
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z
      .int()
      .min(2)
      .max(2 ** 18),
    r: z.int().min(1).max(16),
    p: z.int().min(1).max(4),
    salt: z.base64(),
  }),
  cipher: z.literal('aes-256-gcm'),
  nonce: z.base64(),
  tag: z.base64(),
  sealed: z.base64(),
})
type VaultFile = z.output<typeof vaultFile>

const secrets = z.record(z.string(), z.string())
type Secrets = z.output<typeof secrets>

/** Whether there is a vault at this place. @throws StudioError `secrets.failed` for one that is damaged; it is left as it is */
export async function hasVault(path: string): Promise<boolean> {
  return (await readVault(path)) !== undefined
}

/**
 * Opens the vault with its passphrase; where there is none, makes one that holds what it is given.
 *
 * @throws StudioError `secrets.locked` for a wrong passphrase, `secrets.failed` for a damaged file, `storage.full`, `storage.failed`
 */
export async function openVault(path: string, passphrase: string, initial: Secrets = {}): Promise<SecretStore> {
  const file = await readVault(path)
  const kdf = file?.kdf ?? { name: 'scrypt' as const, ...COST, salt: randomBytes(16).toString('base64') }
  const key = await keyOf(passphrase, kdf)
  const held = file === undefined ? initial : unseal(file, key)
  if (file === undefined) await seal(path, { key, kdf, held })
  return storeOver(path, { key, kdf, held })
}

interface Open {
  readonly key: Buffer
  readonly kdf: VaultFile['kdf']
  readonly held: Secrets
}

function storeOver(path: string, { key, kdf, held }: Open): SecretStore {
  let now: Secrets = { ...held }
  // One write after another: each is the whole file.
  let writes: Promise<unknown> = Promise.resolve()
  const change = (edit: (before: Secrets) => Secrets): Promise<void> => {
    const done = writes.then(async () => {
      const next = edit(now)
      await seal(path, { key, kdf, held: next })
      now = next
    })
    writes = done.catch(() => undefined)
    return done
  }
  return {
    name: 'vault',
    get: (name) => Promise.resolve(Object.hasOwn(now, name) ? now[name] : undefined),
    set: (name, secret) => change((before) => ({ ...before, [name]: secret })),
    delete: (name) => change(({ [name]: _gone, ...rest }) => rest),
    list: () => Promise.resolve(Object.keys(now).sort()),
  }
}

async function seal(path: string, { key, kdf, held }: Open): Promise<void> {
  // A nonce of its own for every write under one key.
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(aadOf(kdf))
  const sealed = Buffer.concat([cipher.update(JSON.stringify(held), 'utf8'), cipher.final()])
  const file: VaultFile = {
    format: 'drape-vault',
    version: 1,
    kdf,
    cipher: 'aes-256-gcm',
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    sealed: sealed.toString('base64'),
  }
  await writePrecious({ path, source: new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`) })
}

function unseal(file: VaultFile, key: Buffer): Secrets {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(file.nonce, 'base64'), { authTagLength: 16 })
    decipher.setAAD(aadOf(file.kdf))
    decipher.setAuthTag(Buffer.from(file.tag, 'base64'))
    const text = Buffer.concat([decipher.update(Buffer.from(file.sealed, 'base64')), decipher.final()]).toString('utf8')
    return secrets.parse(JSON.parse(text))
  } catch (cause) {
    throw new StudioError('secrets.locked', 'The vault does not open with this passphrase', { cause })
  }
}

/** What the seal vouches for beside the content. */
const aadOf = (kdf: VaultFile['kdf']): Buffer => Buffer.from(`drape-vault 1 ${kdf.N} ${kdf.r} ${kdf.p} ${kdf.salt}`)

function keyOf(passphrase: string, { N, r, p, salt }: VaultFile['kdf']): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same passphrase typed on another system may be composed in another way.
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), KEY_BYTES, { N, r, p, maxmem: MAX_MEMORY }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    )
  })
}

async function readVault(path: string): Promise<VaultFile | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw storageError(thrown, path)
  }
  try {
    return vaultFile.parse(JSON.parse(text))
  } catch (cause) {
    // Never taken for none: a new one would overwrite what is there.
    throw new StudioError('secrets.failed', 'The file of the vault is damaged', { cause })
  }
}
