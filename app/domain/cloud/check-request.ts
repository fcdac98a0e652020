import { StudioError } from '../errors.ts'
import type { JsonValue } from '../json.ts'
import type { CloudModel } from './model.ts'
import { problemOf } from './parameter.ts'
import type { CloudTask, InputRole } from './tasks.ts'

export interface CheckedRequest {
  readonly task: CloudTask
  readonly prompt: string
  readonly parameters: Readonly<Record<string, JsonValue>>
  readonly inputs: readonly { readonly role: InputRole }[]
}

/**
 * Looks at a request before anything is sent or paid.
 *
 * @returns its parameters, with the model's defaults where it has none.
 * @throws StudioError `provider.bad-request` with `field` and `problem`, as the service would say it after a round trip.
 */
export function checkRequest(model: CloudModel, request: CheckedRequest): Record<string, JsonValue> {
  const refuse = (field: string, problem: string): never => {
    throw new StudioError('provider.bad-request', `${model.label}: ${field} ${problem}`, { details: { model: model.id, field, problem } })
  }
  if (!model.tasks.includes(request.task)) refuse('task', `cannot be ${request.task}`)
  if (request.prompt.length > model.limits.mostPrompt) refuse('prompt', `is longer than ${model.limits.mostPrompt}`)
  for (const [name, value] of Object.entries(request.parameters)) {
    const rule = model.parameters[name]
    const problem = rule === undefined ? 'is not a parameter of it' : problemOf(value, rule)
    if (problem !== null) refuse(name, problem)
  }
  checkPictures(model, request, refuse)
  const defaults = Object.entries(model.parameters).flatMap(([name, rule]) =>
    rule.type === 'loras' || rule.default === undefined ? [] : [[name, rule.default] as const],
  )
  const filled: Record<string, JsonValue> = { ...Object.fromEntries(defaults), ...request.parameters }
  for (const [name, rule] of Object.entries(model.parameters)) if (rule.isRequired && filled[name] === undefined) refuse(name, 'is missing')
  return filled
}

function checkPictures({ form }: CloudModel, { inputs }: CheckedRequest, refuse: (field: string, problem: string) => never): void {
  for (const { role, min, max } of form.inputs) {
    const count = inputs.filter((input) => input.role === role).length
    if (count < min) refuse(role, min === 1 ? 'is missing' : `needs ${min} pictures`)
    if (count > max) refuse(role, `takes at most ${max}`)
  }
  const strange = inputs.find(({ role }) => !form.inputs.some((slot) => slot.role === role))
  if (strange !== undefined) refuse(strange.role, 'is not taken')
  if (inputs.length < form.minInputs) refuse('pictures', `are fewer than ${form.minInputs}`)
  if (form.maxInputs !== undefined && inputs.length > form.maxInputs) refuse('pictures', `are more than ${form.maxInputs}`)
}
