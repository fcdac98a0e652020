import type { ProviderFacts } from '../domain/cloud/model.ts'

/** What one service has been asked lately. A value; times in ms since 1970. */
export interface Traffic {
  readonly running: number
  /** When the submits of the last minute went, oldest first. */
  readonly starts: readonly number[]
  /** Told to wait until then by the service. */
  readonly notBefore: number
}

const MINUTE_MS = 60_000
/** Wait where a service said "too many" and not for how long. */
const UNSAID_MS = 10_000

export const NO_TRAFFIC: Traffic = { running: 0, starts: [], notBefore: 0 }

/** How long the next submit waits: 0 to go now, null until one of those that run has ended. */
export function waitFor(
  traffic: Traffic,
  { facts, now }: { readonly facts: Pick<ProviderFacts, 'concurrency' | 'requestsPerMinute'>; readonly now: number },
): number | null {
  if (traffic.running >= facts.concurrency) return null
  const lately = traffic.starts.filter((at) => at > now - MINUTE_MS)
  const first = lately.at(-facts.requestsPerMinute)
  const byRate = lately.length < facts.requestsPerMinute || first === undefined ? 0 : first + MINUTE_MS - now
  return Math.max(0, byRate, traffic.notBefore - now)
}

export function started(traffic: Traffic, now: number): Traffic {
  return { ...traffic, running: traffic.running + 1, starts: [...traffic.starts.filter((at) => at > now - MINUTE_MS), now] }
}

export function ended(traffic: Traffic): Traffic {
  return { ...traffic, running: Math.max(0, traffic.running - 1) }
}

/** After `provider.rate-limited`; `retryAfterMs` of its details, where it has one. */
export function slowedDown(
  traffic: Traffic,
  { retryAfterMs, now }: { readonly retryAfterMs: number | undefined; readonly now: number },
): Traffic {
  return { ...traffic, notBefore: Math.max(traffic.notBefore, now + (retryAfterMs ?? UNSAID_MS)) }
}
