import type { z } from 'zod'
import type { ErrorCode } from '../domain/errors.ts'

/** One thing the studio can do, as a value: it can be validated, listed, documented and covered by tests. */
export interface Procedure<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly kind: 'query' | 'mutation'
  readonly summary: string
  readonly input: In
  readonly output: Out
  /** Every code the handler may throw; dispatch reports any other as `internal`. */
  readonly errors: readonly ErrorCode[]
}

export const procedure = <In extends z.ZodType, Out extends z.ZodType>(definition: Procedure<In, Out>): Procedure<In, Out> => definition

export type Contract = Readonly<Record<string, Procedure>>
export type Input<P extends Procedure> = z.input<P['input']>
export type Parsed<P extends Procedure> = z.output<P['input']>
export type Output<P extends Procedure> = z.input<P['output']>
export type Received<P extends Procedure> = z.output<P['output']>

export interface CallContext {
  readonly signal: AbortSignal
}

export type Handlers<C extends Contract> = {
  readonly [Name in keyof C]: (input: Parsed<C[Name]>, context: CallContext) => Promise<Output<C[Name]>> | Output<C[Name]>
}

export type Client<C extends Contract> = {
  readonly [Name in keyof C]: (input: Input<C[Name]>, options?: { readonly signal?: AbortSignal }) => Promise<Received<C[Name]>>
}
