import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSecretStore, type SecretStore, type SystemEncryption } from '../../../app/platform/secret-store.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drape-secrets-'))
  file = join(folder, 'secrets.json')
})
afterEach(() => rm(folder, { recursive: true }))

/** Turns every bit: enough to see that what is written is not what was given. */
const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xff))

function keychain(more: Partial<SystemEncryption> = {}): SystemEncryption {
  return {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (plain) => turn(Buffer.from(plain)),
    decryptStringAsync: async (encrypted) => ({ result: turn(encrypted).toString(), shouldReEncrypt: false }),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...more,
  }
}

async function open(more: Partial<SystemEncryption> = {}, platform = 'linux'): Promise<SecretStore> {
  const choice = await openSecretStore({ encryption: keychain(more), platform, file })
  if (!choice.ok) throw new Error(choice.reason)
  return choice.store
}

describe('secrets', () => {
  it('come back, are listed by name only, and go', async () => {
    const store = await open()
    await store.set('fal', 'key-1')
    await store.set('google', 'key-2')
    expect(await store.get('fal')).toBe('key-1')
    expect(await store.list()).toEqual(['fal', 'google'])
    await store.delete('fal')
    expect(await store.get('fal')).toBeUndefined()
    expect(await (await open()).get('google')).toBe('key-2')
  })

  it('lie on disk encrypted, readable by their owner only', async () => {
    await (await open()).set('fal', 'a-secret-key')
    expect(await readFile(file, 'utf8')).not.toContain('a-secret-key')
    expect((await stat(file)).mode & 0o077).toBe(0)
    expect(await readdir(folder)).toEqual(['secrets.json'])
  })

  it('are all kept when they are set at once', async () => {
    const store = await open()
    const names = Array.from({ length: 20 }, (_, n) => `name-${n}`)
    await Promise.all(names.map((name) => store.set(name, name)))
    expect(await store.list()).toEqual([...names].sort())
  })

  it('are encrypted again when the system has a newer key', async () => {
    let encrypted = 0
    let isOld = true
    const store = await open({
      encryptStringAsync: async (plain) => {
        encrypted++
        return turn(Buffer.from(plain))
      },
      decryptStringAsync: async (bytes) => ({ result: turn(bytes).toString(), shouldReEncrypt: isOld }),
    })
    await store.set('fal', 'x')
    expect(await store.get('fal')).toBe('x')
    expect(encrypted).toBe(2)
    isOld = false
    expect(await store.get('fal')).toBe('x')
    expect(encrypted).toBe(2)
  })

  it.each(['basic_text', 'unknown'])('are refused on a Linux whose backend is %s: that is plain text', async (backend) => {
    const encryption = keychain({ getSelectedStorageBackend: () => backend })
    expect(await openSecretStore({ encryption, platform: 'linux', file })).toEqual({ ok: false, reason: 'plain-text-only' })
    expect(await readdir(folder)).toEqual([])
  })

  it('are refused where there is no keychain at all', async () => {
    const encryption = keychain({ isAsyncEncryptionAvailable: async () => false })
    expect(await openSecretStore({ encryption, platform: 'darwin', file })).toEqual({ ok: false, reason: 'no-keychain' })
  })

  it('name the keychain of each system', async () => {
    expect((await open()).name).toBe('gnome_libsecret')
    expect((await open({}, 'darwin')).name).toBe('keychain')
    expect((await open({}, 'win32')).name).toBe('dpapi')
  })

  it.each(['', '{', '[]', '{"fal":1}', '{"fal":"not base64!"}'])('are never overwritten where the file holds %j', async (text) => {
    await writeFile(file, text)
    const store = await open()
    await expect(store.get('fal')).rejects.toMatchObject({ code: 'storage.failed' })
    await expect(store.set('fal', 'x')).rejects.toMatchObject({ code: 'storage.failed' })
    expect(await readFile(file, 'utf8')).toBe(text)
  })

  it('say so where the keychain can no longer decrypt them', async () => {
    await (await open()).set('fal', 'x')
    const store = await open({ decryptStringAsync: () => Promise.reject(new Error('no key')) })
    await expect(store.get('fal')).rejects.toMatchObject({ code: 'storage.failed' })
  })

  it('are not confused by names that objects have', async () => {
    const store = await open()
    for (const name of ['constructor', 'toString', '__proto__']) expect(await store.get(name)).toBeUndefined()
  })
})
