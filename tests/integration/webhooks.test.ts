import { request } from 'node:http'
import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { StudioError } from '../../app/domain/errors.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { type Host, openHost } from '../../app/server/host.ts'
import type { Core } from '../../app/studio/open-core.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'
import { environmentFor } from '../emulator/bases.ts'
import type { FaultName } from '../emulator/core/fault-table.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { until } from '../support/until.ts'

/** A headless host as `drape serve --webhooks` opens it, and fal's emulator, which signs what it calls. */
let emulator: Emulator
let studio: TempStudio
let host: Host
let port: number
/** What the core made of each call, in the order in which they came. */
let outcomes: string[] = []
let calls: { readonly headers: Record<string, string>; readonly body: Uint8Array }[] = []

beforeAll(async () => {
  emulator = await startEmulator()
  Object.assign(process.env, environmentFor(emulator.bases))
  port = await freePort()
  studio = await openTempStudio({ publicUrl: `http://127.0.0.1:${port}/` })
  host = await openHost({ core: heard(studio.core), libraryFolder: studio.libraryFolder, pagesFolder: import.meta.dirname, version: '0' })
  await host.listen(port, { webhooks: 'open' })
  await studio.core.client['providers.set-key']({ provider: 'fal', key: emulator.keys.fal })
  await studio.core.client['providers.switch']({ provider: 'fal', to: 'on' })
})
afterAll(async () => {
  await host.close()
  await studio[Symbol.asyncDispose]()
  await emulator.close()
})
beforeEach(() => {
  emulator.control.reset()
  // By 10 ms each while nobody looks: told long before the studio's first look, which comes after 1.5 s.
  emulator.control.timeline({ by: 'polls', pollsUntilDone: 50 })
  outcomes = []
  calls = []
})

/** The same core; what it says of each call is written down. */
function heard(core: Core): Core {
  const receive: Core['host']['webhooks.receive'] = async (call, options) => {
    calls.push(call)
    try {
      const { outcome } = await core.host['webhooks.receive'](call, options)
      outcomes.push(outcome)
      return { outcome }
    } catch (thrown) {
      outcomes.push(String(StudioError.from(thrown).details['reason']))
      throw thrown
    }
  }
  const both = new Proxy(core.host, {
    get: (target, name) => (name === 'webhooks.receive' ? receive : target[name as 'events.since']),
  })
  return { ...core, host: both }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function generated(prompt: string, fault?: FaultName): Promise<JobSummary> {
  if (fault !== undefined) emulator.control.fault({ name: fault, provider: 'fal' })
  const choice = { model: 'fal:flux-schnell', parameters: {} }
  const { jobId } = await studio.core.client['generate.start']({ task: 'text-to-image', choice, prompt, inputs: [] })
  return await studio.finished(jobId)
}

function post(path: string, { headers, body = '{}', hostName = 'studio.example' }: Shot): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method: 'POST', headers: { ...headers, host: hostName } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
interface Shot {
  readonly headers?: Record<string, string>
  readonly body?: string | Uint8Array
  readonly hostName?: string
}

/** One create, one result, whatever the calls said. */
async function expectOneResult(job: JobSummary): Promise<void> {
  expect(job).toMatchObject({ state: 'succeeded', result: { assets: [{ type: 'image/png' }] } })
  expect(emulator.control.ledger()).toHaveLength(1)
}

describe('a host with a public address', () => {
  it('looks at a job when fal says that it has ended, and a second time the same call is refused', async () => {
    const job = await generated('told')
    await expectOneResult(job)
    await until('it was told', () => outcomes.length > 0)
    expect(outcomes).toEqual(['woken'])
    const [call] = calls
    if (call === undefined) throw new Error('no call')
    expect(await post('/webhooks/fal', { headers: call.headers, body: call.body })).toBe(401)
    expect(outcomes).toEqual(['woken', 'replayed'])
  })

  it.each([
    ['webhook-forged', ['signature']],
    ['webhook-stale', ['stale']],
  ] as const)('%s: is refused, and the job comes to its end without it', async (fault, said) => {
    await expectOneResult(await generated(fault, fault))
    await until('it was told', () => outcomes.length >= said.length)
    expect(outcomes).toEqual(said)
  })

  it('a call that comes early wakes a look, which finds the work unfinished: its word is not taken for a result', async () => {
    await expectOneResult(await generated('early', 'webhook-early'))
    await until('both came', () => outcomes.length >= 2)
    // The early one may come before the handle is on the disk.
    expect(['woken', 'ignored']).toContain(outcomes[0])
    expect(emulator.control.requests().filter(({ operation }) => operation === 'poll').length).toBeGreaterThan(0)
  })

  it('a call for work that nobody here asked for leads to nothing', async () => {
    await expectOneResult(await generated('unknown', 'webhook-unknown'))
    await until('both came', () => outcomes.length >= 2)
    expect(outcomes).toEqual(['ignored', 'woken'])
  })

  it('has no other door for the public name, and this one takes neither strangers nor bodies without end', async () => {
    const bearer = { authorization: 'Bearer x', 'content-type': 'application/json' }
    expect(await post('/rpc/jobs.list', { headers: bearer })).toBe(403)
    expect(await post('/webhooks/fal', {})).toBe(401)
    const headers = {
      'x-fal-webhook-request-id': 'r',
      'x-fal-webhook-user-id': 'u',
      'x-fal-webhook-timestamp': String(Math.floor(Date.now() / 1000)),
      'x-fal-webhook-signature': 'ab'.repeat(64),
    }
    expect(await post('/webhooks/fal', { headers })).toBe(401)
    expect(await post('/webhooks/fal', { headers, body: Buffer.alloc(1_000_001) })).toBe(413)
    expect(outcomes).toEqual(['signature'])
  })

  it('is the only kind that has it: a port that was opened without it answers 404, the private socket too', async () => {
    const closed = await host.listen(0)
    const headers = { ...calls[0]?.headers, 'x-fal-webhook-signature': 'ab'.repeat(64) }
    const answer = await fetch(`${closed.origin}/webhooks/fal`, { method: 'POST', headers, body: '{}' })
    expect(answer.status).toBe(404)
    expect(outcomes).toEqual([])
  })
})
