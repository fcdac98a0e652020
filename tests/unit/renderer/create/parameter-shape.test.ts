import { describe, expect, it } from 'vitest'
import { problemOf } from '../../../../app/domain/cloud/parameter.ts'
import { builtInRegistry } from '../../../../app/providers/registry.ts'
import { numberRange, plainName, plainValue } from '../../../../renderer/create/output/parameter-shape.ts'

describe('names and values of services, as people read them', () => {
  it.each([
    ['aspect_ratio', 'Aspect ratio'],
    ['imageSize', 'Image size'],
    ['safety-tolerance', 'Safety tolerance'],
    ['n', 'N'],
  ])('%s is %s', (name, text) => {
    expect(plainName(name)).toBe(text)
  })

  it.each([
    ['portrait_4_3', '3:4'],
    ['landscape_16_9', '16:9'],
    ['square_hd', '1:1 HD'],
    ['4:5', '4:5'],
    ['maintain_aspect', 'maintain aspect'],
  ])('%s is %s', (value, text) => {
    expect(plainValue(value)).toBe(text)
  })

  it('no two values of a parameter are read alike', () => {
    for (const { id, parameters } of builtInRegistry().models) {
      for (const [name, rule] of Object.entries(parameters)) {
        if (rule.type !== 'string' || rule.enum === undefined) continue
        expect(new Set(rule.enum.map(plainValue)).size, `${id} ${name}`).toBe(rule.enum.length)
      }
    }
  })
})

describe('the range of a number', () => {
  it('lets nobody choose what the model refuses, at both ends and a step inside', () => {
    for (const { id, parameters } of builtInRegistry().models) {
      for (const [name, rule] of Object.entries(parameters)) {
        if ((rule.type !== 'integer' && rule.type !== 'number') || rule.enum !== undefined) continue
        const { min, max, step } = numberRange(rule)
        for (const value of [min, max, ...(min + step <= max ? [min + step] : [])]) {
          expect(problemOf(value, rule), `${id} ${name} ${value}`).toBeNull()
        }
      }
    }
  })
})
