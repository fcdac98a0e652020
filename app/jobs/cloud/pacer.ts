import type { ProviderFacts } from '../../domain/cloud/model.ts'
import type { ProviderId } from '../../domain/cloud/tasks.ts'
import { NO_TRAFFIC, slowedDown, started, type Traffic, waitFor } from '../../providers/rate-gate.ts'

/** Keeps requests to each service as far apart as it wants them. One in the core, for all jobs. */
export interface Pacer {
  /** Takes a turn, and gives 0; or takes none and gives the milliseconds until there is one. */
  take(provider: ProviderId, facts: Pick<ProviderFacts, 'concurrency' | 'requestsPerMinute'>): number
  /** The service said that it is asked too often, and perhaps when to come back: nobody has a turn before. */
  slowDown(provider: ProviderId, retryAfterMs: number | undefined): void
}

/** How many run at once is counted by the queue, whose slots outlive the process; this counts the last minute. */
export function createPacer(now: () => number): Pacer {
  const traffic = new Map<ProviderId, Traffic>()
  const of = (provider: ProviderId): Traffic => ({ ...(traffic.get(provider) ?? NO_TRAFFIC), running: 0 })
  return {
    take(provider, facts) {
      const waitMs = waitFor(of(provider), { facts, now: now() }) ?? 0
      if (waitMs === 0) traffic.set(provider, started(of(provider), now()))
      return waitMs
    },
    slowDown: (provider, retryAfterMs) => void traffic.set(provider, slowedDown(of(provider), { retryAfterMs, now: now() })),
  }
}
