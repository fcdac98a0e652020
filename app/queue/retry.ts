import type { StudioError } from '../domain/errors.ts'

/** Longest pause between two tries that nobody has asked for. */
export const MAX_BACKOFF_MS = 300_000

/**
 * When the next try may start: a random time in 0..min(2^attempts, 300) s from now (full jitter: many jobs that failed
 * together do not come back together). A service that said when to come back (`details.retryAfterMs`) is obeyed instead.
 *
 * @param attempts tries so far, from 1. @param random gives 0..1.
 * @returns milliseconds since 1970.
 */
export function nextRunAt(options: {
  readonly attempts: number
  readonly now: number
  readonly random: () => number
  readonly retryAfterMs: number | undefined
}): number {
  const { attempts, now, random, retryAfterMs } = options
  if (retryAfterMs !== undefined) return now + retryAfterMs
  // Above 2^9 the cap holds; the exponent is capped too, so that many attempts cannot overflow.
  const capMs = Math.min(2 ** Math.min(attempts, 20) * 1000, MAX_BACKOFF_MS)
  return now + Math.floor(random() * capMs)
}

/** Whether the queue may try again by itself: the code says so and tries are left. */
export function mayRetry(error: StudioError, tries: { readonly attempts: number; readonly maxAttempts: number }): boolean {
  return error.retryable && tries.attempts < tries.maxAttempts
}

/** The pause a service has asked for, in milliseconds, where it is a sensible number (at most a day). */
export function retryAfterOf(error: StudioError): number | undefined {
  const asked = error.details['retryAfterMs']
  if (typeof asked !== 'number' || !Number.isFinite(asked) || asked < 0) return undefined
  return Math.min(asked, 86_400_000)
}
