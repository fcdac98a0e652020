import { describe, expect, it } from 'vitest'
import { problemOfRegistry } from '../../../../app/domain/cloud/check-registry.ts'
import { checkRequest } from '../../../../app/domain/cloud/check-request.ts'
import { directModel } from '../../../../app/domain/cloud/direct-model.ts'
import { type RegistryFile, registryFile } from '../../../../app/domain/cloud/model.ts'
import { priceOf } from '../../../../app/domain/cloud/price.ts'
import { createRegistry, mergeRegistries } from '../../../../app/domain/cloud/registry.ts'
import { cloudTask, providerId } from '../../../../app/domain/cloud/tasks.ts'
import { direction } from '../../../../app/domain/director/direction.ts'
import { StudioError } from '../../../../app/domain/errors.ts'
import { builtInRegistry } from '../../../../app/providers/registry.ts'

const file = builtInRegistry()
const registry = createRegistry(file, '2026-11-20')
const model = (id: string) => registry.resolve(id).model

function codeOf(work: () => unknown): readonly unknown[] {
  try {
    work()
  } catch (thrown) {
    if (thrown instanceof StudioError) return [thrown.code, thrown.details]
    throw thrown
  }
  return ['nothing thrown']
}

describe('the registry that comes with the studio', () => {
  it('is sound, knows every service, and a model for every task', () => {
    expect(problemOfRegistry(file)).toBeNull()
    expect(new Set(file.providers.map(({ id }) => id))).toEqual(new Set(providerId.options))
    expect(new Set(file.models.map(({ provider }) => provider))).toEqual(new Set(providerId.options))
    for (const task of cloudTask.options) expect(registry.usable(task).length, task).toBeGreaterThan(0)
  })

  it('has a way to say a direction to every maker of clips but the one that takes no words', () => {
    const clips = registry.usable('image-to-video')
    expect(clips.length).toBeGreaterThanOrEqual(10)
    const asked = direction.parse({})
    for (const one of clips) {
      if (one.id === 'replicate:stable-video-diffusion') {
        expect(codeOf(() => directModel(one, asked))[0]).toBe('provider.bad-request')
        continue
      }
      const { parameters, prompt } = directModel(one, asked)
      const request = { task: 'image-to-video', prompt, parameters, inputs: [{ role: 'image' }] } as const
      // What the director says is what the model takes: names, kinds, ranges.
      expect(() => checkRequest(one, request), one.id).not.toThrow()
      expect(priceOf(one, { parameters }).count, one.id).toBe(Number.parseFloat(String(parameters['duration'])))
    }
  })
})

describe('models that are gone', () => {
  it('are hidden from their day on, and lead to what took their place', () => {
    const before = createRegistry(file, '2026-10-28')
    expect(before.resolve('google:gemini-3.1-flash-image').replaced).toBeNull()
    expect(before.usable().map(({ id }) => id)).toContain('google:gemini-3.1-flash-image')
    const after = createRegistry(file, '2026-10-29')
    expect(after.resolve('google:gemini-3.1-flash-image')).toMatchObject({
      replaced: 'google:gemini-3.1-flash-image',
      model: { id: 'google:nano-banana-2.1' },
    })
    expect(after.usable().map(({ id }) => id)).not.toContain('google:gemini-3.1-flash-image')
    expect(after.replacementOf('google', 'gemini-3.1-flash-image')).toBe('google:nano-banana-2.1')
    expect(after.replacementOf('google', 'never-was')).toBeNull()
  })

  it('lead on where the replacement is gone too, and nowhere in a circle', () => {
    const [first] = file.models
    if (first === undefined) throw new Error('no models')
    const chain = (id: string, replacement: string | undefined, retiresOn: string | undefined) => ({ ...first, id, replacement, retiresOn })
    const models = [
      chain('fal:a', 'fal:b', '2026-01-01'),
      chain('fal:b', 'fal:c', '2026-02-01'),
      chain('fal:c', undefined, undefined),
      chain('fal:d', 'fal:e', '2026-01-01'),
      chain('fal:e', 'fal:d', '2026-01-01'),
    ]
    const small = createRegistry(registryFile.parse({ ...file, models: JSON.parse(JSON.stringify(models)) }), '2026-11-20')
    expect(small.resolve('fal:a').model.id).toBe('fal:c')
    expect(codeOf(() => small.resolve('fal:d'))[0]).toBe('provider.model-retired')
    expect(codeOf(() => small.resolve('fal:never'))[0]).toBe('request.invalid')
  })
})

describe('an update', () => {
  it('wins where it was looked up later, and only there', () => {
    const [first, second] = file.models
    if (first === undefined || second === undefined) throw new Error('no models')
    const update: RegistryFile = {
      ...file,
      providers: [],
      asOf: '2027-01-05',
      models: [
        { ...first, label: 'newer', asOf: '2027-01-05' },
        { ...second, label: 'older', asOf: '2020-01-01' },
        { ...first, id: 'fal:brand-new', label: 'new', asOf: '2020-01-01' },
      ],
    }
    const merged = mergeRegistries(file, update)
    expect(merged.asOf).toBe('2027-01-05')
    expect(merged.models).toHaveLength(file.models.length + 1)
    expect(merged.models[0]?.label).toBe('newer')
    expect(merged.models[1]?.label).toBe(second.label)
    expect(merged.providers).toEqual(file.providers)
  })
})

describe('what is wrong with a registry', () => {
  const [first] = file.models
  if (first === undefined) throw new Error('no models')
  const withModels = (...models: unknown[]) => problemOfRegistry(registryFile.parse({ ...file, models }))

  it.each([
    ['is there twice', [first, first]],
    ['its replacement', [{ ...first, replacement: 'fal:nowhere' }]],
    ['its name begins with another service', [{ ...first, provider: 'google' }]],
    ['the default of duration', [{ ...first, parameters: { duration: { type: 'integer', minimum: 2, default: 1 } } }]],
    ['its price depends on size', [{ ...first, price: { ...first.price, by: { parameter: 'size', micros: {} } } }]],
    ['the dialect', [{ ...first, dialect: 'fal:klingon' }]],
    ['more pictures than it takes', [{ ...first, form: { ...first.form, minInputs: 3, maxInputs: 2 } }]],
  ])('%s', (problem, models) => {
    expect(withModels(...models)).toContain(problem)
  })
})

describe('a request is looked at before it is paid', () => {
  const edit = model('fal:nano-banana-pro-edit')
  const good = { task: 'edit-image', prompt: 'x', parameters: {}, inputs: [{ role: 'image' }] } as const

  it('and gets the defaults', () => {
    expect(checkRequest(edit, { ...good, parameters: { resolution: '4K' } })).toEqual({
      aspect_ratio: 'auto',
      resolution: '4K',
      num_images: 1,
      output_format: 'png',
      safety_tolerance: '4',
    })
  })

  it.each([
    ['resolution', { ...good, parameters: { resolution: '8K' } }],
    ['num_images', { ...good, parameters: { num_images: 1.5 } }],
    ['num_images', { ...good, parameters: { num_images: 5 } }],
    ['steps', { ...good, parameters: { steps: 4 } }],
    ['seed', { ...good, parameters: { seed: 'seven' } }],
    ['prompt', { ...good, prompt: 'x'.repeat(8_001) }],
    ['task', { ...good, task: 'upscale' }],
    ['pictures', { ...good, inputs: [] }],
    ['mask', { ...good, inputs: [{ role: 'image' }, { role: 'mask' }] }],
    ['garment', { ...good, inputs: Array.from({ length: 5 }, () => ({ role: 'garment' as const })) }],
  ] as const)('%s that it does not take is named', (field, request) => {
    expect(codeOf(() => checkRequest(edit, request))).toEqual(['provider.bad-request', expect.objectContaining({ field, model: edit.id })])
  })
})

describe('a price', () => {
  const of = (id: string, parameters = {}, inputs?: { widthPx: number; heightPx: number }[]) =>
    priceOf(model(id), { parameters, ...(inputs === undefined ? {} : { inputs }) })

  it.each([
    ['pictures, by resolution', of('fal:nano-banana-pro', { num_images: 3, resolution: '4K' }), 3, 900_000],
    ['seconds that are text', of('fal:kling-3-pro', { duration: '8' }), 8, 1_792_000],
    ['seconds with an s', of('fal:luma-ray-2', { duration: '9s', resolution: '540p' }), 9, 900_000],
    ['whole megapixels of a named size', of('fal:flux-dev', { image_size: 'square_hd', num_images: 2 }), 4, 100_000],
    ['megapixels of sides', of('together:flux-schnell', { width: 1024, height: 1280 }), 2, 5_400],
    [
      'megapixels of what an upscaler makes',
      of('fal:clarity-upscaler', { upscale_factor: 2 }, [{ widthPx: 1000, heightPx: 1500 }]),
      6,
      180_000,
    ],
    ['one request', of('local:draft'), 1, 0],
  ])('counts %s', (_, price, count, micros) => {
    expect([price.count, price.micros]).toEqual([count, micros])
  })

  it('is an estimate unless it is of the page of the service and nothing is unknown', () => {
    expect(of('xai:grok-imagine-image', { n: 2 })).toMatchObject({
      micros: 40_000,
      worstCaseMicros: 40_000,
      isEstimate: false,
      asOf: '2026-11-20',
    })
    expect(of('fal:kling-3-pro')).toMatchObject({ micros: 1_120_000, worstCaseMicros: 1_400_000, isEstimate: true })
    expect(of('fal:nano-banana-pro')).toMatchObject({ micros: 150_000, worstCaseMicros: 300_000 })
  })

  it('takes the dearest for what nobody knows yet', () => {
    expect(of('fal:clarity-upscaler', { upscale_factor: 4 })).toMatchObject({ count: Math.ceil((2048 * 4) ** 2 / 1e6), isEstimate: true })
    expect(of('fal:nano-banana-pro', { resolution: '16K' }).micros).toBe(300_000)
  })

  it('nobody knows is an error, not nothing', () => {
    expect(codeOf(() => of('fal:cat-vton'))).toEqual(['money.price-unknown', { model: 'fal:cat-vton' }])
  })

  it('is known and whole for every model that has one, at its defaults', () => {
    for (const one of registry.usable()) {
      if (one.price === null) continue
      const price = priceOf(one, { parameters: {} })
      expect(Number.isInteger(price.micros) && price.worstCaseMicros >= price.micros, one.id).toBe(true)
      expect(price.micros > 0 || one.provider === 'local', one.id).toBe(true)
    }
  })
})
