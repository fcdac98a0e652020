import type { JsonValue } from '../domain/json.ts'
import type { ProviderInput, ProviderRequest } from './adapter.ts'

/** Bytes as an address that holds them. */
export function dataUri({ bytes, mediaType }: Pick<ProviderInput, 'bytes' | 'mediaType'>): string {
  return `data:${mediaType};base64,${base64Of(bytes)}`
}

export function base64Of(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** Where the service finds an input: an upload, or in the request itself. */
export function addressOf(input: ProviderInput): string {
  return input.remote ?? dataUri(input)
}

/** Pictures in the order of the form's slots, which is the order that prompts count them in. */
export function inputsInOrder({ form, inputs }: Pick<ProviderRequest, 'form' | 'inputs'>): ProviderInput[] {
  return form.inputs.flatMap((slot) => inputs.filter(({ role }) => role === slot.role))
}

/** A request under the service's own names, flat: what the form says is always sent, parameters, prompts, pictures. */
export function composeInput(request: ProviderRequest): Record<string, JsonValue> {
  const { form, parameters, prompt, negativePrompt } = request
  const composed: Record<string, JsonValue> = { ...form.fixed, ...parameters }
  if (form.promptField !== null && prompt !== '') composed[form.promptField] = prompt
  if (form.negativeField !== null && negativePrompt !== '') composed[form.negativeField] = negativePrompt
  for (const [field, value] of picturesOf(request)) composed[field] = value
  return composed
}

function picturesOf({ form, inputs }: ProviderRequest): Map<string, JsonValue> {
  const fields = new Map<string, JsonValue>()
  for (const slot of form.inputs) {
    const addresses = inputs.filter(({ role }) => role === slot.role).map(addressOf)
    const [first] = addresses
    if (first === undefined) continue
    const before = fields.get(slot.field)
    fields.set(slot.field, slot.isList ? [...(Array.isArray(before) ? before : []), ...addresses] : first)
  }
  return fields
}

/** A `data:` address as bytes; null for any other. */
export function bytesOfDataUri(url: string): { readonly bytes: Uint8Array; readonly mediaType: string | null } | null {
  const match = /^data:([^;,]*)(;[^,]*)?,/.exec(url)
  if (match === null) return null
  const body = url.slice(match[0].length)
  const isBase64 = /;base64$/i.test(match[2] ?? '')
  return {
    bytes: isBase64 ? Buffer.from(body, 'base64') : Buffer.from(decodeURIComponent(body)),
    mediaType: match[1] === '' ? null : (match[1] ?? null),
  }
}
