import type { CloudModel } from '../../../app/domain/cloud/model.ts'
import type { InputRole } from '../../../app/domain/cloud/tasks.ts'
import type { Reference } from '../create-store.ts'

/**
 * The pictures under roles that a model knows. A role that it does not know is a plain picture to it.
 *
 * @returns null where it takes no such pictures, or not as many.
 */
export function fitInputs({ form }: Pick<CloudModel, 'form'>, inputs: readonly Reference[]): readonly Reference[] | null {
  const knows = (role: InputRole): boolean => form.inputs.some((slot) => slot.role === role)
  const fitted = inputs.map((input) => (knows(input.role) ? input : { ...input, role: 'image' as const }))
  if (fitted.some(({ role }) => !knows(role))) return null
  if (form.maxInputs !== undefined && fitted.length > form.maxInputs) return null
  return form.inputs.every(({ role, max }) => fitted.filter((input) => input.role === role).length <= max) ? fitted : null
}

/** Whether a model still lacks a picture. */
export function lacksInput({ form }: Pick<CloudModel, 'form'>, inputs: readonly Reference[]): boolean {
  return inputs.length < form.minInputs || form.inputs.some(({ role, min }) => inputs.filter((input) => input.role === role).length < min)
}
