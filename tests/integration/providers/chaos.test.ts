import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StudioError } from '../../../app/domain/errors.ts'
import { createUploadMemory, withAddresses } from '../../../app/providers/uploads.ts'
import type { FaultName } from '../../emulator/core/fault-table.ts'
import { type Cloud, type CloudProvider, requestOf, startCloud } from '../../support/cloud.ts'

const MODELS = [
  'fal:flux-schnell',
  'fal:nano-banana-pro-edit',
  'google:gemini-3-pro-image',
  'google:gemini-omni-1.1-flash',
  'replicate:flux-schnell',
  'runway:gen4-turbo',
  'together:flux-schnell',
  'modelslab:nano-banana-pro',
  'xai:grok-imagine-image',
  'xai:grok-imagine-video',
]

/** Of every ten creates some six go wrong, in one of these ways. */
const RATES: Partial<Record<FaultName, number>> = Object.fromEntries(
  (
    [
      'reset-before-accept',
      'refuse-401',
      'refuse-402',
      'refuse-404-retired',
      'refuse-429',
      'refuse-500',
      'refuse-html-502',
      'redirect-loop',
      'accept-then-reset',
      'accept-then-500',
      'accept-then-503',
      'accept-then-hang',
      'hang-after-headers',
      'slow-body',
      'empty-202',
      'empty-200',
      'malformed-json',
      'truncated-json',
      'wrong-type',
      'html-200',
      'html-502',
      'moderated',
      'no-media',
    ] as const satisfies readonly FaultName[]
  ).map((name) => [name, 0.04]),
)

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({ timeoutMs: 400 })
})
afterAll(() => cloud[Symbol.asyncDispose]())

describe('whatever goes wrong', () => {
  it('a submit is taken once at most, and what is said to be not taken was not', { timeout: 120_000 }, async () => {
    const codes = new Map<string, number>()
    const memory = createUploadMemory()
    const prepared = await Promise.all(
      MODELS.map(async (id) => {
        const provider = id.split(':')[0] as CloudProvider
        const call = cloud.call(provider)
        return {
          provider,
          request: await withAddresses(await requestOf(id), { adapter: cloud.adapters[provider], memory, call, now: Date.now }),
        }
      }),
    )
    cloud.emulator.control.chaos({ seed: 7, rates: RATES })
    for (let round = 0; round < 300; round++) {
      const one = prepared[round % prepared.length]
      if (one === undefined) throw new Error('nothing was prepared')
      const { provider, request } = one
      const before = cloud.emulator.control.ledger().length
      const said = await cloud.adapters[provider]
        .submit({ ...request, prompt: request.prompt === '' ? '' : `${request.prompt} ${round}` }, cloud.call(provider))
        .then(
          ({ state }) => state,
          (thrown: unknown) => {
            if (!(thrown instanceof StudioError)) throw thrown
            return thrown.code === 'provider.outcome-unknown' || thrown.details['mayBeBilled'] === true ? 'unknown' : thrown.code
          },
        )
      const taken = cloud.emulator.control.ledger().length - before
      codes.set(said, (codes.get(said) ?? 0) + 1)
      if (said === 'accepted' || said === 'done') expect([said, taken]).toEqual([said, 1])
      else if (said === 'unknown') expect(taken).toBeLessThanOrEqual(1)
      else expect([said, taken]).toEqual([said, 0])
    }
    // The faults did come, and not only they.
    expect([...codes.keys()]).toEqual(
      expect.arrayContaining(['accepted', 'done', 'unknown', 'provider.rate-limited', 'provider.unauthorized', 'provider.model-retired']),
    )
  })
})
