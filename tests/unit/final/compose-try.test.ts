import { describe, expect, it } from 'vitest'
import { checkRequest } from '../../../app/domain/cloud/check-request.ts'
import { problemOf } from '../../../app/domain/cloud/parameter.ts'
import { composeTry } from '../../../app/domain/final/compose-try.ts'
import { wordCorrections } from '../../../app/domain/final/correction-words.ts'
import { finalOptions } from '../../../app/domain/final/final-request.ts'
import { realismOf } from '../../../app/domain/final/final-rules.ts'
import { judgeFinal } from '../../../app/domain/final/judge-final.ts'
import { judgedGarments } from '../../../app/domain/final/judged-garments.ts'
import type { AssetId } from '../../../app/domain/ids.ts'
import { type TruthMeasure, truthReport } from '../../../app/domain/truth-report.ts'
import { builtInFinalRules } from '../../../app/prompting/built-in-final-rules.ts'
import { builtInPrompt } from '../../../app/prompting/built-in-prompts.ts'
import { registry } from '../../support/cloud.ts'

const id = (letter: string) => `ast_${letter.repeat(20)}` as AssetId
const rules = builtInFinalRules()
const template = builtInPrompt('final').text
const models = registry
  .usable()
  .filter(({ tasks, provider }) => provider !== 'local' && tasks.some((task) => task === 'try-on' || task === 'edit-image'))
const options = (more: object = {}) => finalOptions.parse({ choice: { model: 'fal:any' }, ...more })
const pictures = (count = 1) => ({
  personId: id('a'),
  garments: Array.from({ length: count }, (_, k) => ({ garmentId: id(String(k + 1)), type: 't-shirt' as const })),
  draftId: id('d'),
})
const composed = (model: string, more: object = {}, wish: object = {}) =>
  composeTry(options(more), { model: registry.resolve(model).model, rules, template, pictures: pictures(), index: 0, faults: [], ...wish })

describe('a try of a final', () => {
  it.each(models.map((model) => [model.id, model] as const))(
    '%s is told each level of realism, or it is said that it is not',
    (_, model) => {
      const told = [1, 2, 3, 4, 5].map((level) => realismOf(rules, model, level))
      for (const { by, parameters, wording } of told) {
        if (by === 'nothing') expect([model.form.promptField, rules.models[model.id]?.realism]).toEqual([null, null])
        if (by === 'words') expect(wording.length).toBeGreaterThan(20)
        for (const [name, value] of Object.entries(parameters)) {
          const rule = model.parameters[name]
          expect(rule === undefined ? 'not there' : problemOf(value, rule)).toBeNull()
        }
      }
      expect(new Set(told.map(({ by }) => by)).size).toBe(1)
    },
  )

  it.each(models.map((model) => [model.id, model] as const))(
    '%s takes what it is asked, at every level and for every part of the body',
    (_, model) => {
      for (const realism of [1, 3, 5]) {
        for (const type of ['t-shirt', 'trousers', 'dress'] as const) {
          const shown = { ...pictures(), garments: [{ garmentId: id('1'), type }] }
          const { request } = composeTry(options({ realism }), {
            model,
            rules,
            template,
            pictures: shown,
            index: 2,
            faults: ['print-lost'],
          })
          expect(() => checkRequest(model, { ...request, parameters: request.choice.parameters })).not.toThrow()
        }
      }
    },
  )

  it('every rule is of a model that is there', () => {
    expect(Object.keys(rules.models).filter((name) => models.every((model) => model.id !== name))).toEqual([])
  })

  it('names pictures in the order in which the model counts them', () => {
    const { request } = composed('fal:nano-banana-2-edit')
    expect(request.inputs.map(({ role }) => role)).toEqual(['draft', 'person', 'garment'])
    expect(request.prompt.split('\n')[0]).toMatch(
      /^Picture 1 is a rough draft.*Picture 2 is the photograph.*Picture 3 is the t-shirt itself\.$/,
    )
  })

  it('goes without the person where there is no room, and says so', () => {
    const { request, unseen } = composed('runway:gen4-image', {}, { pictures: pictures(2) })
    expect([request.inputs.map(({ role }) => role), unseen]).toEqual([['draft', 'garment', 'garment'], ['person']])
  })

  it('has another seed and names what went wrong each time; models without a seed have none', () => {
    const again = composed('fal:nano-banana-2-edit', { seed: 5 }, { index: 2, faults: ['print-mirrored', 'hem-shorter'] })
    expect(again.request.choice.parameters).toMatchObject({ seed: 7 })
    expect(again.request.prompt).toContain('the print was mirrored')
    expect(again.request.prompt).toContain('ended too high')
    expect(composed('fal:kling-try-on-1.5').seed).toBeNull()
    expect(wordCorrections([])).toBe('')
  })

  it('makes one picture at a time, whatever is asked', () => {
    const more = { choice: { model: 'fal:any', parameters: { num_images: 4, resolution: '2K' } } }
    expect(composed('fal:nano-banana-2-edit', more).request.choice.parameters).toMatchObject({ num_images: 1, resolution: '2K' })
  })

  it('sends a person’s own prompt as it is, and later ones with what went wrong', () => {
    const more = { wish: { text: 'dress her in this', encoder: 'off' } }
    expect(composed('fal:nano-banana-2-edit', more).request.prompt).toBe('dress her in this')
    const again = composed('fal:nano-banana-2-edit', more, { index: 1, faults: ['print-lost'] })
    expect(again.request.prompt).toMatch(/^dress her in this\nIn an earlier attempt the print was missing/)
  })

  it('is refused for a model that makes no finals', () => {
    expect(() => composed('fal:flux-schnell')).toThrow(expect.objectContaining({ code: 'provider.bad-request' }))
    expect(() => composed('local:draft')).toThrow(expect.objectContaining({ code: 'provider.bad-request' }))
  })
})

const report = (...measures: Partial<TruthMeasure>[]) =>
  truthReport.parse({
    verdict: 'kept',
    garment: { type: 't-shirt', kind: 'flat' },
    measures: measures.map((one) => ({
      measure: 'colour',
      value: null,
      confidence: 1,
      sentence: 'colour-kept',
      text: '',
      verdict: 'kept',
      ...one,
    })),
  })

describe('a judged final', () => {
  it('is good where all is kept, and not where one thing changed, whatever the threshold', () => {
    expect(judgeFinal([report({}, {})], { problem: null, threshold: 1 })).toEqual({ score: 1, verdict: 'ok', faults: [] })
    const changed = judgeFinal([report({}, {}, { verdict: 'changed', sentence: 'print-lost' })], { problem: null, threshold: 0 })
    expect(changed).toEqual({ score: 0.67, verdict: 'below-threshold', faults: ['print-lost'] })
  })

  it('is as good as its worst garment, and half of it where it shows another scene', () => {
    const good = report({})
    const doubtful = report({ verdict: 'doubtful', sentence: 'hem-shorter' })
    expect(judgeFinal([good, doubtful], { problem: null, threshold: 0.6 })).toMatchObject({
      score: 0.7,
      verdict: 'ok',
      faults: ['hem-shorter'],
    })
    expect(judgeFinal([good], { problem: 'not-alike', threshold: 0.4 })).toMatchObject({
      score: 0.5,
      verdict: 'below-threshold',
      faults: ['not-alike'],
    })
  })

  it('is neither good nor bad where nothing can be told', () => {
    expect(judgeFinal([report({ verdict: 'unknown' })], { problem: 'nobody', threshold: 0.7 })).toMatchObject({
      score: 0.75,
      verdict: 'ok',
    })
  })

  it('looks at the outermost garment of each half', () => {
    expect(judgedGarments(['t-shirt', 'jacket', 'trousers'])).toEqual([1, 2])
    expect(judgedGarments(['dress', 'coat'])).toEqual([1])
    expect(judgedGarments(['auto'])).toEqual([0])
  })
})
