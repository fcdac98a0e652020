import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { priceOf } from '../../../app/domain/cloud/price.ts'
import { withFalPrices } from '../../../app/providers/fal/pricing.ts'
import { createUploadMemory, withAddresses } from '../../../app/providers/uploads.ts'
import { type Cloud, type CloudProvider, errorOf, make, pictureOf, registry, requestOf, startCloud, TODAY } from '../../support/cloud.ts'

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ timeoutMs: 2_000 })
})
afterAll(() => cloud[Symbol.asyncDispose]())
beforeEach(() => cloud.emulator.control.reset())

const ledger = () => cloud.emulator.control.ledger()
const PROVIDERS = ['fal', 'google', 'replicate', 'runway', 'together', 'modelslab', 'xai'] as const satisfies readonly CloudProvider[]

async function submitted(provider: CloudProvider, id: string) {
  const request = await withAddresses(await requestOf(id), uploading(provider))
  const answer = await cloud.adapters[provider].submit(request, cloud.call(provider))
  if (answer.state === 'done') throw new Error('it is no job')
  return { request, operation: answer.operation }
}

function uploading(provider: CloudProvider, memory = createUploadMemory(), now = Date.now) {
  return { adapter: cloud.adapters[provider], memory, call: cloud.call(provider), now }
}

describe('a look at a key', () => {
  it.each(PROVIDERS)('of %s costs nothing, and tells a wrong one', async (provider) => {
    const { check } = cloud.adapters[provider]
    const said = await check(cloud.call(provider))
    expect(said.isCertain).toBe(provider !== 'modelslab')
    if (provider === 'runway') expect(said.balance).toMatch(/^\d+ credits$/)
    expect((await errorOf(check(cloud.call(provider, { secret: 'wrong-key-000000' })))).code).toBe('provider.unauthorized')
    expect(ledger()).toEqual([])
  })

  it.each(PROVIDERS)('of %s that has a bad moment says so', async (provider) => {
    cloud.emulator.control.fault({ name: 'refuse-503', provider, on: ['read', 'poll', 'result'] })
    const error = await errorOf(cloud.adapters[provider].check(cloud.call(provider)))
    expect(error.code).toBe('provider.unavailable')
  })
})

const CANCELS = [
  ['fal', 'fal:seedance-1-pro-fast'],
  ['google', 'google:gemini-omni-1.1-flash'],
  ['replicate', 'replicate:flux-schnell'],
  ['runway', 'runway:gen4-turbo'],
] as const

describe.each(CANCELS)('a cancel at %s', (provider, id) => {
  it('stops what waits, and nothing is billed', async () => {
    const { operation } = await submitted(provider, id)
    expect(await cloud.adapters[provider].cancel?.(operation, cloud.call(provider))).toBe('canceled')
    expect(ledger().map(({ chargedMicros }) => chargedMicros ?? 0)).toEqual([0])
  })

  it('is too late for what is finished, whose result stays', async () => {
    const { operation } = await submitted(provider, id)
    const adapter = cloud.adapters[provider]
    for (let tries = 0; tries < 8; tries++) if ((await adapter.poll(operation, cloud.call(provider))).state === 'done') break
    expect(await adapter.cancel?.(operation, cloud.call(provider))).toBe('too-late')
    expect((await adapter.poll(operation, cloud.call(provider))).state).toBe('done')
  })
})

describe('a submit whose answer was lost', () => {
  const replicate = async () =>
    withAddresses(
      await requestOf('replicate:flux-schnell', { parameters: { seed: Math.ceil(Math.random() * 1e6) } }),
      uploading('replicate'),
    )

  it('is found again at Replicate, once', async () => {
    const request = await replicate()
    const at = Date.now()
    cloud.emulator.control.fault({ name: 'accept-then-reset', provider: 'replicate' })
    expect((await errorOf(cloud.adapters.replicate.submit(request, cloud.call('replicate')))).code).toBe('provider.outcome-unknown')
    const found = await cloud.adapters.replicate.reconcile?.(request, { at }, cloud.call('replicate'))
    if (found?.state !== 'accepted') throw new Error('it was not found')
    for (let tries = 0; tries < 8; tries++) {
      const polled = await cloud.adapters.replicate.poll(found.operation, cloud.call('replicate'))
      if (polled.state === 'done') break
      expect(tries).toBeLessThan(7)
    }
    expect(ledger()).toHaveLength(1)
  })

  it('is found again at fal, when it has ended', async () => {
    const request = await requestOf('fal:flux-schnell', { parameters: { seed: 4711 } })
    const { fal } = cloud.adapters
    const at = Date.now()
    cloud.emulator.control.fault({ name: 'accept-then-500', provider: 'fal' })
    expect((await errorOf(fal.submit(request, cloud.call('fal')))).code).toBe('provider.outcome-unknown')
    await fal.submit(await requestOf('fal:flux-schnell', { parameters: { seed: 4712 } }), cloud.call('fal'))
    const said = []
    for (let tries = 0; tries < 6; tries++) said.push(await fal.reconcile?.(request, { at }, cloud.call('fal')))
    expect(said[0]).toEqual({ state: 'unknown' })
    const found = said.at(-1)
    if (found?.state !== 'accepted') throw new Error('it was not found')
    expect((await fal.poll(found.operation, cloud.call('fal'))).state).toBe('done')
    const [first] = ledger()
    expect(JSON.stringify(found.operation)).toContain(first?.jobId)
    expect(await fal.reconcile?.(request, { at: Date.now() + 3_600_000 }, cloud.call('fal'))).toEqual({ state: 'unknown' })
  })

  it('is known not to have come where it never did', async () => {
    const request = await replicate()
    const at = Date.now()
    cloud.emulator.control.fault({ name: 'reset-before-accept', provider: 'replicate' })
    await errorOf(cloud.adapters.replicate.submit(request, cloud.call('replicate')))
    expect(await cloud.adapters.replicate.reconcile?.(request, { at }, cloud.call('replicate'))).toEqual({ state: 'not-accepted' })
  })

  it('is unknown after an hour, and among equals', async () => {
    const request = await replicate()
    const adapter = cloud.adapters.replicate
    expect(await adapter.reconcile?.(request, { at: Date.now() - 3_600_000 }, cloud.call('replicate'))).toEqual({ state: 'unknown' })
    const at = Date.now()
    await adapter.submit(request, cloud.call('replicate'))
    await adapter.submit(request, cloud.call('replicate'))
    expect(await adapter.reconcile?.(request, { at }, cloud.call('replicate'))).toEqual({ state: 'unknown' })
  })
})

describe('uploads', () => {
  const uploads = () => cloud.emulator.control.requests().filter(({ operation }) => operation === 'upload').length

  it.each(['fal', 'replicate', 'runway', 'modelslab'] as const)(
    'of %s go once for a picture, and again when the address ends',
    async (provider) => {
      const memory = createUploadMemory()
      const request = await requestOf(
        provider === 'replicate'
          ? 'replicate:nano-banana-pro'
          : provider === 'runway'
            ? 'runway:gen4-turbo'
            : `${provider}:nano-banana-pro${provider === 'fal' ? '-edit' : ''}`,
      )
      const first = await withAddresses(request, uploading(provider, memory))
      const once = uploads()
      expect(once).toBeGreaterThan(0)
      expect(first.inputs[0]?.remote).toMatch(/^(https?|runway):\/\//)
      expect(await withAddresses(request, uploading(provider, memory))).toEqual(first)
      expect(uploads()).toBe(once)
      await withAddresses(
        request,
        uploading(provider, memory, () => Date.now() + 30 * 24 * 3_600_000),
      )
      expect(uploads()).toBe(2 * once)
      expect(ledger()).toEqual([])
    },
  )

  it('of a locked account fail before anything is submitted', async () => {
    cloud.emulator.control.fault({ name: 'refuse-403-locked', provider: 'fal', on: ['upload'] })
    const error = await errorOf(withAddresses(await requestOf('fal:nano-banana-pro-edit'), uploading('fal')))
    expect(error.code).toBe('provider.account-locked')
    expect(ledger()).toEqual([])
  })

  it('that break are tried again later, not by themselves', async () => {
    cloud.emulator.control.fault({ name: 'accept-then-reset', provider: 'fal', on: ['upload'] })
    const error = await errorOf(withAddresses(await requestOf('fal:nano-banana-pro-edit'), uploading('fal')))
    expect([error.code, error.retryable]).toEqual(['provider.unavailable', true])
    expect(uploads()).toBe(1)
  })
})

describe('what it cost', () => {
  it.each([
    ['runway', 'runway:gen4-turbo'],
    ['xai', 'xai:grok-imagine-video'],
  ] as const)('%s tells it, and it is what was billed and what the registry said', async (provider, id) => {
    const { request, operation } = await submitted(provider, id)
    for (let tries = 0; tries < 8; tries++) {
      const polled = await cloud.adapters[provider].poll(operation, cloud.call(provider))
      if (polled.state !== 'done') continue
      expect(polled.costMicros).toBe(ledger()[0]?.chargedMicros)
      expect(polled.costMicros).toBe(priceOf(registry.resolve(id).model, { parameters: request.parameters }).micros)
      return
    }
    throw new Error('it did not end')
  })

  it('Runway tells what a failure cost', async () => {
    cloud.emulator.control.fault({ name: 'job-fails', provider: 'runway' })
    const error = await errorOf(make(cloud.adapters.runway, await requestOf('runway:gen4-turbo'), cloud.call('runway')))
    expect([error.code, typeof error.details['costMicros']]).toEqual(['provider.failed', 'number'])
  })
})

describe("fal's prices of today", () => {
  it('take the place of ours where they say the same kind of thing', async () => {
    const models = registry.usable()
    const api = cloud.emulator.bases.FAL_API
    const updated = await withFalPrices(models, { api, today: TODAY, call: cloud.call('fal') })
    const rembg = updated.find(({ id }) => id === 'fal:rembg')
    expect(models.find(({ id }) => id === 'fal:rembg')?.price).toBeNull()
    expect(rembg?.price).toMatchObject({ certainty: 'documented', asOf: TODAY })
    expect(updated.find(({ id }) => id === 'fal:nano-banana-pro')).toEqual(models.find(({ id }) => id === 'fal:nano-banana-pro'))
    expect(updated.filter(({ provider }) => provider !== 'fal')).toEqual(models.filter(({ provider }) => provider !== 'fal'))
  })
})

describe('a retired model', () => {
  it('says what to use in its place', async () => {
    const { model } = registry.resolve('runway:gen4-turbo')
    const old = { ...(await requestOf('runway:gen4-turbo')), model: 'gen3a_turbo', form: model.form }
    cloud.emulator.control.fault({ name: 'refuse-404-retired', provider: 'runway' })
    const error = await errorOf(cloud.adapters.runway.submit(old, cloud.call('runway')))
    expect(error.details).toMatchObject({ model: 'gen3a_turbo', replacement: 'runway:gen4-turbo' })
  })
})

describe('pictures that are sent', () => {
  it('go in the order of the slots, whatever order they are given in', async () => {
    const request = await requestOf('google:gemini-3-pro-image', { task: 'try-on', roles: ['reference', 'garment', 'person'] })
    const { contentRequest } = await import('../../../app/providers/google/generate.ts')
    const { contents } = contentRequest(request) as { contents: { parts: { inlineData?: { data: string } }[] }[] }
    const sent = contents[0]?.parts.flatMap(({ inlineData }) => (inlineData === undefined ? [] : [inlineData.data]))
    const [reference, garment, person] = await Promise.all([pictureOf('reference', 1), pictureOf('garment', 2), pictureOf('person', 3)])
    expect(sent).toEqual([person, garment, reference].map(({ bytes }) => Buffer.from(bytes).toString('base64')))
  })
})
