import { z } from 'zod'
import type { JsonValue } from '../json.ts'

/** What a parameter means to the studio, so that prices, forms and the director find it under any name. */
export const parameterMeaning = z.enum(['ratio', 'resolution', 'count', 'seed', 'seconds', 'steps', 'guidance', 'width', 'height', 'scale'])
export type ParameterMeaning = z.output<typeof parameterMeaning>

const common = { meaning: parameterMeaning.optional(), isAdvanced: z.boolean().default(false), isRequired: z.boolean().default(false) }

/** One parameter of a model, in the words of JSON Schema; forms are made of it. */
export const parameter = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('string'),
    enum: z.array(z.string()).min(1).optional(),
    maxLength: z.int().positive().optional(),
    default: z.string().optional(),
    ...common,
  }),
  z.strictObject({
    type: z.enum(['integer', 'number']),
    enum: z.array(z.number()).min(1).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    multipleOf: z.number().positive().optional(),
    default: z.number().optional(),
    ...common,
  }),
  z.strictObject({ type: z.literal('boolean'), default: z.boolean().optional(), ...common }),
  /** Trained styles: an address of the weights and how much of it. */
  z.strictObject({ type: z.literal('loras'), maxItems: z.int().positive(), ...common }),
])
export type Parameter = z.output<typeof parameter>

const loras = z.array(z.strictObject({ path: z.string().min(1), scale: z.number().min(0).max(4) }))

/** What is wrong with a value of a parameter, in English; null where nothing is. */
export function problemOf(value: JsonValue, rule: Parameter): string | null {
  switch (rule.type) {
    case 'boolean':
      return typeof value === 'boolean' ? null : 'is not yes or no'
    case 'loras': {
      const parsed = loras.max(rule.maxItems).safeParse(value)
      return parsed.success ? null : `is not a list of at most ${rule.maxItems} styles`
    }
    case 'string':
      if (typeof value !== 'string') return 'is not text'
      if (rule.enum !== undefined && !rule.enum.includes(value)) return `is not one of ${rule.enum.join(', ')}`
      return rule.maxLength !== undefined && value.length > rule.maxLength ? `is longer than ${rule.maxLength}` : null
    case 'integer':
    case 'number':
      return problemOfNumber(value, rule)
  }
}

function problemOfNumber(value: JsonValue, rule: Extract<Parameter, { type: 'integer' | 'number' }>): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'is not a number'
  if (rule.type === 'integer' && !Number.isInteger(value)) return 'is not a whole number'
  if (rule.enum !== undefined && !rule.enum.includes(value)) return `is not one of ${rule.enum.join(', ')}`
  if (rule.minimum !== undefined && value < rule.minimum) return `is less than ${rule.minimum}`
  if (rule.maximum !== undefined && value > rule.maximum) return `is more than ${rule.maximum}`
  return rule.multipleOf !== undefined && value % rule.multipleOf !== 0 ? `is no multiple of ${rule.multipleOf}` : null
}
