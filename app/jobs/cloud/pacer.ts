import type { ProviderId } from '../../domain/cloud/tasks.ts'

/** Keeps requests to each service as far apart as it wants them. One in the core, for all jobs. */
export interface Pacer {
  /** Takes a turn, and gives 0; or takes none and gives the milliseconds until there is one. */
  take(provider: ProviderId, rate: { readonly requestsPerMinute: number; readonly burst: number }): number
  /** The service said when to come back: nobody has a turn before. */
  holdUntil(provider: ProviderId, at: number): void
}

/** Turns flow in evenly; a service that was left alone has `burst` of them at once (generic cell rate). */
export function createPacer(now: () => number): Pacer {
  // When the next turn would be free if none were saved up, by provider.
  const due = new Map<ProviderId, number>()
  const held = new Map<ProviderId, number>()
  return {
    take(provider, { requestsPerMinute, burst }) {
      const at = now()
      const heldMs = (held.get(provider) ?? 0) - at
      if (heldMs > 0) return heldMs
      const everyMs = 60_000 / requestsPerMinute
      const theoretical = Math.max(due.get(provider) ?? 0, at)
      const waitMs = theoretical - (burst - 1) * everyMs - at
      if (waitMs > 0) return Math.ceil(waitMs)
      due.set(provider, theoretical + everyMs)
      return 0
    },
    holdUntil: (provider, at) => void held.set(provider, Math.max(at, held.get(provider) ?? 0)),
  }
}
