import type { ProviderStatus } from '../../../app/contract/cloud.ts'
import type { ErrorCode } from '../../../app/domain/errors.ts'

/** Where a service stands, as one word for list and head. `code` is why, where something is wrong. */
export type Standing =
  | { readonly kind: 'off' | 'no-key' | 'untested' }
  | { readonly kind: 'works'; readonly at: number }
  | { readonly kind: 'paused'; readonly code: ErrorCode; readonly at: number }
  | { readonly kind: 'wrong'; readonly code: ErrorCode; readonly at: number }

/** What matters most of a service: a hold before a bad test, a bad test before the rest. */
export function standingOf({ isOn, hasKey, pause, health }: ProviderStatus): Standing {
  if (!hasKey) return { kind: 'no-key' }
  if (!isOn) return { kind: 'off' }
  if (pause !== null) return { kind: 'paused', code: pause.code as ErrorCode, at: pause.at }
  if (health === null) return { kind: 'untested' }
  return health.error === null ? { kind: 'works', at: health.at } : { kind: 'wrong', code: health.error.code, at: health.at }
}
