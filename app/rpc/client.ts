import type { Client, Contract } from '../contract/define.ts'
import { StudioError } from '../domain/errors.ts'
import type { Reply } from './reply.ts'

/** Carries one call to a dispatch and its reply back. A transport is this function. */
export type Send = (name: string, input: unknown, signal: AbortSignal | undefined) => Promise<Reply>

/**
 * A typed client over a transport. The contract is a type here, so neither it nor zod is bundled with the caller;
 * a failed reply is thrown as a `StudioError`.
 */
export function createClient<C extends Contract>(send: Send): Client<C> {
  const call = async (name: string, input: unknown, options: { readonly signal?: AbortSignal } = {}): Promise<unknown> => {
    const reply = await send(name, input, options.signal)
    if (reply.ok) return reply.value
    throw StudioError.fromShape(reply.error)
  }
  return new Proxy({} as Client<C>, {
    // `then` must not look callable, or awaiting a client would call it as a promise.
    get: (_target, name) =>
      name === 'then' || typeof name === 'symbol'
        ? undefined
        : (input: unknown, options?: { readonly signal?: AbortSignal }) => call(name, input, options),
  })
}
