import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Encoded, encodePrompt, type PromptLimits } from '../../../app/domain/prompting/encode.ts'
import { encodeWish, promptLimitsOf, promptWish } from '../../../app/domain/prompting/encode-request.ts'
import { listNegatives } from '../../../app/domain/prompting/negatives.ts'
import { templateId } from '../../../app/domain/prompting/prompt-texts.ts'
import { SHOOT_NAMES } from '../../../app/domain/prompting/shoot.ts'
import { STYLES, styleId } from '../../../app/domain/prompting/styles.ts'
import { parseTemplate } from '../../../app/domain/prompting/template.ts'
import { VOCABULARY } from '../../../app/domain/prompting/vocabulary.ts'
import { builtInPrompt } from '../../../app/prompting/built-in-prompts.ts'
import { registry } from '../../support/cloud.ts'

const MAKE = builtInPrompt('make').text
const roomy: PromptLimits = { mostPrompt: 8_000, takesPrompt: true, takesNegative: false }

const wishes = fc.record({
  text: fc.string({ maxLength: 300 }),
  negative: fc
    .array(fc.constantFrom('hats', 'rain', 'Blur', 'logo', 'text, border', 'hats'), { maxLength: 5 })
    .map((terms) => terms.join(', ')),
  style: fc.option(fc.constantFrom(...styleId.options)),
  shoot: fc.record(
    { lighting: fc.constantFrom('softbox', 'low-key'), pose: fc.constantFrom('walking', 'back'), lens: fc.constant('85mm') },
    { requiredKeys: [] },
  ),
  brand: fc.record({ prompt: fc.string({ maxLength: 80 }), negativePrompt: fc.constantFrom('', 'neon', 'neon, hats') }),
  encoder: fc.constantFrom('on', 'off'),
})
const limitsOf = fc.record({ mostPrompt: fc.integer({ min: 20, max: 900 }), takesPrompt: fc.boolean(), takesNegative: fc.boolean() })

/** In the field, in the prompt and said to be there, or said to be lost. */
const whereIs = ({ prompt, negativePrompt, notes }: Encoded, term: string): boolean => {
  const said = notes.find(({ code, text }) => (code === 'negative-lost' || code === 'negative-worded') && text === term)
  return negativePrompt.split(', ').includes(term) || said?.code === 'negative-lost' || (said !== undefined && prompt.includes(term))
}

describe('the encoder', () => {
  it('says the same of the same wish, within the limit, and loses nothing in silence', () => {
    fc.assert(
      fc.property(wishes, limitsOf, (asked, limits) => {
        const wish = promptWish.parse(asked)
        const made = encodeWish(wish, { template: MAKE, limits })
        expect(encodeWish(wish, { template: MAKE, limits })).toEqual(made)
        expect(made.prompt.length).toBeLessThanOrEqual(limits.mostPrompt)
        if (!limits.takesNegative) expect(made.negativePrompt).toBe('')
        const isOn = wish.encoder === 'on'
        const style = isOn && wish.style !== null ? STYLES[wish.style].negatives : []
        const told = listNegatives({ own: wish.negative, brand: isOn ? wish.brand.negativePrompt : '', style })
        for (const term of told) expect(whereIs(made, term)).toBe(true)
      }),
    )
  })

  it('keeps what matters most: a person’s text before their style, their no before that of a style', () => {
    const wish = promptWish.parse({ text: 'a red coat on a bridge', negative: 'hats', style: 'cinematic', shoot: { lens: '85mm' } })
    const short = encodeWish(wish, { template: MAKE, limits: { ...roomy, mostPrompt: 45 } })
    expect(short.prompt).toBe('a red coat on a bridge.\nAvoid: hats.')
    expect(short.notes.filter(({ code }) => code === 'left-out').map(({ text }) => text)).toContain('The camera: 85 mm lens.')
    expect(short.notes.filter(({ code }) => code === 'negative-lost').map(({ text }) => text)).toEqual([...STYLES.cinematic.negatives])
  })

  it('cuts a text that alone is too long between words, and says what was cut', () => {
    const { prompt, notes } = encodePrompt({
      template: MAKE,
      values: { text: 'one two three four' },
      negatives: { own: '', brand: '', style: [] },
      limits: { ...roomy, mostPrompt: 10 },
    })
    expect([prompt, notes.find(({ code }) => code === 'text-cut')?.text]).toEqual(['one two', 'three four.'])
  })

  it('lets the text through as it is when it is off, and still says no', () => {
    const wish = promptWish.parse({ text: '  raw {text} ', style: 'minimal', negative: 'hats', encoder: 'off' })
    expect(encodeWish(wish, { template: MAKE, limits: { ...roomy, takesNegative: true } })).toEqual({
      prompt: 'raw {text}',
      negativePrompt: 'hats',
      notes: [{ code: 'off', text: '' }],
    })
  })

  it('tells a model without words nothing, and says so', () => {
    const { model } = registry.resolve('fal:kling-try-on-1.5')
    const wish = promptWish.parse({ text: 'tucked in', negative: 'hats' })
    expect(encodeWish(wish, { template: MAKE, limits: promptLimitsOf(model) })).toEqual({
      prompt: '',
      negativePrompt: '',
      notes: [
        { code: 'no-prompt', text: 'tucked in' },
        { code: 'negative-lost', text: 'hats' },
      ],
    })
  })

  it('words every choice of a shoot', () => {
    for (const [name, options] of Object.entries(VOCABULARY)) {
      for (const [option, wording] of Object.entries(options)) {
        const wish = promptWish.parse({ text: 'a', shoot: { [name]: option } })
        expect(encodeWish(wish, { template: MAKE, limits: roomy }).prompt).toContain(wording)
      }
    }
    expect(Object.keys(VOCABULARY).sort()).toEqual([...SHOOT_NAMES].sort())
  })
})

describe('texts of prompts', () => {
  it('come with the program for every kind, and can all be read', () => {
    for (const id of templateId.options) expect(parseTemplate(builtInPrompt(id).text).length).toBeGreaterThan(2)
  })

  it.each([
    ['a {nonsense}', 1, 'knows no {nonsense}'],
    ['{text}\n\n[3] {garment} {other}', 3, 'knows no {other}'],
    ['# only a remark', 1, 'says nothing'],
  ])('%j is refused', (text, line, problem) => {
    expect(() => parseTemplate(text)).toThrow(expect.objectContaining({ code: 'request.invalid', details: { line, problem } }))
  })

  it('at least eight styles are there, each with what it is not', () => {
    expect(styleId.options.length).toBeGreaterThanOrEqual(8)
    for (const style of Object.values(STYLES)) expect([style.wording.length > 20, style.negatives.length > 1]).toEqual([true, true])
  })
})
