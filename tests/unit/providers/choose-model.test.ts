import { describe, expect, it } from 'vitest'
import { createRegistry } from '../../../app/domain/cloud/registry.ts'
import { ERROR_CODES, type ErrorCode, StudioError } from '../../../app/domain/errors.ts'
import { type Choosing, chooseModel, mayFallBack } from '../../../app/providers/choose-model.ts'
import { builtInRegistry } from '../../../app/providers/registry.ts'

const models = createRegistry(builtInRegistry(), '2026-11-20').usable()
const tryOn: Choosing = {
  models,
  request: { task: 'try-on', prompt: '', inputs: [{ role: 'person' }, { role: 'garment' }] },
  needs: [],
  order: ['fal', 'google'],
  resting: new Set(),
}
const ids = (choosing: Choosing) => chooseModel(choosing).choices.map(({ model }) => model.id)

describe('the choice of a model', () => {
  it('keeps to services that are on, in the order that the user likes', () => {
    expect(new Set(ids(tryOn).map((id) => id.split(':')[0]))).toEqual(new Set(['fal', 'google']))
    expect(ids(tryOn)[0]).toMatch(/^fal:/)
    expect(ids({ ...tryOn, order: ['google', 'fal'] })[0]).toMatch(/^google:/)
    expect(ids({ ...tryOn, order: [] })).toEqual([])
  })

  it('takes a model that the user named before any service', () => {
    expect(ids({ ...tryOn, order: ['google:gemini-3-pro-image', 'fal', 'google'] })[0]).toBe('google:gemini-3-pro-image')
  })

  it('puts what is cheap first among equals, unknown prices and deprecated models last', () => {
    const of = chooseModel({ ...tryOn, order: ['fal'] }).choices
    const current = of.filter(({ model }) => model.status === 'current')
    const known = current.flatMap(({ micros }) => (micros === null ? [] : [micros]))
    expect(known).toEqual(known.toSorted((a, b) => a - b))
    expect(current.findIndex(({ micros }) => micros === null)).toBe(known.length)
    expect(of.at(-1)?.model.status).toBe('deprecated')
  })

  it('passes over what rests, and says why for each', () => {
    const { choices, passedOver } = chooseModel({ ...tryOn, resting: new Set(['fal'] as const) })
    expect(choices.every(({ model }) => model.provider === 'google')).toBe(true)
    expect(passedOver.find(({ id }) => id === 'fal:fashn-1.6')?.why).toBe('its service is left alone just now')
  })

  it('passes over what lacks what is needed', () => {
    const { choices, passedOver } = chooseModel({ ...tryOn, needs: ['seed'], order: ['fal', 'google'] })
    expect(choices.every(({ model }) => Object.values(model.parameters).some(({ meaning }) => meaning === 'seed'))).toBe(true)
    expect(passedOver.find(({ id }) => id === 'fal:kling-try-on-1.5')?.why).toBe('it has no seed')
    const clips = {
      ...tryOn,
      request: { task: 'image-to-video', prompt: 'x', inputs: [{ role: 'image' }, { role: 'last-frame' }] },
    } as const
    expect(ids({ ...clips, needsNegativePrompt: true })).toEqual(['fal:kling-2.5-turbo', 'fal:kling-3-pro'])
    expect(chooseModel(clips).passedOver.find(({ id }) => id === 'fal:pika-2.2')?.why).toBe('last-frame is not taken')
  })

  it('keeps an instruction from models that would not hear it', () => {
    const svd = {
      ...tryOn,
      order: ['replicate' as const],
      request: { task: 'image-to-video', prompt: 'turn', inputs: [{ role: 'image' }] },
    } as const
    const { choices, passedOver } = chooseModel(svd)
    expect(choices).toEqual([])
    expect(passedOver).toContainEqual({ id: 'replicate:stable-video-diffusion', why: 'it takes no words' })
  })
})

describe('falling back', () => {
  it('is only for what took nothing and was not about the request', () => {
    const may = (Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => mayFallBack(new StudioError(code, 'x')))
    expect(may.toSorted()).toEqual([
      'provider.account-locked',
      'provider.model-retired',
      'provider.no-key',
      'provider.off',
      'provider.rate-limited',
      'provider.timeout',
      'provider.unauthorized',
      'provider.unavailable',
    ])
    expect(mayFallBack(new StudioError('provider.unavailable', 'x', { details: { mayBeBilled: true } }))).toBe(false)
  })
})
