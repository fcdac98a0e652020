import type { ErrorCode } from '../domain/errors.ts'

/** How a service has been of late. A value: whoever holds it also holds the clock. */
export type Circuit =
  | { readonly state: 'closed'; readonly failures: number }
  /** Left alone until then; each time in a row for twice as long. */
  | { readonly state: 'open'; readonly until: number; readonly times: number }
  /** One request is out to see whether it is well again. */
  | { readonly state: 'half-open'; readonly times: number }

const FAILURES_TO_OPEN = 4
const FIRST_MS = 30_000
const LONGEST_MS = 15 * 60_000

/** Failures of the service itself. A wrong key, an empty account, a refusal and a busy hour are none. */
const OF_SERVICE: ReadonlySet<ErrorCode> = new Set([
  'provider.unavailable',
  'provider.timeout',
  'provider.bad-response',
  'provider.outcome-unknown',
])

export const CLOSED: Circuit = { state: 'closed', failures: 0 }

/** Whether a request may go out now (ms since 1970), and the circuit after it went: of an open one whose time is up, one may. */
export function letThrough(
  circuit: Circuit,
  now: number,
): { readonly may: true; readonly circuit: Circuit } | { readonly may: false; readonly waitMs: number } {
  switch (circuit.state) {
    case 'closed':
      return { may: true, circuit }
    case 'half-open':
      return { may: false, waitMs: 1_000 }
    case 'open':
      return now >= circuit.until
        ? { may: true, circuit: { state: 'half-open', times: circuit.times } }
        : { may: false, waitMs: circuit.until - now }
  }
}

/** The circuit after a request ended: `code` null where it went well. What is no failure of the service shows that it answers. */
export function afterRequest(circuit: Circuit, { code, now }: { readonly code: ErrorCode | null; readonly now: number }): Circuit {
  if (code === null || !OF_SERVICE.has(code)) return CLOSED
  if (circuit.state === 'half-open') return opened(circuit.times + 1, now)
  // Requests that were under way when it opened change nothing.
  if (circuit.state === 'open') return circuit
  const failures = circuit.failures + 1
  return failures >= FAILURES_TO_OPEN ? opened(1, now) : { state: 'closed', failures }
}

function opened(times: number, now: number): Circuit {
  return { state: 'open', times, until: now + Math.min(LONGEST_MS, FIRST_MS * 2 ** (times - 1)) }
}
