import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../app/db/open.ts'
import { restoreLedger } from '../../app/ledger/restore-ledger.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { environmentFor } from '../emulator/bases.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { systemClock, tempFolder } from '../support/temp-library.ts'

const MAIN = join(import.meta.dirname, '../../app/server/main.ts')

let emulator: Emulator
let folder: Awaited<ReturnType<typeof tempFolder>>
beforeAll(async () => {
  emulator = await startEmulator()
  folder = await tempFolder()
})
afterAll(async () => {
  await emulator.close()
  await folder[Symbol.asyncDispose]()
})

const library = (): string => join(folder.path, 'library')

async function drape(
  args: readonly string[],
  input = '',
): Promise<{ readonly code: number | null; readonly json: Record<string, unknown>; readonly text: string }> {
  const env = { ...process.env, ...environmentFor(emulator.bases), DRAPE_KEYRING: 'off', DRAPE_VAULT_PASSPHRASE: 'open sesame' }
  const child = spawn(process.execPath, [MAIN, ...args, '--library', library()], { env, stdio: ['pipe', 'pipe', 'pipe'] })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  }
  child.stdin.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  const last = text.trim().split('\n').at(-1) ?? ''
  return { code, text, json: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {} }
}

describe('cloud services on the command line', () => {
  it('takes a key from stdin, asks the service, makes a picture, and tells what it cost', async () => {
    const key = emulator.keys.fal
    const set = await drape(['key', 'set', 'fal', '--json'], `${key}\n`)
    expect(set.json).toMatchObject({ ok: true, store: 'vault', lasts: true, provider: { id: 'fal', isOn: true, hasKey: true } })
    expect((await drape(['key', 'test', 'fal', '--json'])).json).toMatchObject({ ok: true })
    const still = join(folder.path, 'still.png')
    await sharp({ create: { width: 300, height: 400, channels: 3, background: '#806040' } })
      .png()
      .toFile(still)
    const ask = ['generate', '--model', 'fal:nano-banana-pro-edit', '--prompt', 'a red dress', '--in', still, '--brand', '=Nord', '--json']
    const price = await drape([...ask, '--price'])
    expect(price.json).toMatchObject({ ok: true, micros: 150_000, isEstimate: true })
    const refused = await drape([...ask, '--max-usd', '0.01'])
    expect([refused.code, refused.json]).toMatchObject([1, { ok: false, error: { code: 'money.cap-reached', alias: 'BUDGET_REACHED' } }])
    expect(emulator.control.ledger()).toHaveLength(0)

    const out = join(folder.path, 'made.png')
    const made = await drape([...ask, '--max-usd', '1', '--out', out])
    expect(made.json).toMatchObject({ ok: true, provider: 'fal', out, chargeMicros: 150_000 })
    expect((await sharp(await readFile(out)).metadata()).width).toBeGreaterThan(16)
    expect(emulator.control.ledger()).toMatchObject([{ provider: 'fal', chargedMicros: 150_000, isDelivered: true }])

    const ledger = await drape(['ledger', '--csv'])
    expect(ledger.text).toMatch(/'=Nord.*,done,0\.150000,/)
    const everything =
      [set, price, refused, made, ledger].map(({ text }) => text).join('') + (await readFile(join(library(), 'logs', 'drape.log'), 'utf8'))
    expect(everything).not.toContain(key)
    expect(await readFile(join(library(), 'secrets.vault'), 'utf8')).not.toContain(key.slice(0, 8))
  }, 120_000)

  it('keeps the ledger through a rebuild of the index from nothing', async () => {
    const path = join(library(), 'library.db')
    const read = (): unknown[] => {
      const db = openDatabase(path)
      const rows = db.prepare('SELECT id, job_id, state, charge, operation, day FROM submissions ORDER BY id').all()
      db.close()
      return rows
    }
    const before = read()
    const db = openDatabase(path)
    // A database that fails its check carries nothing over: only the records are left.
    db.exec('DROP TABLE submissions')
    db.close()
    const restore = async (fresh: ReturnType<typeof openDatabase>, from: string) => {
      await restoreLedger(fresh, from)
      return []
    }
    await rebuildIndex({ folder: library(), limits, clock: systemClock, random: Math.random, restore })
    expect(before).toHaveLength(1)
    expect(read()).toEqual(before)
    expect((await drape(['key', 'remove', 'fal', '--json'])).json).toMatchObject({ ok: true, provider: { hasKey: false } })
    const listed = await drape(['providers', '--json'])
    expect(listed.json).toMatchObject({ ok: true, secrets: { kind: 'vault' } })
  }, 120_000)
})
