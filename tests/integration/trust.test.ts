import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentFor } from '../emulator/bases.ts'
import { EMULATOR_KEYS } from '../emulator/core/keys.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { tempFolder } from '../support/temp-library.ts'
import { until } from '../support/until.ts'

const MAIN = join(import.meta.dirname, '../../app/server/main.ts')
const NOTE = join(import.meta.dirname, '../support/note-connects.ts')
const PASSPHRASE = 'correct horse battery staple'

/** Two, so that fal and the others have an origin of their own each. */
let fal: Emulator
let others: Emulator
beforeAll(async () => {
  fal = await startEmulator()
  others = await startEmulator()
  for (const { control } of [fal, others]) control.maxSide(64)
})
afterAll(async () => {
  await fal.close()
  await others.close()
})

interface Running extends AsyncDisposable {
  call(name: string, input: object): Promise<Record<string, unknown>>
  readonly connects: () => Promise<readonly string[]>
}

/** `drape serve` as a person starts it, with whatever it asks the network for written down, and called as its page calls it. */
async function serve(folder: string): Promise<Running & { readonly origin: string }> {
  const log = join(folder, 'connects')
  const bases = { ...environmentFor(others.bases), ...onlyFal(environmentFor(fal.bases)) }
  const env = {
    ...process.env,
    ...bases,
    DRAPE_TEST_CONNECTS: log,
    DRAPE_KEYRING: 'off',
    DRAPE_VAULT_PASSPHRASE: PASSPHRASE,
    DRAPE_LOG_LEVEL: 'debug',
  }
  const args = ['--import', NOTE, MAIN, 'serve', '--port', '0', '--json', '--library', join(folder, 'library')]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const { origin, token } = await firstAnswer(child)
  return {
    origin,
    connects: async () => (existsSync(log) ? (await readFile(log, 'utf8')).trimEnd().split('\n') : []),
    async call(name, input) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const answer = await fetch(`${origin}/rpc/${name}`, { method: 'POST', headers, body: JSON.stringify(input) })
      return (await answer.json()) as Record<string, unknown>
    },
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null) return
      const closed = once(child, 'exit')
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await closed
      clearTimeout(timer)
    },
  }
}

const onlyFal = (env: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => name.includes('_FAL_')))

async function firstAnswer(child: ChildProcess): Promise<{ origin: string; token: string }> {
  if (child.stdout === null) throw new Error('no stdout')
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('{')) return JSON.parse(line) as { origin: string; token: string }
  }
  throw new Error('The host ended before it said where it is')
}

type Job = { readonly state: string; readonly result: Record<string, unknown> | null; readonly error: { readonly code: string } | null }

async function ended(host: Running, started: Record<string, unknown>): Promise<Job> {
  const { jobId } = answerOf(started) as { jobId: string }
  const finished = async (): Promise<Job | false> => {
    const job = answerOf(await host.call('jobs.get', { id: jobId })) as unknown as Job
    return ['succeeded', 'failed', 'needs-attention', 'canceled'].includes(job.state) && job
  }
  return await until('the job has ended', finished, 40_000)
}

function answerOf(reply: Record<string, unknown>): Record<string, unknown> {
  if (reply['ok'] !== true) throw new Error(JSON.stringify(reply))
  return reply['value'] as Record<string, unknown>
}

const wish = (model: string, prompt: string, inputs: readonly object[] = []) => ({
  task: inputs.length > 0 ? 'edit-image' : 'text-to-image',
  choice: { model, parameters: {} },
  prompt,
  inputs,
})

describe('a studio whose services are off', () => {
  it('asks the network for nothing, and then for the one that was switched on alone', { timeout: 120_000 }, async () => {
    await using folder = await tempFolder()
    await using host = await serve(folder.path)
    await ended(host, await host.call('library.import-sample', {}))
    const { assets } = answerOf(await host.call('library.list', { kind: 'picture', limit: 10 })) as {
      assets: { id: string; name: string }[]
    }
    const idOf = (part: string): string => assets.find(({ name }) => name.includes(part))?.id ?? ''
    const pair = { personId: idOf('ada'), garmentId: idOf('tee'), options: {} }
    const draft = await ended(host, await host.call('tryon.start', pair))
    expect(draft.state).toBe('succeeded')
    expect(answerOf(await host.call('providers.list', {}))).toMatchObject({ providers: expect.any(Array) })
    // A key alone opens nothing either, and work is refused.
    expect(await host.call('generate.start', wish('fal:flux-schnell', 'x'))).toMatchObject({ ok: false, error: { code: 'provider.off' } })
    expect(await host.connects()).toEqual([])

    await host.call('providers.set-key', { provider: 'fal', key: EMULATOR_KEYS.fal })
    await host.call('providers.switch', { provider: 'fal', to: 'on' })
    expect((await ended(host, await host.call('generate.start', wish('fal:flux-schnell', 'a red dress')))).state).toBe('succeeded')
    const places = new Set((await host.connects()).filter((line) => line.startsWith('tcp')))
    expect([...places]).toEqual([`tcp ${new URL(fal.origin).host}`])
    expect(others.control.requests()).toEqual([])
  })
})

/** Every file below a folder that holds one of these texts, whatever kind of file it is. */
async function filesWith(folder: string, texts: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const entry of await readdir(folder, { recursive: true })) {
    const path = join(folder, entry)
    if (!(await stat(path)).isFile()) continue
    const bytes = await readFile(path)
    for (const text of texts) {
      const forms = [text, encodeURIComponent(text), Buffer.from(text).toString('base64'), Buffer.from(text).toString('hex')]
      if (forms.some((form) => bytes.includes(form))) found.push(`${entry}: ${text.slice(0, 6)}`)
    }
  }
  return found
}

describe('keys', () => {
  it('are nowhere on the disk after work that went well and work that went wrong', { timeout: 120_000 }, async () => {
    await using folder = await tempFolder()
    const library = join(folder.path, 'library')
    {
      await using host = await serve(folder.path)
      await ended(host, await host.call('library.import-sample', {}))
      const { assets } = answerOf(await host.call('library.list', { kind: 'picture', limit: 1 })) as { assets: { id: string }[] }
      const inputs = [{ role: 'image', assetId: assets[0]?.id }]
      for (const provider of ['fal', 'google', 'modelslab'] as const) {
        await host.call('providers.set-key', { provider, key: EMULATOR_KEYS[provider] })
        await host.call('providers.switch', { provider, to: 'on' })
      }
      const models = [
        ['fal', wish('fal:flux-schnell', 'kept words')],
        ['google', wish('google:nano-banana-2.1', 'kept words')],
        ['modelslab', wish('modelslab:nano-banana-pro', 'kept words', inputs)],
      ] as const
      for (const [provider, asked] of models) {
        expect([provider, (await ended(host, await host.call('generate.start', asked))).state]).toEqual([provider, 'succeeded'])
        const { control } = provider === 'fal' ? fal : others
        control.fault({ name: 'moderated', provider })
        expect((await ended(host, await host.call('generate.start', { ...asked, prompt: 'moderated here' }))).state).toBe('failed')
        // Answers that were lost: what is kept of them is there at once, what becomes of them is another test's.
        for (const name of ['accept-then-500', 'malformed-json'] as const) {
          control.fault({ name, provider })
          answerOf(await host.call('generate.start', { ...asked, prompt: `${name} here` }))
          await until(`${provider} had ${name}`, () => control.requests().some((one) => one.provider === provider && one.fault === name))
        }
        control.clearFaults()
        // A key that is refused: what the service says of it is kept as the reason of the pause.
        control.fault({ name: 'refuse-401', provider, times: 'always' })
        await host.call('generate.start', { ...asked, prompt: 'refused' })
        await until(
          'the service is held back',
          async () => {
            const { providers } = answerOf(await host.call('providers.list', {})) as { providers: { id: string; pause: object | null }[] }
            return providers.find(({ id }) => id === provider)?.pause !== null
          },
          10_000,
        )
        control.clearFaults()
      }
      const texts = [...['fal', 'google', 'modelslab'].map((id) => EMULATOR_KEYS[id as 'fal']), PASSPHRASE]
      // While it runs: the database's write-ahead log is there too.
      expect((await readdir(library)).some((name) => name.endsWith('-wal'))).toBe(true)
      expect(await filesWith(folder.path, texts)).toEqual([])
      const out = JSON.stringify([
        await host.call('ledger.entries', {}),
        await host.call('ledger.csv', {}),
        await host.call('jobs.list', {}),
        await host.call('providers.list', {}),
      ])
      for (const text of texts) expect(out).not.toContain(text)
    }
    const texts = [...Object.values(EMULATOR_KEYS), PASSPHRASE]
    expect(await filesWith(folder.path, texts)).toEqual([])
    // So that a look that sees nothing does not pass: what was asked for is found in the database or the log beside it.
    expect((await filesWith(library, ['kept words'])).length).toBeGreaterThan(0)
    expect(existsSync(join(library, 'secrets.vault'))).toBe(true)
  })
})
