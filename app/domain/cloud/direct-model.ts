import { DIALECTS, type Dialect } from '../director/dialects.ts'
import type { Direction } from '../director/direction.ts'
import { type OwnWords, type Told, translate } from '../director/translate.ts'
import { StudioError } from '../errors.ts'
import type { JsonValue } from '../json.ts'
import type { CloudModel } from './model.ts'

/** A direction as a model is asked for it: prompts apart, everything else under the service's own names. */
export interface Directed {
  readonly prompt: string
  readonly negativePrompt: string
  readonly parameters: Readonly<Record<string, JsonValue>>
  readonly told: readonly Told[]
}

/**
 * Says a direction to a model of the registry, in its dialect.
 *
 * @throws StudioError `provider.bad-request` for a model that makes no clips by direction.
 * @public for paid jobs
 */
export function directModel(model: CloudModel, direction: Direction, own: OwnWords = {}): Directed {
  const dialects: Readonly<Record<string, Dialect>> = DIALECTS
  const dialect = model.dialect === undefined ? undefined : dialects[model.dialect]
  if (dialect === undefined) {
    throw new StudioError('provider.bad-request', `${model.label} takes no direction`, { details: { model: model.id, field: 'direction' } })
  }
  const { parameters, prompt, negativePrompt, told } = translate(direction, dialect, own)
  const apart = [dialect.promptField, dialect.negativeField]
  return {
    prompt,
    negativePrompt,
    told,
    parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => !apart.includes(name))),
  }
}
