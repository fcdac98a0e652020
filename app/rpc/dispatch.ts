import type { Contract, Handlers } from '../contract/define.ts'
import { isAbort, StudioError } from '../domain/errors.ts'
import type { Reply } from './reply.ts'

export type Dispatch = (name: string, input: unknown, signal: AbortSignal) => Promise<Reply>

/** Told of every error that becomes data; returns a reference that a person can quote, or nothing. */
export type OnDispatchError = (name: string, error: StudioError) => string | undefined

/** Joins a contract to its handlers. The only place where input is parsed and errors become data. */
export function createDispatch<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  onError: OnDispatchError = () => undefined,
): Dispatch {
  return async (name, input, signal) => {
    try {
      signal.throwIfAborted()
      return { ok: true, value: await call(contract, handlers, name, input, signal) }
    } catch (thrown) {
      const error = isAbort(thrown, signal) ? new StudioError('job.canceled', 'The call was cancelled') : StudioError.from(thrown)
      const ref = onError(name, error)
      return { ok: false, error: { ...error.toShape(), ...(ref === undefined ? {} : { ref }) } }
    }
  }
}

async function call<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  name: string,
  input: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  const definition = Object.hasOwn(contract, name) ? contract[name] : undefined
  if (definition === undefined) throw new StudioError('request.unknown-procedure', `There is no procedure "${name}"`)
  const parsed = definition.input.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new StudioError('request.invalid', parsed.error.message, {
      details: { at: issue?.path.join('.') ?? '', problem: issue?.message ?? '' },
      cause: parsed.error,
    })
  }
  const handler = handlers[name as keyof C] as (input: unknown, context: { signal: AbortSignal }) => unknown
  try {
    return definition.output.parse(await handler(parsed.data, { signal }))
  } catch (thrown) {
    throw isAbort(thrown, signal) ? thrown : declared(definition.errors, name, StudioError.from(thrown))
  }
}

function declared(codes: readonly string[], name: string, error: StudioError): StudioError {
  if (error.code === 'internal' || codes.includes(error.code)) return error
  return new StudioError('internal', `${name} threw the undeclared code ${error.code}`, {
    cause: error,
    details: { undeclared: error.code },
  })
}
