import type { EmulatedProvider } from './wire.ts'

/** One create that a service took. */
export interface LedgerEntry {
  readonly id: string
  /** Order of acceptance, from 1. */
  readonly sequence: number
  readonly provider: EmulatedProvider
  readonly model: string
  /** First 16 hex digits of the SHA-256 of the key. */
  readonly keyHash: string
  /** The first header that could tie a retry to its first try, as `name: value`; null where there is none. */
  readonly correlation: string | null
  readonly bodyHash: string
  /** Name of the job at the service; null where it answers at once. */
  readonly jobId: string | null
  /** What the service bills where the work ends well, in millionths of a US dollar. */
  readonly costMicros: number
  readonly outcome: 'running' | 'succeeded' | 'failed' | 'moderated' | 'canceled'
  /** What was billed in the end; null while it runs. */
  readonly chargedMicros: number | null
  /** Whether the whole result came to the client. */
  readonly isDelivered: boolean
}

export type Acceptance = Pick<LedgerEntry, 'provider' | 'model' | 'keyHash' | 'correlation' | 'bodyHash' | 'jobId' | 'costMicros'>

export interface Ledger {
  /** @returns its name in the ledger. */
  accept(acceptance: Acceptance): string
  /** Says what became of it, once; later words are not heard. */
  finish(id: string, outcome: Exclude<LedgerEntry['outcome'], 'running'>, chargedMicros: number): void
  deliver(id: string): void
  entries(): readonly LedgerEntry[]
  /** Accepted creates of one body. */
  countOf(bodyHash: string): number
  clear(): void
}

export function createLedger(): Ledger {
  const entries = new Map<string, LedgerEntry>()
  const change = (id: string, patch: Partial<LedgerEntry>): void => {
    const entry = entries.get(id)
    if (entry !== undefined) entries.set(id, { ...entry, ...patch })
  }
  const counts = new Map<string, number>()
  let sequence = 0
  return {
    accept(acceptance) {
      sequence += 1
      const id = `charge-${sequence}`
      counts.set(acceptance.bodyHash, (counts.get(acceptance.bodyHash) ?? 0) + 1)
      entries.set(id, { id, sequence, ...acceptance, outcome: 'running', chargedMicros: null, isDelivered: false })
      return id
    },
    finish(id, outcome, chargedMicros) {
      if (entries.get(id)?.outcome === 'running') change(id, { outcome, chargedMicros })
    },
    deliver: (id) => change(id, { isDelivered: true }),
    entries: () => [...entries.values()],
    countOf: (bodyHash) => counts.get(bodyHash) ?? 0,
    clear() {
      entries.clear()
      counts.clear()
    },
  }
}

/** How many creates were taken of each body. */
export function acceptedByBody(entries: readonly LedgerEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { bodyHash } of entries) counts[bodyHash] = (counts[bodyHash] ?? 0) + 1
  return counts
}
