import type { z } from 'zod'
import type { ProviderId } from '../domain/cloud/tasks.ts'
import { StudioError } from '../domain/errors.ts'
import type { JsonValue } from '../domain/json.ts'
import type { ProviderBases } from './bases.ts'

/** What adapters are made with. */
export interface AdapterTools {
  readonly bases: ProviderBases
  /** The model to use in place of one that the service no longer has, by the service's name of it; null where the registry knows none. */
  readonly replacementOf: (provider: ProviderId, model: string) => string | null
}

/** A refusal of a model that is gone, with what to use in its place. Any other error stays what it is. */
export function withReplacement(
  thrown: unknown,
  { replacementOf }: AdapterTools,
  asked: { readonly provider: ProviderId; readonly model: string },
): unknown {
  if (!(thrown instanceof StudioError) || thrown.code !== 'provider.model-retired') return thrown
  const replacement = replacementOf(asked.provider, asked.model)
  const details = { ...thrown.details, model: asked.model, ...(replacement === null ? {} : { replacement }) }
  return new StudioError(thrown.code, thrown.message, { details, cause: thrown.cause })
}

/**
 * What an adapter kept of a submit, as it reads it after a restart or an update.
 *
 * @throws StudioError `job.payload-outdated`
 */
export function keptAs<S extends z.ZodType>(schema: S, kept: JsonValue): z.output<S> {
  const parsed = schema.safeParse(kept)
  if (parsed.success) return parsed.data
  throw new StudioError('job.payload-outdated', 'What was kept of a submit is of another version', { cause: parsed.error })
}
