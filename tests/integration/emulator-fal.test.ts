import { createHash, createPublicKey, verify } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApiError, createFalClient, ValidationError } from '@fal-ai/client'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FaultName } from '../emulator/core/fault-table.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { until } from '../support/until.ts'

const MODEL = 'fal-ai/nano-banana-pro/edit'
let emulator: Emulator
let photo: Buffer

beforeAll(async () => {
  emulator = await startEmulator()
  emulator.control.maxSide(256)
  photo = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#2244aa' } })
    .png()
    .toBuffer()
})
beforeEach(() => emulator.control.reset())
afterAll(() => emulator.close())

/** fal's own client, sent to the emulator. */
function client(credentials = emulator.keys.fal) {
  const hosts: Readonly<Record<string, string>> = { 'queue.fal.run': emulator.bases.FAL_QUEUE, 'rest.fal.ai': emulator.bases.FAL_REST }
  return createFalClient({
    credentials,
    suppressLocalCredentialsWarning: true,
    requestMiddleware: async (request) => {
      const { host, pathname, search } = new URL(request.url)
      return host in hosts ? { ...request, url: `${hosts[host]}${pathname}${search}` } : request
    },
  })
}

const dataUri = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`
const inputOf = (url: string, more: object = {}) => ({ prompt: 'Put it on', image_urls: [url], ...more })
const authorization = () => ({ authorization: `Key ${emulator.keys.fal}` })

/** Submits by plain HTTP, and gives what the queue said. */
async function submit(input: object = inputOf(dataUri(photo)), query = ''): Promise<Record<string, string>> {
  const response = await fetch(`${emulator.bases.FAL_QUEUE}/${MODEL}${query}`, {
    method: 'POST',
    headers: authorization(),
    body: JSON.stringify(input),
  })
  return (await response.json()) as Record<string, string>
}

const read = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, { headers: authorization(), ...init })
  return { status: response.status, body: (await response.json()) as Record<string, never> & { detail?: unknown; status?: string } }
}

async function finished({ status_url }: Record<string, string>) {
  for (;;) {
    const told = await read(status_url)
    if (told.body.status === 'COMPLETED') return told
  }
}

describe("fal's own client", () => {
  it('uploads, submits, waits, gets a picture of the shape that was asked for, and the ledger has it once', async () => {
    const fal = client()
    const url = await fal.storage.upload(new Blob([new Uint8Array(photo)], { type: 'image/png' }))
    const { request_id } = await fal.queue.submit(MODEL, { input: inputOf(url, { aspect_ratio: '16:9' }) })
    const stages: string[] = []
    for (let status = ''; status !== 'COMPLETED'; ) {
      status = (await fal.queue.status(MODEL, { requestId: request_id, logs: true })).status
      stages.push(status)
    }
    expect(stages).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'])
    const { data } = await fal.queue.result(MODEL, { requestId: request_id })
    expect(emulator.control.ledger()).toMatchObject([
      { isDelivered: false, outcome: 'succeeded', costMicros: 150_000, chargedMicros: 150_000 },
    ])
    const made = Buffer.from(await (await fetch(data.images[0].url)).arrayBuffer())
    const { width, height, format } = await sharp(made).metadata()
    expect([width, height, format]).toEqual([256, 144, 'png'])
    expect(emulator.control.ledger()).toMatchObject([{ isDelivered: true, jobId: request_id }])
    expect(Object.values(emulator.control.accepted())).toEqual([1])
  })

  it('follows the stream of the status to its end', async () => {
    const fal = client()
    const { request_id } = await fal.queue.submit(MODEL, { input: inputOf(dataUri(photo)) })
    const stages: string[] = []
    const stream = await fal.queue.streamStatus(MODEL, { requestId: request_id, logs: true })
    for await (const { status } of stream) stages.push(status)
    expect(stages).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'])
  })

  it('uploads in parts what is too large for one', async () => {
    const bytes = new Uint8Array(91 << 20).fill(7)
    const url = await client().storage.upload(new Blob([bytes], { type: 'application/zip' }))
    const hash = createHash('sha256').update(new Uint8Array(await (await fetch(url)).arrayBuffer()))
    expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it('says what is wrong with a key and with an input', async () => {
    const bad = await client('wrong:key')
      .queue.submit(MODEL, { input: inputOf('x') })
      .catch((thrown: unknown) => thrown)
    expect(bad).toBeInstanceOf(ApiError)
    expect(bad).toMatchObject({ status: 401 })
    const input = { prompt: 'x', aspect_ratio: '9:20' } as never
    const invalid = await client()
      .queue.submit(MODEL, { input })
      .catch((thrown: unknown) => thrown)
    expect(invalid).toBeInstanceOf(ValidationError)
    expect((invalid as ValidationError).fieldErrors.map(({ loc, type }) => [loc.at(-1), type])).toEqual([
      ['aspect_ratio', 'literal_error'],
      ['image_urls', 'missing'],
    ])
    expect(emulator.control.ledger()).toEqual([])
  })

  it.each([
    ['accept-then-reset', 4],
    ['accept-then-503', 4],
    ['accept-then-500', 1],
  ] as const)('sends one paid submit again and again: with %s %i are taken (PROVIDERS, section 1)', async (name, taken) => {
    emulator.control.fault({ name, times: 'always' })
    await expect(client().queue.submit(MODEL, { input: inputOf(dataUri(photo)) })).rejects.toThrow()
    expect(Object.values(emulator.control.accepted())).toEqual([taken])
  })
})

describe('the queue of fal', () => {
  it('gives the same bytes for the same input and seed, and others for another', async () => {
    const bytesOf = async (seed: number) => {
      const accepted = await submit(inputOf(dataUri(photo), { seed }))
      await finished(accepted)
      const { body } = await read(accepted['response_url'])
      const [{ url }] = (body as unknown as { images: [{ url: string }] }).images
      return Buffer.from(await (await fetch(url)).arrayBuffer())
    }
    const [first, again, other] = [await bytesOf(5), await bytesOf(5), await bytesOf(6)]
    expect(first.equals(again)).toBe(true)
    expect(first.equals(other)).toBe(false)
  })

  it('moves the picture by four pixels and changes its colours', async () => {
    const line = await sharp({ create: { width: 256, height: 256, channels: 3, background: '#808080' } })
      .composite([{ input: { create: { width: 2, height: 256, channels: 3, background: '#000' } }, left: 100, top: 0 }])
      .png()
      .toBuffer()
    const accepted = await submit(inputOf(dataUri(line), { aspect_ratio: '1:1' }))
    await finished(accepted)
    const [{ url }] = ((await read(accepted['response_url'])).body as unknown as { images: [{ url: string }] }).images
    const row = await sharp(Buffer.from(await (await fetch(url)).arrayBuffer()))
      .greyscale()
      .extract({ left: 0, top: 200, width: 256, height: 1 })
      .raw()
      .toBuffer()
    expect([...row].indexOf(Math.min(...row))).toBe(104)
    expect(row[50]).not.toBe(128)
  })

  it('answers 202 while it works, 400 to whom asks for the result too early, 404 under another app', async () => {
    const accepted = await submit()
    expect((await read(accepted['status_url'])).status).toBe(202)
    expect(await read(accepted['response_url'])).toEqual({ status: 400, body: { detail: 'Request is still in progress' } })
    expect((await read(accepted['status_url'].replace('nano-banana-pro', 'rembg'))).status).toBe(404)
  })

  it('cancels, bills nothing, and cannot cancel what is done', async () => {
    const accepted = await submit()
    expect(await read(accepted['cancel_url'], { method: 'PUT' })).toMatchObject({ status: 202, body: { status: 'CANCELLATION_REQUESTED' } })
    expect(emulator.control.ledger()).toMatchObject([{ outcome: 'canceled', chargedMicros: 0 }])
    const other = await submit()
    await finished(other)
    expect(await read(other['cancel_url'], { method: 'PUT' })).toMatchObject({ status: 400, body: { status: 'ALREADY_COMPLETED' } })
  })

  it.each([
    ['job-fails', 500, 'failed', 0],
    ['moderated', 422, 'moderated', 150_000],
    ['result-expired', 404, 'running', null],
  ] as const)('is COMPLETED though the job ended with %s: the result is %i', async (name, status, outcome, chargedMicros) => {
    emulator.control.fault({ name })
    const accepted = await submit()
    const told = await finished(accepted)
    expect('error' in told.body).toBe(name !== 'result-expired')
    expect((await read(accepted['response_url'])).status).toBe(status)
    if (name !== 'result-expired') expect(emulator.control.ledger()).toMatchObject([{ outcome, chargedMicros }])
  })

  it('complains of a picture that is none in the words of its table', async () => {
    const accepted = await submit(inputOf('data:image/png;base64,bm8gcGljdHVyZQ=='))
    expect(await finished(accepted)).toMatchObject({ status: 200, body: { error_type: 'image_load_error' } })
    expect(await read(accepted['response_url'])).toMatchObject({ status: 422, body: { detail: [{ type: 'image_load_error' }] } })
  })

  it('may complain of an input only in place of its result', async () => {
    emulator.control.falValidates('at-result')
    const accepted = await submit({ prompt: 'x' })
    emulator.control.falValidates('at-submit')
    await finished(accepted)
    expect(await read(accepted['response_url'])).toMatchObject({ status: 422, body: { detail: [{ type: 'missing' }] } })
  })

  it('counts a result of two pictures as delivered when both were downloaded', async () => {
    const accepted = await submit(inputOf(dataUri(photo), { num_images: 2 }))
    await finished(accepted)
    const { images } = (await read(accepted['response_url'])).body as unknown as { images: { url: string }[] }
    const seen: boolean[] = []
    for (const { url } of images) {
      await fetch(url, { method: 'HEAD' })
      await (await fetch(url)).arrayBuffer()
      seen.push(emulator.control.ledger()[0].isDelivered)
    }
    expect(seen).toEqual([false, true])
    expect(emulator.control.ledger()).toMatchObject([{ costMicros: 300_000 }])
  })

  it('tells prices of what it knows, and lists what has ended, so that a lost submit can be found', async () => {
    const prices = await read(`${emulator.bases.FAL_API}/v1/models/pricing?endpoint_id=${MODEL},fal-ai/nothing`)
    expect(prices.body).toMatchObject({ prices: [{ endpoint_id: MODEL, unit_price: 0.15, unit: 'image', currency: 'USD' }] })
    emulator.control.fault({ name: 'accept-then-reset' })
    await expect(submit()).rejects.toThrow()
    const list = async () => (await read(`${emulator.bases.FAL_API}/models/requests/by-endpoint?endpoint_id=${MODEL}&expand=payloads`)).body
    const seen = [await list(), await list(), await list()]
    const [{ jobId }] = emulator.control.ledger()
    // While it runs the list does not have it.
    expect(seen.slice(0, 2)).toMatchObject([{ items: [] }, { items: [] }])
    expect(seen[2]).toMatchObject({
      items: [{ request_id: jobId, endpoint_id: MODEL, status_code: 200, json_input: { prompt: 'Put it on' } }],
    })
    const refused = await read(`${emulator.bases.FAL_API}/models`, { headers: { authorization: 'Key a:b' } })
    expect(refused).toMatchObject({ status: 401, body: { error: { type: 'authorization_error' } } })
  })
})

describe('webhooks of fal', () => {
  interface Call {
    readonly headers: IncomingHttpHeaders
    readonly body: Buffer
  }

  async function hooked(faults: readonly FaultName[], count: number): Promise<readonly Call[]> {
    const calls: Call[] = []
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
      calls.push({ headers: request.headers, body: Buffer.concat(parts) })
      response.end()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    for (const name of faults) emulator.control.fault({ name })
    await submit(
      inputOf(dataUri(photo)),
      `?fal_webhook=${encodeURIComponent(`http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`)}`,
    )
    await until(`${count} webhooks came`, () => calls.length >= count)
    server.close()
    return calls
  }

  /** Verified as fal documents it, with nothing of the emulator's code. */
  async function isGenuine({ headers, body }: Call): Promise<boolean> {
    const jwks = (await (await fetch(`${emulator.bases.FAL_REST}/.well-known/jwks.json`)).json()) as {
      keys: { kty: string; crv: string; x: string }[]
    }
    const header = (name: string) => String(headers[`x-fal-webhook-${name}`])
    const message = `${header('request-id')}\n${header('user-id')}\n${header('timestamp')}\n${createHash('sha256').update(body).digest('hex')}`
    return jwks.keys.some((jwk) =>
      verify(null, Buffer.from(message), createPublicKey({ key: jwk, format: 'jwk' }), Buffer.from(header('signature'), 'hex')),
    )
  }

  const ageOf = ({ headers }: Call) => Math.abs(Date.now() / 1000 - Number(headers['x-fal-webhook-timestamp']))

  it('are signed over the documented message, for jobs that nobody polls', async () => {
    const [call] = await hooked([], 1)
    expect(await isGenuine(call)).toBe(true)
    expect(ageOf(call)).toBeLessThan(300)
    expect(JSON.parse(call.body.toString())).toMatchObject({ status: 'OK', payload: { images: [{ content_type: 'image/png' }] } })
    expect(await isGenuine({ ...call, body: Buffer.from(`${call.body} `) })).toBe(false)
  })

  it('come twice, too early, for strangers, forged and stale when they are told to', async () => {
    const twice = await hooked(['webhook-twice'], 2)
    expect(twice[0].body.equals(twice[1].body)).toBe(true)
    const [early, right] = await hooked(['webhook-early'], 2)
    expect([early, right].map(({ body }) => JSON.parse(body.toString()).payload === null)).toEqual([true, false])
    const [stranger] = await hooked(['webhook-unknown'], 2)
    expect(emulator.control.ledger().map(({ jobId }) => jobId)).not.toContain(stranger.headers['x-fal-webhook-request-id'])
    const [forged] = await hooked(['webhook-forged'], 1)
    expect(await isGenuine(forged)).toBe(false)
    const [stale] = await hooked(['webhook-stale'], 1)
    expect(await isGenuine(stale)).toBe(true)
    expect(ageOf(stale)).toBeGreaterThan(3_000)
  })
})
