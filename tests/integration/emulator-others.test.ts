import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { EmulatedProvider } from '../emulator/core/wire.ts'
import { type Emulator, startEmulator } from '../emulator/start-emulator.ts'
import { hasFfmpeg } from '../support/video-tools.ts'

let emulator: Emulator
let photo: string

beforeAll(async () => {
  emulator = await startEmulator()
  emulator.control.maxSide(128)
  const bytes = await sharp({ create: { width: 90, height: 120, channels: 3, background: '#aa4422' } })
    .png()
    .toBuffer()
  photo = `data:image/png;base64,${bytes.toString('base64')}`
})
beforeEach(() => emulator.control.reset())
afterAll(() => emulator.close())

// biome-ignore lint/suspicious/noExplicitAny: answers of five services, looked at with matchers.
type Told = { readonly status: number; readonly body: any }

async function send(
  method: string,
  url: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
): Promise<Told> {
  const init = body instanceof FormData ? { body } : body === undefined ? {} : { body: JSON.stringify(body) }
  const response = await fetch(url, { method, headers, ...init })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

const bearer = (provider: EmulatedProvider) => ({ authorization: `Bearer ${emulator.keys[provider]}` })
const runway = () => ({ ...bearer('runway'), 'x-runway-version': '2024-11-06' })

async function poll(ask: () => Promise<Told>, isDone: (told: Told) => boolean): Promise<readonly Told[]> {
  const all: Told[] = []
  do all.push(await ask())
  while (!isDone(all[all.length - 1]) && all.length < 20)
  return all
}

const pictureAt = async (url: string) => sharp(Buffer.from(await (await fetch(url)).arrayBuffer())).metadata()
const isClip = async (url: string) =>
  Buffer.from(await (await fetch(url)).arrayBuffer())
    .subarray(4, 8)
    .toString() === 'ftyp'

describe('Replicate', () => {
  const create = (input: object) =>
    send('POST', `${emulator.bases.REPLICATE}/v1/models/google/nano-banana-pro/predictions`, {
      headers: bearer('replicate'),
      body: { input },
    })

  it('starts, works and succeeds, with or without the version in the address', async () => {
    const { status, body } = await create({ prompt: 'red', image_input: [photo], aspect_ratio: '1:1' })
    expect([status, body.status]).toEqual([201, 'starting'])
    const seen = await poll(
      () => send('GET', `${emulator.bases.REPLICATE}/predictions/${body.id}`, { headers: bearer('replicate') }),
      (told) => told.body.status === 'succeeded',
    )
    expect(seen.map((told) => told.body.status)).toEqual(['starting', 'processing', 'succeeded'])
    expect(await pictureAt(seen[2].body.output)).toMatchObject({ width: 128, height: 128 })
    expect(emulator.control.ledger()).toMatchObject([{ provider: 'replicate', model: 'google/nano-banana-pro', isDelivered: true }])
  })

  it('takes a file, and lists what was created, so that a lost submit can be found', async () => {
    const form = new FormData()
    form.set('content', new Blob([new Uint8Array(Buffer.from(photo.split(',')[1], 'base64'))], { type: 'image/png' }))
    const file = await send('POST', `${emulator.bases.REPLICATE}/v1/files`, { headers: bearer('replicate'), body: form })
    emulator.control.fault({ name: 'accept-then-reset' })
    await expect(create({ prompt: 'lost', image_input: [file.body.urls.get] })).rejects.toThrow()
    const { body } = await send('GET', `${emulator.bases.REPLICATE}/v1/predictions`, { headers: bearer('replicate') })
    expect(body.results).toMatchObject([{ input: { prompt: 'lost' }, status: 'starting' }])
  })

  it('removes its data after an hour', async () => {
    const { body } = await create({ prompt: 'old' })
    const ask = () => send('GET', body.urls.get, { headers: bearer('replicate') })
    await poll(ask, (told) => told.body.status === 'succeeded')
    emulator.control.advance(3_601_000)
    expect((await ask()).body).toMatchObject({ status: 'succeeded', data_removed: true, output: null, input: {} })
  })

  it.skipIf(!hasFfmpeg)('makes clips with Stable Video Diffusion', async () => {
    const version = '3f0457e4619daac51203dedb472816fd4af51f3149fa7a9e0b5ffcf1b8172438'
    const { body } = await send('POST', `${emulator.bases.REPLICATE}/v1/predictions`, {
      headers: bearer('replicate'),
      body: { version, input: { input_image: photo, video_length: '14_frames_with_svd', frames_per_second: 14 } },
    })
    const told = await poll(
      () => send('GET', body.urls.get, { headers: bearer('replicate') }),
      (one) => one.body.status === 'succeeded',
    )
    expect(await isClip(told.at(-1)?.body.output)).toBe(true)
  })
})

describe('Runway', () => {
  const body = () => ({ model: 'gen4_turbo', promptImage: photo, ratio: '720:1280', duration: 2, seed: 4 })
  const create = (more: object = {}) =>
    send('POST', `${emulator.bases.RUNWAY}/v1/image_to_video`, { headers: runway(), body: { ...body(), ...more } })

  it('wants its version, and says what is wrong with a body', async () => {
    expect(await send('POST', `${emulator.bases.RUNWAY}/v1/image_to_video`, { headers: bearer('runway'), body: body() })).toMatchObject({
      status: 400,
    })
    expect(await create({ ratio: '9:16' })).toMatchObject({
      status: 400,
      body: { issues: [{ path: ['ratio'], code: 'invalid_enum_value' }] },
    })
    expect(await create({ model: 'gen3a_turbo' })).toMatchObject({ status: 400, body: { issues: [{ path: ['model'] }] } })
    expect(emulator.control.ledger()).toEqual([])
  })

  it.skipIf(!hasFfmpeg)('tells its cost in credits, and gives a fresh address for one that died', async () => {
    emulator.control.fault({ name: 'url-expires' })
    const created = await create()
    expect(created.body.estimatedCost).toEqual({ credits: 10 })
    const ask = () => send('GET', `${emulator.bases.RUNWAY}/v1/tasks/${created.body.id}`, { headers: runway() })
    const told = await poll(ask, (one) => one.body.status === 'SUCCEEDED')
    expect(told.map((one) => one.body.status)).toEqual(['PENDING', 'RUNNING', 'SUCCEEDED'])
    const [first] = told.at(-1)?.body.output ?? []
    expect((await fetch(first)).status).toBe(410)
    const [fresh] = (await ask()).body.output
    expect(await isClip(fresh)).toBe(true)
    expect(emulator.control.ledger()).toMatchObject([{ chargedMicros: 100_000, isDelivered: true }])
  })

  it('takes uploads under its own scheme', async () => {
    const begun = await send('POST', `${emulator.bases.RUNWAY}/v1/uploads`, {
      headers: runway(),
      body: { filename: 'a.png', type: 'ephemeral' },
    })
    const form = new FormData()
    for (const [name, value] of Object.entries(begun.body.fields)) form.set(name, String(value))
    form.set('file', new Blob([new Uint8Array(Buffer.from(photo.split(',')[1], 'base64'))], { type: 'image/png' }))
    expect((await send('POST', begun.body.uploadUrl, { body: form })).status).toBe(204)
    const { body: task } = await send('POST', `${emulator.bases.RUNWAY}/v1/text_to_image`, {
      headers: runway(),
      body: { model: 'gen4_image', promptText: 'x', ratio: '1024:1024', referenceImages: [{ uri: begun.body.runwayUri, tag: 'a' }] },
    })
    const told = await poll(
      () => send('GET', `${emulator.bases.RUNWAY}/v1/tasks/${task.id}`, { headers: runway() }),
      (one) => one.body.status === 'SUCCEEDED',
    )
    expect(await pictureAt(told.at(-1)?.body.output[0])).toMatchObject({ width: 128, height: 128 })
  })

  it('fails with a code of safety and a cost of nothing; a delete of a running task cancels it', async () => {
    emulator.control.fault({ name: 'moderated' })
    const { body: task } = await create()
    const told = await poll(
      () => send('GET', `${emulator.bases.RUNWAY}/v1/tasks/${task.id}`, { headers: runway() }),
      (one) => one.body.status === 'FAILED',
    )
    expect(told.at(-1)?.body).toMatchObject({ failureCode: 'SAFETY.INPUT.TEXT', cost: { credits: 0 } })
    const { body: other } = await create({ seed: 5 })
    expect((await send('DELETE', `${emulator.bases.RUNWAY}/v1/tasks/${other.id}`, { headers: runway() })).status).toBe(204)
    expect((await send('GET', `${emulator.bases.RUNWAY}/v1/tasks/${other.id}`, { headers: runway() })).body.status).toBe('CANCELLED')
  })
})

describe('Together', () => {
  const create = (more: object = {}) =>
    send('POST', `${emulator.bases.TOGETHER}/images/generations`, {
      headers: bearer('together'),
      body: {
        model: 'black-forest-labs/FLUX.1-dev',
        prompt: 'red',
        width: 512,
        height: 512,
        seed: 1,
        response_format: 'base64',
        output_format: 'png',
        ...more,
      },
    })

  it('answers at once, the same for the same seed', async () => {
    const [first, again] = [await create({ n: 2 }), await create({ n: 2 })]
    expect(first.body.data).toHaveLength(2)
    expect(first.body.data).toEqual(again.body.data)
    expect(await sharp(Buffer.from(first.body.data[0].b64_json, 'base64')).metadata()).toMatchObject({
      width: 128,
      height: 128,
      format: 'png',
    })
    expect(Object.values(emulator.control.accepted())).toEqual([2])
  })

  it('says what is wrong in the shape its SDK reads', async () => {
    expect(await create({ prompt: undefined })).toMatchObject({ status: 422, body: { error: { type: 'invalid_request_error' } } })
    emulator.control.fault({ name: 'refuse-429', retryAfterS: 7 })
    const response = await fetch(`${emulator.bases.TOGETHER}/v1/images/generations`, {
      method: 'POST',
      headers: bearer('together'),
      body: '{"model":"a"}',
    })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
  })
})

describe('ModelsLab', () => {
  const call = (path: string, body: object, key = emulator.keys.modelslab) =>
    send('POST', `${emulator.bases.MODELSLAB}${path}`, { body: { key, ...body } })

  it('takes its key in the body, inputs by address, and is asked again with POST', async () => {
    const uploaded = await call('/api/v6/image_editing/base64_to_url', { init_image: photo })
    const created = await call('/api/v7/images/image-to-image', {
      model_id: 'nano-banana-pro',
      prompt: 'x',
      init_image: uploaded.body.output,
      track_id: 'mine',
    })
    expect(created.body).toMatchObject({ status: 'processing', track_id: 'mine' })
    const told = await poll(
      () => send('POST', created.body.fetch_result, { body: { key: emulator.keys.modelslab } }),
      (one) => one.body.status === 'success',
    )
    expect((await pictureAt(told.at(-1)?.body.output[0])).format).toBe('png')
  })

  it('says with HTTP 200 what is wrong', async () => {
    expect(await call('/api/v7/images/text-to-image', { model_id: 'seedream-4.5', prompt: 'x' }, 'wrong')).toMatchObject({
      status: 200,
      body: { status: 'error', messege: expect.stringContaining('Invalid API Key') },
    })
    expect(await call('/api/v7/images/image-to-image', { model_id: 'nano-banana-pro', init_image: [photo] })).toMatchObject({
      status: 200,
      body: { status: 'error' },
    })
    expect(emulator.control.ledger()).toEqual([])
  })

  it('keeps no key, in no form but a hash', async () => {
    await call('/api/v7/images/text-to-image', { model_id: 'seedream-4.5', prompt: 'x' })
    expect(JSON.stringify([emulator.control.ledger(), emulator.control.requests()])).not.toContain(emulator.keys.modelslab)
  })
})

describe('xAI', () => {
  it('answers pictures at once with their cost, and blocked ones with HTTP 200', async () => {
    const create = () =>
      send('POST', `${emulator.bases.XAI}/v1/images/edits`, {
        headers: bearer('xai'),
        body: { model: 'grok-imagine-image', prompt: 'x', image: { url: photo, type: 'image_url' } },
      })
    const { body } = await create()
    expect(body).toMatchObject({ data: [{ respect_moderation: true }], usage: { cost_in_usd_ticks: 200_000_000 } })
    expect((await pictureAt(body.data[0].url)).format).toBe('jpeg')
    emulator.control.fault({ name: 'moderated', provider: 'xai' })
    expect(await create()).toMatchObject({ status: 200, body: { data: [{ respect_moderation: false }] } })
  })

  it.skipIf(!hasFfmpeg)('answers 202 without a word while a video waits', async () => {
    const { body } = await send('POST', `${emulator.bases.XAI}/videos/generations`, {
      headers: bearer('xai'),
      body: { model: 'grok-imagine-video', prompt: 'x', image: { url: photo }, duration: 1 },
    })
    const told = await poll(
      () => send('GET', `${emulator.bases.XAI}/videos/${body.request_id}`, { headers: bearer('xai') }),
      (one) => one.body?.status === 'done',
    )
    expect(told.map((one) => [one.status, one.body?.status])).toEqual([
      [202, undefined],
      [202, 'pending'],
      [200, 'done'],
    ])
    expect(await isClip(told.at(-1)?.body.video.url)).toBe(true)
  })
})

describe('each service', () => {
  it('refuses a wrong key before it takes any work', async () => {
    const wrong = { authorization: 'Bearer wrong', 'x-runway-version': '2024-11-06' }
    const answers = [
      await send('POST', `${emulator.bases.REPLICATE}/v1/models/a/b/predictions`, { headers: wrong, body: { input: {} } }),
      await send('POST', `${emulator.bases.RUNWAY}/v1/image_to_video`, { headers: wrong, body: {} }),
      await send('POST', `${emulator.bases.TOGETHER}/v1/images/generations`, { headers: wrong, body: {} }),
      await send('POST', `${emulator.bases.XAI}/v1/images/generations`, { headers: wrong, body: {} }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 400])
    emulator.control.revokeKey('xai', emulator.keys.xai)
    expect((await send('GET', `${emulator.bases.XAI}/v1/models`, { headers: bearer('xai') })).status).toBe(400)
    emulator.control.addKey('xai', emulator.keys.xai)
    expect((await send('GET', `${emulator.bases.XAI}/v1/models`, { headers: bearer('xai') })).status).toBe(200)
  })
})
