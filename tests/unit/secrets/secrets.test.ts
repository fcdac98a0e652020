import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { StudioError } from '../../../app/domain/errors.ts'
import { createKnownSecrets, openLog } from '../../../app/platform/log.ts'
import { secretStoreOver, serveSecretStore } from '../../../app/platform/secret-port.ts'
import type { SecretStore } from '../../../app/platform/secret-store.ts'
import { type Keytar, openKeyring } from '../../../app/secrets/keyring.ts'
import { openSecrets } from '../../../app/secrets/secrets.ts'
import { tempFolder } from '../../support/temp-library.ts'

const none = async () => ({ ok: false, reason: 'no keyring' }) as const

function memory(name: string): SecretStore {
  const held = new Map<string, string>()
  return {
    name,
    get: async (key) => held.get(key),
    set: async (key, secret) => void held.set(key, secret),
    delete: async (key) => void held.delete(key),
    list: async () => [...held.keys()],
  }
}

describe('the store of keys', () => {
  it('is the best that the machine has, by name, and says why not a better one', async () => {
    await using folder = await tempFolder()
    const vaultPath = join(folder.path, 'secrets.vault')
    const keyring = async () => ({ ok: true, store: memory('Secret Service') }) as const
    expect((await openSecrets({ vaultPath, keyring })).status()).toEqual({
      kind: 'keyring',
      store: 'Secret Service',
      isLocked: false,
      lasts: true,
      unavailable: [],
    })
    const system = { ok: true, store: memory('gnome_libsecret') } as const
    expect((await openSecrets({ vaultPath, keyring: none, system })).status()).toMatchObject({
      kind: 'system',
      store: 'gnome_libsecret',
      unavailable: [{ kind: 'keyring', reason: 'no keyring' }],
    })
    const session = await openSecrets({ vaultPath, keyring: none })
    expect(session.status()).toMatchObject({ kind: 'session', lasts: false, isLocked: false })
    await session.set('provider:fal', 'kept for now')
    expect(await session.unlock('correct horse')).toMatchObject({ kind: 'vault', lasts: true })
    const next = await openSecrets({ vaultPath, keyring: none })
    expect([next.status(), await next.list()]).toEqual([expect.objectContaining({ kind: 'vault', isLocked: true }), []])
    await expect(next.get('provider:fal')).rejects.toMatchObject({ code: 'secrets.locked' })
    await expect(next.unlock('wrong horse')).rejects.toMatchObject({ code: 'secrets.locked' })
    await next.unlock('correct horse')
    expect(await next.get('provider:fal')).toBe('kept for now')
  })

  it('is not waited for without end, and its failures are told as such', async () => {
    const silent: Keytar = {
      findCredentials: async () => [],
      getPassword: () => new Promise(() => undefined),
      setPassword: () => Promise.reject(new Error('No such secret collection')),
      deletePassword: async () => true,
    }
    const mute = { ...silent, findCredentials: () => new Promise<never>(() => undefined) }
    expect(await openKeyring({ load: async () => mute, patienceMs: 20 })).toEqual({
      ok: false,
      reason: 'The keyring did not answer in 20 ms',
    })
    const failing = await openKeyring({ load: async () => Promise.reject(new Error('Cannot find module\nRequire stack')) })
    expect(failing).toEqual({ ok: false, reason: 'Cannot find module' })
    const opened = await openKeyring({ load: async () => silent, patienceMs: 20, platform: 'linux' })
    if (!opened.ok) throw new Error(opened.reason)
    await expect(opened.store.get('a')).rejects.toMatchObject({ code: 'secrets.failed' })
    await expect(opened.store.set('a', 'b')).rejects.toMatchObject({ code: 'secrets.failed' })
  })

  it("is the host's over a port, its errors too", async () => {
    const { port1, port2 } = new MessageChannel()
    const store = memory('keychain')
    serveSecretStore(port1, {
      ...store,
      get: async (name) => {
        if (name === 'bad') throw new StudioError('storage.failed', 'It can no longer be decrypted')
        return store.get(name)
      },
    })
    const far = secretStoreOver(port2, 'keychain')
    // The port does not keep the process: something else must while the test waits.
    port2.ref()
    await far.set('provider:fal', 'a key')
    expect([await far.get('provider:fal'), await far.get('none'), await far.list()]).toEqual(['a key', undefined, ['provider:fal']])
    await expect(far.get('bad')).rejects.toMatchObject({ code: 'storage.failed' })
    await far.delete('provider:fal')
    expect(await far.list()).toEqual([])
    port2.close()
  })
})

describe('the log', () => {
  it('holds no secret that was ever used, however it got there', async () => {
    await using folder = await tempFolder()
    const known = createKnownSecrets()
    const secrets = await openSecrets({ vaultPath: join(folder.path, 'v'), keyring: none, onSecret: (secret) => known.add(secret) })
    const key = 'sk/very+secret "key" 0001'
    await secrets.set('provider:fal', key)
    const log = openLog({ target: { folder: folder.path }, level: 'debug', secrets: known })
    log.info({ url: `https://x.example/?key=${encodeURIComponent(key)}`, told: [key], text: `Bearer ${key}` }, `sent with ${key}`)
    log.child({ about: key }).error({ err: new Error(`refused: ${key}`) }, 'failed')
    log[Symbol.dispose]()
    const text = await readFile(join(folder.path, 'drape.log'), 'utf8')
    expect(text).toContain('[redacted]')
    expect(text).not.toMatch(/very|0001/)
    for (const line of text.trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow()
  })
})
