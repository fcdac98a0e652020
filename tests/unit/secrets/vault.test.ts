import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openVault } from '../../../app/secrets/vault.ts'
import { tempFolder } from '../../support/temp-library.ts'

const PASSPHRASE = 'correct horse battery'
const KEY = 'sk-very-secret-value-0001'

describe('the vault', () => {
  it('keeps secrets behind a passphrase, and nothing of them in the file', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'secrets.vault')
    const vault = await openVault(path, PASSPHRASE, { 'provider:fal': KEY })
    await Promise.all([
      vault.set('provider:xai', 'another-key'),
      vault.set('provider:runway', 'x'.repeat(40)),
      vault.delete('provider:runway'),
    ])
    const text = await readFile(path, 'utf8')
    expect(text).not.toMatch(/secret-value|another-key|provider/)
    const again = await openVault(path, PASSPHRASE)
    expect([await again.list(), await again.get('provider:fal'), await again.get('nothing')]).toEqual([
      ['provider:fal', 'provider:xai'],
      KEY,
      undefined,
    ])
    expect(await readdir(folder.path)).toEqual(['secrets.vault'])
  })

  it('opens with no other passphrase, and takes the same one however it is composed', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'secrets.vault')
    await openVault(path, 'pass\u00e9 compos\u00e9', { a: KEY })
    await expect(openVault(path, 'passe compose')).rejects.toMatchObject({ code: 'secrets.locked' })
    expect(await (await openVault(path, 'passe\u0301 compose\u0301')).get('a')).toBe(KEY)
  })

  it('seals every write anew', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'secrets.vault')
    const vault = await openVault(path, PASSPHRASE)
    const seen = new Set<string>()
    for (let n = 0; n < 3; n++) {
      await vault.set('a', KEY)
      seen.add(JSON.parse(await readFile(path, 'utf8')).nonce)
    }
    expect(seen.size).toBe(3)
  })

  it('refuses a file of which a byte was changed, leaves it where it is, and asks for no more memory than it is meant to', async () => {
    await using folder = await tempFolder()
    const path = join(folder.path, 'secrets.vault')
    await openVault(path, PASSPHRASE, { a: KEY })
    const whole = JSON.parse(await readFile(path, 'utf8'))
    const sealed = Buffer.from(whole.sealed, 'base64')
    sealed[0] = (sealed[0] ?? 0) ^ 1
    const changes = [
      [{ ...whole, sealed: sealed.toString('base64') }, 'secrets.locked'],
      [{ ...whole, kdf: { ...whole.kdf, N: 2 ** 16 } }, 'secrets.locked'],
      [{ ...whole, kdf: { ...whole.kdf, N: 2 ** 30 } }, 'secrets.failed'],
      [{ format: 'drape-vault' }, 'secrets.failed'],
    ] as const
    for (const [file, code] of changes) {
      const text = JSON.stringify(file)
      await writeFile(path, text)
      await expect(openVault(path, PASSPHRASE)).rejects.toMatchObject({ code })
      expect(await readFile(path, 'utf8')).toBe(text)
    }
  })
})
