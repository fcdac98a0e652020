import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWebhookVerifier } from '../../../app/providers/fal/webhook.ts'
import type { FaultName } from '../../emulator/core/fault-table.ts'
import { type Cloud, errorOf, startCloud } from '../../support/cloud.ts'
import { until } from '../../support/until.ts'

let cloud: Cloud
let server: Server
let here: string
/** What became of each call, in the order in which they came. */
let calls: string[] = []
let verify: ReturnType<typeof createWebhookVerifier>

beforeAll(async () => {
  cloud = await startCloud()
  server = createServer((request, response) => {
    const judge = async (): Promise<void> => {
      const body = await buffer(request)
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const said = await verify({ headers, body }).then(
        (id) => `taken ${id}`,
        (thrown: { details?: { reason?: string } }) => `refused ${thrown.details?.reason}`,
      )
      calls.push(said)
      response.writeHead(said.startsWith('taken') ? 200 : 401).end()
    }
    void judge()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  here = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterAll(async () => {
  server.close()
  await cloud[Symbol.asyncDispose]()
})
beforeEach(() => {
  cloud.emulator.control.reset()
  calls = []
  verify = createWebhookVerifier({
    now: Date.now,
    fetchKeys: async () => {
      const url = `${cloud.emulator.bases.FAL_REST}/.well-known/jwks.json`
      return JSON.parse((await cloud.http().send({ url, method: 'GET', trust: 'configured' })).text)
    },
  })
})

/** A job whose end is told to our server; the name that fal gave it. */
async function submitted(fault: FaultName | null): Promise<string> {
  if (fault !== null) cloud.emulator.control.fault({ name: fault, provider: 'fal' })
  const url = `${cloud.emulator.bases.FAL_QUEUE}/fal-ai/flux/schnell?fal_webhook=${encodeURIComponent(here)}`
  const headers = { authorization: `Key ${cloud.emulator.keys.fal}` }
  const answer = await cloud.http().send({ url, method: 'POST', trust: 'configured', headers, body: { prompt: 'x' }, isPaid: true })
  return (JSON.parse(answer.text) as { request_id: string }).request_id
}

describe('a webhook of fal', () => {
  it('is taken', async () => {
    const id = await submitted(null)
    await until('calls came', () => calls.length > 0)
    expect(calls).toEqual([`taken ${id}`])
  })

  it.each([
    ['webhook-forged', 'refused signature'],
    ['webhook-stale', 'refused stale'],
  ] as const)('%s is refused', async (fault, said) => {
    await submitted(fault)
    await until('calls came', () => calls.length > 0)
    expect(calls).toEqual([said])
  })

  it('that comes early or twice names the same job, whose result alone is the truth', async () => {
    const id = await submitted('webhook-early')
    await until('calls came', () => calls.length >= 2)
    expect(calls).toEqual([`taken ${id}`, `taken ${id}`])
    expect(cloud.emulator.control.ledger()).toHaveLength(1)
  })

  it('for a job that nobody knows is rightly signed, and leads to nothing', async () => {
    const id = await submitted('webhook-unknown')
    await until('calls came', () => calls.length >= 2)
    expect(calls[0]).toMatch(/^taken /)
    expect(calls[0]).not.toBe(`taken ${id}`)
    const stranger = calls[0]?.slice('taken '.length)
    const base = `${cloud.emulator.bases.FAL_QUEUE}/fal-ai/flux/requests/${stranger}`
    const kept = { requestId: String(stranger), statusUrl: `${base}/status`, responseUrl: base, cancelUrl: `${base}/cancel` }
    expect((await errorOf(cloud.adapters.fal.poll(kept, cloud.call('fal')))).code).toBe('provider.result-gone')
  })
})
