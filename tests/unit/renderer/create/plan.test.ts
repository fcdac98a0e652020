import { describe, expect, it } from 'vitest'
import type { ProviderStatus } from '../../../../app/contract/cloud.ts'
import { checkRequest } from '../../../../app/domain/cloud/check-request.ts'
import type { CloudModel } from '../../../../app/domain/cloud/model.ts'
import type { InputRole } from '../../../../app/domain/cloud/tasks.ts'
import type { AssetId } from '../../../../app/domain/ids.ts'
import { builtInRegistry } from '../../../../app/providers/registry.ts'
import { fitInputs, lacksInput } from '../../../../renderer/create/plan/fit-inputs.ts'
import { picturesIn, planJobs } from '../../../../renderer/create/plan/plan-jobs.ts'
import { modelInUse, offeredModels } from '../../../../renderer/providers/choose-model.ts'

const { models } = builtInRegistry()
const modelOf = (id: string): CloudModel => {
  const found = models.find((model) => model.id === id)
  if (found === undefined) throw new Error(`There is no ${id}`)
  return found
}
const picture = (role: InputRole, n = 0) => ({ role, assetId: `ast_${n}` as AssetId })
const pictureTask = models.filter(
  ({ tasks, provider }) => provider !== 'local' && (tasks.includes('edit-image') || tasks.includes('text-to-image')),
)

describe('the jobs of a run', () => {
  it.each(pictureTask.map((model) => [model.id, model] as const))(
    '%s makes as many pictures as were asked for, in requests it takes',
    (_, model) => {
      const task = model.tasks.includes('text-to-image') ? 'text-to-image' : 'edit-image'
      const inputs = model.form.minInputs > 0 || model.form.inputs.some(({ min }) => min > 0) ? [picture('image')] : []
      for (const pictures of [1, 2, 4, 8]) {
        const jobs = planJobs(model, {}, pictures)
        expect(jobs.reduce((sum, parameters) => sum + picturesIn(model, parameters), 0)).toBe(pictures)
        for (const parameters of jobs) expect(() => checkRequest(model, { task, prompt: 'a coat', parameters, inputs })).not.toThrow()
      }
    },
  )

  it('go up by one from seed to seed, where one was chosen, and stay in its range', () => {
    const model = modelOf('runway:gen4-image')
    const rule = model.parameters['seed']
    const most = rule?.type === 'integer' ? (rule.maximum ?? 0) : 0
    expect(planJobs(model, { seed: 7 }, 4).map(({ seed }) => seed)).toEqual([7, 8, 9, 10])
    expect(new Set(planJobs(model, { seed: most }, 4).map(({ seed }) => seed)).size).toBe(4)
    expect(planJobs(model, {}, 2).every(({ seed }) => seed === undefined)).toBe(true)
  })

  it('leave out what the model does not know or take', () => {
    expect(planJobs(modelOf('google:nano-banana-2.1'), { aspectRatio: '7:1', imageSize: '2K', steps: 9 }, 1)).toEqual([{ imageSize: '2K' }])
  })
})

describe('pictures for a model', () => {
  it('keep the roles it knows, and are plain pictures where it does not', () => {
    expect(fitInputs(modelOf('fal:nano-banana-pro-edit'), [picture('garment'), picture('reference')])?.map(({ role }) => role)).toEqual([
      'garment',
      'reference',
    ])
    expect(fitInputs(modelOf('together:flux-kontext-pro'), [picture('garment')])?.map(({ role }) => role)).toEqual(['image'])
  })

  it('do not fit where they are too many, or none are taken', () => {
    expect(fitInputs(modelOf('together:flux-kontext-pro'), [picture('image'), picture('image', 1)])).toBeNull()
    expect(fitInputs(modelOf('fal:flux-dev'), [picture('image')])).toBeNull()
    const fifteen = Array.from({ length: 15 }, (_, n) => picture(n < 8 ? 'image' : 'reference', n))
    expect(fitInputs(modelOf('fal:nano-banana-pro-edit'), fifteen)).toBeNull()
  })

  it('are missed where the model cannot do without', () => {
    expect(lacksInput(modelOf('fal:nano-banana-pro-edit'), [])).toBe(true)
    expect(lacksInput(modelOf('fal:nano-banana-pro-edit'), [picture('garment')])).toBe(false)
    expect(lacksInput(modelOf('google:nano-banana-2.1'), [])).toBe(false)
  })
})

describe('the model in use', () => {
  const status = (id: ProviderStatus['id'], more: Partial<ProviderStatus> = {}): ProviderStatus => ({
    id,
    label: id,
    isOn: true,
    hasKey: true,
    pause: null,
    health: null,
    ...more,
  })
  const edits = models.filter(({ tasks }) => tasks.includes('edit-image'))

  it('is the first that can be asked, in the order of the registry', () => {
    const offered = offeredModels(edits, [status('fal', { isOn: false }), status('google'), status('xai')])
    expect(modelInUse(offered, null)?.model.provider).toBe('google')
    expect(offered.find(({ model }) => model.provider === 'fal')?.readiness).toBe('off')
    expect(offered.find(({ model }) => model.provider === 'runway')?.readiness).toBe('no-key')
  })

  it('is none that a person has to look at first, and none that goes away soon', () => {
    const offered = offeredModels(edits, [
      status('fal', { pause: { code: 'provider.unauthorized', message: '', at: 0 } }),
      status('google'),
    ])
    expect(modelInUse(offered, null)?.model.provider).toBe('google')
    expect(offered.some(({ model }) => model.status === 'deprecated')).toBe(false)
  })

  it('is the chosen one, whether it can be asked or not', () => {
    const offered = offeredModels(edits, [status('fal')])
    expect(modelInUse(offered, 'google:nano-banana-2.1')).toMatchObject({ readiness: 'no-key' })
  })

  it('is one that shows a price where no service can be asked yet', () => {
    expect(modelInUse(offeredModels(edits, []), null)?.model.price).not.toBeNull()
  })
})
