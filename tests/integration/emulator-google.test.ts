import { GoogleGenAI } from '@google/genai'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { hasFfmpeg } from '../support/video-tools.ts'

let emulator: Emulator
let photo: Buffer

beforeAll(async () => {
  emulator = await startEmulator()
  emulator.control.maxSide(256)
  photo = await sharp({ create: { width: 300, height: 400, channels: 3, background: '#1a2350' } })
    .png()
    .toBuffer()
})
beforeEach(() => emulator.control.reset())
afterAll(() => emulator.close())

const client = (apiKey = emulator.keys.google) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: emulator.bases.GOOGLE } })
const picturePart = () => ({ inlineData: { mimeType: 'image/png', data: photo.toString('base64') } })
const ask = (model: string, config: object = {}, apiKey?: string) =>
  client(apiKey).models.generateContent({ model, contents: [{ role: 'user', parts: [{ text: 'Make it red' }, picturePart()] }], config })

describe("Google's own client", () => {
  it('gets JSON of its schema with the colours of the picture', async () => {
    const schema = {
      type: 'OBJECT',
      properties: {
        colour: { type: 'STRING' },
        hex: { type: 'STRING' },
        kind: { type: 'STRING', enum: ['dress', 'shirt'] },
        confidence: { type: 'NUMBER', minimum: 0, maximum: 1 },
        details: { type: 'ARRAY', items: { type: 'OBJECT', properties: { isVisible: { type: 'BOOLEAN' }, count: { type: 'INTEGER' } } } },
      },
    }
    const { text } = await ask('gemini-3.8-flash', { responseMimeType: 'application/json', responseSchema: schema })
    const said = JSON.parse(text ?? '')
    expect(said.colour).toBe('navy')
    expect(said.hex).toMatch(/^#1\w2\w[45]\w$/)
    expect(['dress', 'shirt']).toContain(said.kind)
    expect(said.confidence).toBeGreaterThanOrEqual(0)
    expect(said.confidence).toBeLessThanOrEqual(1)
    expect(typeof said.details[0].isVisible).toBe('boolean')
    expect(Number.isInteger(said.details[0].count)).toBe(true)
  })

  it('gets a picture of the ratio that was asked for', async () => {
    const { candidates } = await ask('gemini-3-pro-image', {
      responseModalities: ['IMAGE'],
      imageConfig: { aspectRatio: '1:1', imageSize: '2K' },
    })
    const data = candidates?.[0]?.content?.parts?.[0]?.inlineData?.data ?? ''
    const { width, height } = await sharp(Buffer.from(data, 'base64')).metadata()
    expect([width, height]).toEqual([256, 256])
    expect(emulator.control.ledger()).toMatchObject([
      { provider: 'google', costMicros: 134_000, chargedMicros: 134_000, isDelivered: true },
    ])
  })

  it('uploads a file and has it looked at', async () => {
    const file = await client().files.upload({ file: new Blob([new Uint8Array(photo)]), config: { mimeType: 'image/png' } })
    expect(file).toMatchObject({ state: 'ACTIVE', mimeType: 'image/png' })
    const { text } = await client().models.generateContent({
      model: 'gemini-3.8-flash',
      contents: [{ role: 'user', parts: [{ fileData: { fileUri: file.uri ?? '', mimeType: 'image/png' } }] }],
    })
    expect(text).toContain('navy')
  })

  it('is told of wrong keys, retired models and bad ratios in the shape of google.rpc', async () => {
    const messageOf = async (work: Promise<unknown>) => JSON.parse(((await work.catch((thrown: unknown) => thrown)) as Error).message).error
    expect(await messageOf(ask('gemini-3-pro-image', {}, 'wrong'))).toMatchObject({
      code: 400,
      status: 'INVALID_ARGUMENT',
      details: [{ reason: 'API_KEY_INVALID' }],
    })
    expect(await messageOf(ask('gemini-2.5-flash-image'))).toMatchObject({
      code: 404,
      status: 'NOT_FOUND',
      message: expect.stringContaining('no longer available'),
    })
    expect(await messageOf(ask('gemini-3-pro-image', { imageConfig: { aspectRatio: '9:20' } }))).toMatchObject({ code: 400 })
    expect(emulator.control.ledger()).toEqual([])
  })

  it('is blocked with HTTP 200, and half of it is billed', async () => {
    emulator.control.fault({ name: 'moderated' })
    const { candidates } = await ask('gemini-3-pro-image')
    expect(candidates).toMatchObject([{ finishReason: 'IMAGE_SAFETY', content: { role: 'model' } }])
    expect(candidates?.[0]?.content?.parts).toBeUndefined()
    expect(emulator.control.ledger()).toMatchObject([{ outcome: 'moderated', chargedMicros: 67_000 }])
  })

  it('sends generateContent once, whatever becomes of it (PROVIDERS, section 1)', async () => {
    for (const name of ['accept-then-reset', 'accept-then-503', 'accept-then-500'] as const) {
      emulator.control.reset()
      emulator.control.fault({ name, times: 'always' })
      await expect(ask('gemini-3-pro-image')).rejects.toThrow()
      expect(Object.values(emulator.control.accepted())).toEqual([1])
    }
  })

  it('sends a paid interaction five times where the connection breaks (PROVIDERS, section 1)', async () => {
    emulator.control.fault({ name: 'accept-then-reset', times: 'always' })
    const work = client().interactions.create({ model: 'gemini-omni-1.1-flash', input: 'A walk', background: true } as never)
    await expect(work).rejects.toThrow()
    expect(Object.values(emulator.control.accepted())).toEqual([5])
  })

  it.skipIf(!hasFfmpeg)('waits for a video in the background, and can find it again by its id', async () => {
    const created = (await client().interactions.create(
      {
        model: 'gemini-omni-1.1-flash',
        input: [
          { type: 'text', text: 'A walk' },
          { type: 'image', data: photo.toString('base64'), mime_type: 'image/png' },
        ],
        background: true,
        store: true,
        response_format: { type: 'video', aspect_ratio: '9:16', resolution: '360p', duration: '1', delivery: 'uri' },
      } as never,
      { maxRetries: 0 },
    )) as { id: string; status: string }
    expect(created.status).toBe('queued')
    let told: { status?: string; steps?: { content?: { uri?: string }[] }[] } = {}
    while (told.status !== 'completed') told = (await client().interactions.get(created.id)) as never
    const clip = Buffer.from(await (await fetch(told.steps?.[0]?.content?.[0]?.uri ?? '')).arrayBuffer())
    expect(clip.subarray(4, 8).toString()).toBe('ftyp')
    expect(emulator.control.ledger()).toMatchObject([{ model: 'gemini-omni-1.1-flash', isDelivered: true, costMicros: 100_000 }])
  })
})
