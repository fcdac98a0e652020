import { describe, expect, it } from 'vitest'
import { DIALECT_IDS, DIALECTS } from '../../../../app/domain/director/dialects.ts'
import { direction } from '../../../../app/domain/director/direction.ts'
import { TEMPLATES, userTemplate } from '../../../../app/domain/director/templates.ts'
import { promptOf, translate } from '../../../../app/domain/director/translate.ts'
import { CONTROLS } from '../../../../app/domain/director/wording.ts'

const FULL = direction.parse({
  camera: { move: 'orbit', direction: 'left', keyframes: [] },
  light: { kind: 'sweep' },
  grain: 0.2,
  output: { seconds: 6, ratio: '4:5' },
  seed: 77,
})

describe('translators', () => {
  it.each(DIALECT_IDS)('%s is told every control once, or said not to be', (id) => {
    const withKeyframes = {
      ...FULL,
      camera: {
        ...FULL.camera,
        keyframes: [
          { at: 0, x: 0.5, y: 0.5, zoom: 1 },
          { at: 1, x: 0.6, y: 0.5, zoom: 2 },
        ],
      },
    }
    const { told, parameters, prompt } = translate(withKeyframes, DIALECTS[id])
    expect(told.map(({ control }) => control).sort()).toEqual([...CONTROLS].sort())
    expect(prompt.length).toBeLessThanOrEqual(DIALECTS[id].mostPrompt)
    expect(Object.values(parameters)).not.toContain(undefined)
    // What is said to be lost is nowhere in the parameters.
    const isLost = (control: string): boolean => told.some((one) => one.control === control && one.how === 'unsupported')
    expect(isLost('seed')).toBe(!Object.values(parameters).includes(77))
  })

  it('says seconds and shapes as each wants them', () => {
    expect(translate(FULL, DIALECTS['fal:kling-2.5-turbo']).parameters).toMatchObject({
      duration: '5',
      negative_prompt: expect.any(String),
    })
    expect(translate(FULL, DIALECTS['fal:luma-ray-2']).parameters).toMatchObject({ duration: '5s', aspect_ratio: '1:1' })
    expect(translate(FULL, DIALECTS['runway:gen4-turbo']).parameters).toMatchObject({ duration: 6, ratio: '832:1104', seed: 77 })
    expect(translate(FULL, DIALECTS['fal:seedance-1-pro']).told).toContainEqual({ control: 'ratio', how: 'nearest' })
    const locked = direction.parse({ camera: { move: 'static' } })
    expect(translate(locked, DIALECTS['fal:seedance-1-pro']).parameters).toMatchObject({ camera_fixed: true, aspect_ratio: '9:16' })
  })

  it('takes words that were edited by hand, and shortens what is too long at a word', () => {
    const own = translate(FULL, DIALECTS['fal:pika-2.2'], { prompt: 'She waits.', negativePrompt: 'rain' })
    expect(own.parameters).toMatchObject({ prompt: 'She waits.', negative_prompt: 'rain' })
    const long = translate(FULL, DIALECTS['runway:gen4-turbo'], { prompt: 'silk '.repeat(500) }).prompt
    expect(long.length).toBeLessThanOrEqual(1000)
    expect(long.endsWith('silk')).toBe(true)
  })

  it('puts every template into words', () => {
    expect(promptOf(TEMPLATES.runway)).toMatch(/dolly in.*light breeze from the left.*band of light/)
    expect(promptOf(TEMPLATES.spin)).toMatch(/orbit.*turns slightly/)
    expect(promptOf(TEMPLATES.macro)).toMatch(/zoom in/)
    expect(promptOf(TEMPLATES.spotlight)).toMatch(/dolly in.*spotlight/)
  })

  it('gives templates back as they were handed on', () => {
    const template = userTemplate.parse({ version: 1, name: 'Ours', brand: 'Nord', direction: TEMPLATES.spin })
    expect(userTemplate.parse(JSON.parse(JSON.stringify(template)))).toEqual(template)
  })
})
