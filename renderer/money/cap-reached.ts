import type { SpendCap } from '../../app/domain/money/cap.ts'

/** What counts against limits in a day or a month, by its subject; millionths of a dollar. */
export interface Spent {
  readonly all: { readonly micros: number }
  readonly byProvider: readonly { readonly key: string | null; readonly micros: number }[]
  readonly byBrand: readonly { readonly key: string | null; readonly micros: number }[]
}

export interface Wanted {
  readonly provider: string
  readonly brand: string | null
  /** The most that all of it together may cost. */
  readonly micros: number
  /** The most that one of its jobs may cost. */
  readonly jobMicros: number
}

export interface ReachedCap {
  readonly cap: SpendCap
  /** What it still lets through; never below nothing. */
  readonly leftMicros: number
  /** The service that it is about, also where the limit is one for each of them. */
  readonly provider: string
}

/** The first limit that work would pass, as the ledger judges it when the work is sent; null where it fits under all of them. */
export function reachedCap(
  caps: readonly SpendCap[],
  spent: { readonly day: Spent; readonly month: Spent },
  wanted: Wanted,
): ReachedCap | null {
  for (const cap of caps) {
    if (cap.scope === 'brand' && (wanted.brand === null || (cap.subject !== null && cap.subject !== wanted.brand))) continue
    if (cap.scope === 'provider' && cap.subject !== null && cap.subject !== wanted.provider) continue
    const leftMicros = Math.max(0, cap.micros - spentUnder(cap, spent, wanted))
    if ((cap.scope === 'job' ? wanted.jobMicros : wanted.micros) > leftMicros) return { cap, leftMicros, provider: wanted.provider }
  }
  return null
}

function spentUnder(cap: SpendCap, spent: { readonly day: Spent; readonly month: Spent }, wanted: Wanted): number {
  if (cap.scope === 'job') return 0
  const sums = spent[cap.period]
  if (cap.scope === 'all') return sums.all.micros
  const lines = cap.scope === 'provider' ? sums.byProvider : sums.byBrand
  return lines.find(({ key }) => key === (cap.scope === 'provider' ? wanted.provider : wanted.brand))?.micros ?? 0
}
