import { once } from 'node:events'
import { request } from 'node:http'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { FAULTS, type FaultName } from '../emulator/core/fault-table.ts'
import { startEmulatorChild } from '../emulator/start-child.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'

const MODEL = 'fal-ai/fashn/tryon/v1.6'
let emulator: Emulator
let photo: string

beforeAll(async () => {
  emulator = await startEmulator()
  emulator.control.maxSide(64)
  const bytes = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#2a6' } })
    .png()
    .toBuffer()
  photo = `data:image/png;base64,${bytes.toString('base64')}`
})
beforeEach(() => emulator.control.reset())
afterAll(() => emulator.close())

const named = (when: string) => (Object.keys(FAULTS) as FaultName[]).filter((name) => FAULTS[name].when === when)
const headers = () => ({ authorization: `Key ${emulator.keys.fal}` })

/** What a client sees, in one word or two: the status and whether its body is JSON of the right shape. */
async function submit(prompt = 'x', origin = emulator.bases.FAL_QUEUE): Promise<string> {
  const body = JSON.stringify({ model_image: photo, garment_image: photo, prompt })
  try {
    const response = await fetch(`${origin}/${MODEL}`, {
      method: 'POST',
      headers: headers(),
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(1_500),
    })
    if (response.status >= 300) return String(response.status)
    const answer = JSON.parse((await response.text()).slice(0, 1 << 20)) as Record<string, unknown>
    return `${response.status} ${typeof answer['request_id'] === 'string' ? 'right' : 'wrong'}`
  } catch (thrown) {
    return (thrown as Error).name
  }
}

async function resultUrl(): Promise<string> {
  const body = JSON.stringify({ model_image: photo, garment_image: photo })
  const accepted = (await (
    await fetch(`${emulator.bases.FAL_QUEUE}/${MODEL}`, { method: 'POST', headers: headers(), body })
  ).json()) as Record<string, string>
  const read = async (url: string) =>
    (await (await fetch(url, { headers: headers() })).json()) as { status: string; images: { url: string }[] }
  for (let status = ''; status !== 'COMPLETED'; ) status = (await read(accepted['status_url'])).status
  return (await read(accepted['response_url'])).images[0].url
}

describe('faults', () => {
  it.each(named('refusal'))('%s takes nothing, and passes after one request', async (name) => {
    emulator.control.fault({ name })
    expect(await submit()).not.toBe('200 right')
    expect(emulator.control.ledger()).toEqual([])
    expect(emulator.control.requests()).toMatchObject([{ fault: name, operation: 'create', model: MODEL }])
    expect(await submit()).toBe('200 right')
  })

  it.each(named('delivery').filter((name) => FAULTS[name].on[0] === 'create'))(
    '%s takes the work, and its answer is spoiled',
    async (name) => {
      emulator.control.fault({ name, delayMs: 300 })
      const started = performance.now()
      const seen = await submit()
      expect(emulator.control.ledger()).toHaveLength(1)
      if (name.startsWith('slow-')) expect([seen, performance.now() - started > 250]).toEqual(['200 right', true])
      else expect(seen).not.toBe('200 right')
    },
  )

  it('spoil downloads each in its way, and what was spoiled counts as not delivered', async () => {
    const url = await resultUrl()
    const whole = Buffer.from(await (await fetch(url)).arrayBuffer())
    emulator.control.reset()
    const again = await resultUrl()
    const seen: Record<string, unknown> = {}
    for (const name of named('delivery').filter((one) => one.startsWith('download-'))) {
      emulator.control.fault({ name })
      const response = await fetch(again)
      const bytes = response.ok
        ? await response.arrayBuffer().then(
            (got) => Buffer.from(got),
            () => 'broken',
          )
        : response.status
      seen[name] = bytes instanceof Buffer ? [bytes.length, bytes.equals(whole)] : bytes
    }
    expect(seen).toEqual({
      'download-truncated': 'broken',
      'download-short': [whole.length >> 1, false],
      'download-corrupt': [whole.length, false],
      'download-html': [37, false],
      'download-empty': [0, false],
      'download-404': 404,
      'download-410': 410,
    })
    expect(emulator.control.ledger()).toMatchObject([{ isDelivered: false }])
    const parts = [await fetch(again, { headers: { range: 'bytes=0-99' } }), await fetch(again, { headers: { range: 'bytes=100-' } })]
    expect(parts.map(({ status }) => status)).toEqual([206, 206])
    expect(Buffer.concat(await Promise.all(parts.map(async (part) => Buffer.from(await part.arrayBuffer())))).equals(whole)).toBe(true)
    expect(emulator.control.ledger()).toMatchObject([{ isDelivered: true }])
  })

  it('are aimed: at a service, a model, an operation, after some and for some requests', async () => {
    emulator.control.fault({ name: 'refuse-503', provider: 'google', times: 'always' })
    emulator.control.fault({ name: 'refuse-503', model: 'fal-ai/rembg', times: 'always' })
    emulator.control.fault({ name: 'refuse-403-locked', provider: 'fal', model: MODEL, after: 1, times: 2 })
    expect([await submit(), await submit(), await submit(), await submit()]).toEqual(['200 right', '403', '403', '200 right'])
    emulator.control.fault({ name: 'malformed-json', on: ['poll'] })
    expect(await submit()).toBe('200 right')
  })

  it('are had for the asking in a prompt', async () => {
    const seen = [await submit('a red dress emulate:refuse-402'), await submit('a red dress, emulate:nonsense')]
    expect(seen).toEqual(['403', '200 right'])
  })

  it('are refused by a wrong name', () => {
    expect(() => emulator.control.fault({ name: 'no-such-fault' as FaultName })).toThrow('There is no fault named no-such-fault')
  })

  it('reset a connection so that its client hears of it', async () => {
    emulator.control.fault({ name: 'accept-then-reset' })
    const sent = request(`${emulator.bases.FAL_QUEUE}/${MODEL}`, { method: 'POST', headers: headers() })
    sent.end(JSON.stringify({ model_image: photo, garment_image: photo }))
    const [thrown] = (await once(sent, 'error')) as [NodeJS.ErrnoException]
    expect(thrown.code).toBe('ECONNRESET')
    expect(emulator.control.ledger()).toHaveLength(1)
  })

  it('by chance fall the same for the same seed, at about the rate that was asked for', async () => {
    const fall = async (seed: number) => {
      emulator.control.reset()
      emulator.control.chaos({ seed, rates: { 'refuse-503': 0.3, 'accept-then-500': 0.2 } })
      const seen: string[] = []
      for (let index = 0; index < 60; index += 1) seen.push(await submit(`prompt ${index}`))
      return seen
    }
    const [first, again, other] = [await fall(1), await fall(1), await fall(2)]
    expect(first).toEqual(again)
    expect(first).not.toEqual(other)
    const rate = (status: string) => [...first, ...other].filter((one) => one === status).length / 120
    expect(rate('503')).toBeGreaterThan(0.18)
    expect(rate('503')).toBeLessThan(0.42)
    // What chance spoiled was accepted all the same: the ledger has all that were not refused.
    expect(emulator.control.ledger()).toHaveLength(other.filter((one) => one !== '503').length)
  })
})

describe('faults of jobs', () => {
  interface Accepted {
    readonly status_url: string
    readonly response_url: string
    readonly cancel_url: string
  }
  const read = async (url: string, method = 'GET') => {
    const response = await fetch(url, { method, headers: headers() })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const accepted = async (name: FaultName): Promise<Accepted> => {
    emulator.control.fault({ name })
    const body = JSON.stringify({ model_image: photo, garment_image: photo })
    return (await (await fetch(`${emulator.bases.FAL_QUEUE}/${MODEL}`, { method: 'POST', headers: headers(), body })).json()) as Accepted
  }
  const statuses = async ({ status_url }: Accepted) => {
    const seen: unknown[] = []
    for (let count = 0; count < 4; count += 1) {
      const { status, body } = await read(status_url)
      seen.push(status === 404 ? 404 : body['status'])
    }
    return seen
  }

  it('hold a job where it is, give it a status of no list, or lose it', async () => {
    expect(await statuses(await accepted('stuck-in-queue'))).toEqual(Array(4).fill('IN_QUEUE'))
    expect(await statuses(await accepted('stuck-running'))).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'IN_PROGRESS', 'IN_PROGRESS'])
    expect(await statuses(await accepted('unknown-status'))).toEqual(['IN_QUEUE', ...Array(3).fill('DEFERRED_BY_SCHEDULER')])
    expect(await statuses(await accepted('job-vanishes'))).toEqual(['IN_QUEUE', 404, 404, 404])
  })

  it('let the file expire between the answer and the download', async () => {
    const job = await accepted('url-expires')
    await statuses(job)
    const [{ url }] = (await read(job.response_url)).body['images'] as [{ url: string }]
    expect((await fetch(url)).status).toBe(410)
    expect(emulator.control.ledger()).toMatchObject([{ chargedMicros: 75_000, isDelivered: false }])
  })

  it('bill what a cancel did not stop, or came too late for', async () => {
    const ignored = await accepted('cancel-ignored')
    expect(await read(ignored.cancel_url, 'PUT')).toEqual({ status: 202, body: { status: 'CANCELLATION_REQUESTED' } })
    expect((await statuses(ignored)).at(-1)).toBe('COMPLETED')
    const late = await accepted('cancel-too-late')
    expect(await read(late.cancel_url, 'PUT')).toEqual({ status: 400, body: { status: 'ALREADY_COMPLETED' } })
    expect((await read(late.response_url)).status).toBe(200)
    expect(emulator.control.ledger().map(({ chargedMicros }) => chargedMicros)).toEqual([75_000, 75_000])
  })

  it('cost what was ordered in place of the table', async () => {
    emulator.control.price({ provider: 'fal', model: MODEL, unit: 'image', micros: 1_234 })
    await submit()
    expect(emulator.control.ledger().map(({ costMicros }) => costMicros)).toEqual([1_234])
    emulator.control.reset()
    await submit()
    expect(emulator.control.ledger().map(({ costMicros }) => costMicros)).toEqual([75_000])
  })

  it('end well without a picture', async () => {
    const job = await accepted('no-media')
    await statuses(job)
    expect(await read(job.response_url)).toMatchObject({ status: 422, body: { detail: [{ type: 'no_media_generated' }] } })
  })

  it('work by the clock as well, without a wait', async () => {
    emulator.control.timeline({ by: 'clock', queueMs: 60_000, runMs: 60_000 })
    const body = JSON.stringify({ model_image: photo, garment_image: photo })
    const job = (await (
      await fetch(`${emulator.bases.FAL_QUEUE}/${MODEL}`, { method: 'POST', headers: headers(), body })
    ).json()) as Accepted
    const seen: unknown[] = []
    for (const milliseconds of [0, 70_000, 70_000]) {
      emulator.control.advance(milliseconds)
      seen.push((await read(job.status_url)).body['status'])
    }
    const late = await accepted('cancel-too-late')
    expect(await read(late.cancel_url, 'PUT')).toMatchObject({ status: 400 })
    expect((await read(late.response_url)).status).toBe(200)
    emulator.control.timeline({ by: 'polls', pollsUntilDone: 3 })
    expect(seen).toEqual(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED'])
  })
})

describe('an emulator in a process of its own', () => {
  it('is controlled over its wire, and gives the same as one in this process', async () => {
    const child = await startEmulatorChild()
    const here = await startEmulator()
    try {
      await child.control.maxSide(64)
      await child.control.fault({ name: 'refuse-429-bare' })
      await expect(child.control.fault({ name: 'nonsense' as FaultName })).rejects.toThrow('There is no fault named')
      expect([await submit('x', child.bases.FAL_QUEUE), await submit('x', child.bases.FAL_QUEUE)]).toEqual(['429', '200 right'])
      expect(await submit('x', here.bases.FAL_QUEUE)).toBe('200 right')
      expect(await child.control.accepted()).toEqual(here.control.accepted())
      expect(await child.control.ledger()).toEqual(here.control.ledger())
      const plain = await fetch(`${child.origin}/_control/faults`, { method: 'POST', body: '{"name":"refuse-500"}' })
      expect([plain.status, await submit('x', child.bases.FAL_QUEUE)]).toEqual([200, '500'])
      expect(JSON.stringify(await child.control.requests())).not.toContain(child.keys.fal)
    } finally {
      await child.close()
      await here.close()
    }
  })
})
