import { createFalClient } from '@fal-ai/client'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'

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

const inputOf = (url: string, more: object = {}) => ({ prompt: 'Put it on', image_urls: [url], ...more })
const dataUri = (bytes: Buffer) => `data:image/png;base64,${bytes.toString('base64')}`

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

  it('sends a paid submit four times where the connection breaks after it was taken: the reason why Drape has none of its own retries', async () => {
    emulator.control.fault({ name: 'accept-then-reset', times: 'always' })
    await expect(client().queue.submit(MODEL, { input: inputOf(dataUri(photo)) })).rejects.toThrow()
    expect(Object.values(emulator.control.accepted())).toEqual([4])
  })
})
