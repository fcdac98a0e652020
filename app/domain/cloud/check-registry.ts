import { DIALECTS } from '../director/dialects.ts'
import type { CloudModel, RegistryFile } from './model.ts'
import { problemOf } from './parameter.ts'

/** What a schema cannot say of a registry: names that lead nowhere, defaults that their own rule refuses. The first problem, or null. */
export function problemOfRegistry(file: RegistryFile): string | null {
  const ids = new Set<string>()
  const providers = new Set(file.providers.map(({ id }) => id))
  for (const model of file.models) {
    if (ids.has(model.id)) return `${model.id} is there twice`
    ids.add(model.id)
  }
  for (const model of file.models) {
    if (!providers.has(model.provider)) return `${model.id}: nothing is said of the service ${model.provider}`
    if (!model.id.startsWith(`${model.provider}:`)) return `${model.id}: its name begins with another service`
    if (model.replacement !== undefined && !ids.has(model.replacement))
      return `${model.id}: its replacement ${model.replacement} is not there`
    const problem = problemOfModel(model)
    if (problem !== null) return `${model.id}: ${problem}`
  }
  return null
}

function problemOfModel({ parameters, price, dialect, form }: CloudModel): string | null {
  for (const [name, rule] of Object.entries(parameters)) {
    const problem = rule.type === 'loras' || rule.default === undefined ? null : problemOf(rule.default, rule)
    if (problem !== null) return `the default of ${name} ${problem}`
  }
  if (price?.by !== undefined && parameters[price.by.parameter] === undefined)
    return `its price depends on ${price.by.parameter}, which it does not have`
  if (dialect !== undefined && !(dialect in DIALECTS)) return `the dialect ${dialect} is not known`
  const atLeast = form.inputs.reduce((sum, { min }) => sum + min, 0)
  return form.maxInputs !== undefined && form.maxInputs < Math.max(atLeast, form.minInputs) ? 'it wants more pictures than it takes' : null
}
