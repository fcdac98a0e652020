import type { Parameter } from '../../../app/domain/cloud/parameter.ts'

type NumberRule = Extract<Parameter, { type: 'integer' | 'number' }>

/** Values to choose one of; null where any may be typed. */
export function choicesOf(rule: Extract<Parameter, { type: 'string' | 'integer' | 'number' }>): readonly (string | number)[] | null {
  return rule.enum ?? null
}

export interface NumberRange {
  readonly min: number
  readonly max: number
  readonly step: number
  readonly digits: number
  /** Both ends are the model's own, and near enough for a slider. */
  readonly isBounded: boolean
}

/** More steps than this are no slider for a hand. */
const MOST_STEPS = 1_000

/** How a number is typed and moved, by its rule. */
export function numberRange({ type, minimum, maximum, multipleOf }: NumberRule): NumberRange {
  const min = minimum ?? 0
  const max = maximum ?? 2_147_483_647
  const span = max - min
  const step = multipleOf ?? (type === 'integer' ? 1 : span <= 2 ? 0.01 : 0.1)
  return {
    min,
    max,
    step,
    digits: Number.isInteger(step) ? 0 : step >= 0.1 ? 1 : 2,
    isBounded: minimum !== undefined && maximum !== undefined && span / step <= MOST_STEPS,
  }
}

/** A service's name of a parameter as people read it: `aspect_ratio` is "Aspect ratio". */
export function plainName(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** A service's name of a value as people read it: fal's `portrait_4_3` is three wide and four high. */
export function plainValue(value: string): string {
  const [, side, large = '', small = ''] = /^(portrait|landscape)_(\d+)_(\d+)$/.exec(value) ?? []
  if (side !== undefined) return side === 'portrait' ? `${small}:${large}` : `${large}:${small}`
  if (value === 'square' || value === 'square_hd') return value === 'square' ? '1:1' : '1:1 HD'
  return value.replaceAll('_', ' ')
}
