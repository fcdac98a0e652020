import type { CloudModel } from '../../app/domain/cloud/model.ts'
import { nameOf } from '../../app/domain/cloud/price.ts'

export interface Ability {
  readonly ability: 'pictures' | 'seed' | 'large' | 'several' | 'negative' | 'trained'
  /** How many, where it is about a number. */
  readonly count: number
}

/** What a model can beyond making a picture, from its entry in the registry. */
export function abilitiesOf(model: CloudModel): readonly Ability[] {
  const { form, parameters } = model
  const pictures = form.maxInputs ?? form.inputs.reduce((sum, { max }) => sum + max, 0)
  const count = nameOf(model, 'count')
  const resolution = nameOf(model, 'resolution')
  const sizes = resolution === undefined ? undefined : parameters[resolution]
  const isLarge = sizes?.type === 'string' && sizes.enum?.some((size) => /^4k$/i.test(size)) === true
  const several = count === undefined ? undefined : parameters[count]
  const most = several?.type === 'integer' ? (several.maximum ?? 1) : 1
  return [
    ...(pictures > 1 ? [{ ability: 'pictures', count: pictures } as const] : []),
    ...(isLarge ? [{ ability: 'large', count: 4 } as const] : []),
    ...(most > 1 ? [{ ability: 'several', count: most } as const] : []),
    ...(nameOf(model, 'seed') === undefined ? [] : [{ ability: 'seed', count: 1 } as const]),
    ...(form.negativeField === null ? [] : [{ ability: 'negative', count: 1 } as const]),
    ...(Object.values(parameters).some(({ type }) => type === 'loras') ? [{ ability: 'trained', count: 1 } as const] : []),
  ]
}
