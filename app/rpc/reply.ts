import type { StudioErrorShape } from '../domain/errors.ts'

/** What every call answers, over every transport. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: StudioErrorShape }
