import { isRecord } from '../core/wire.ts'
import schemas from '../fal-schemas.json' with { type: 'json' }

interface Field {
  readonly required: boolean
  readonly type: string
  readonly enum?: readonly (string | number)[]
  readonly default?: unknown
}

interface Endpoint {
  readonly input: Readonly<Record<string, Field>>
  readonly output: Readonly<Record<string, { readonly type: string }>>
}

/** One complaint in the shape of fal, which is that of Pydantic. */
interface Complaint {
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly type: string
  readonly input?: unknown
  readonly ctx?: unknown
}

const ENDPOINTS = schemas.endpoints as unknown as Readonly<Record<string, Endpoint>>

/** Endpoints that are known here. */
export function endpointNames(): readonly string[] {
  return Object.keys(ENDPOINTS)
}

export function findEndpoint(model: string): Endpoint | undefined {
  return Object.hasOwn(ENDPOINTS, model) ? ENDPOINTS[model] : undefined
}

/** The input with the defaults of its endpoint. */
export function withDefaults({ input: fields }: Endpoint, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const defaults = Object.entries(fields).filter(([, field]) => field.default !== undefined)
  return { ...Object.fromEntries(defaults.map(([name, field]) => [name, field.default])), ...input }
}

/** What is wrong with an input; fields that the endpoint does not know are passed over, as Pydantic does. */
export function complaintsAbout({ input: fields }: Endpoint, input: unknown): readonly Complaint[] {
  if (!isRecord(input)) return [{ loc: ['body'], msg: 'Input should be a valid dictionary', type: 'dict_type', input }]
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = input[name]
    if (value === undefined || value === null)
      return field.required ? [{ loc: ['body', name], msg: 'Field required', type: 'missing', input }] : []
    return complaintOf(name, field, value)
  })
}

function complaintOf(name: string, { type, enum: options }: Field, value: unknown): readonly Complaint[] {
  const loc = ['body', name]
  if (options !== undefined && !options.some((option) => option === value)) {
    const expected = options
      .map((option) => `'${option}'`)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1')
    return [{ loc, msg: `Input should be ${expected}`, type: 'literal_error', input: value, ctx: { expected } }]
  }
  const complain = (kind: string, what: string): readonly Complaint[] => [
    { loc, msg: `Input should be a valid ${what}`, type: kind, input: value },
  ]
  if ((type === 'string' || type === 'url') && typeof value !== 'string') return complain('string_type', 'string')
  if (type === 'number' && typeof value !== 'number') return complain('float_type', 'number')
  if (type === 'boolean' && typeof value !== 'boolean') return complain('bool_type', 'boolean')
  if (type.startsWith('Array<') && !Array.isArray(value)) return complain('list_type', 'list')
  if (type === 'Array<string>' && Array.isArray(value) && value.length === 0) {
    return [{ loc, msg: 'List should have at least 1 item after validation, not 0', type: 'too_short', input: value }]
  }
  return []
}
