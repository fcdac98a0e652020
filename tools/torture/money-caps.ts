import type { Db } from '../../app/db/open.ts'
import { priceOf } from '../../app/domain/cloud/price.ts'
import { mergeRegistries } from '../../app/domain/cloud/registry.ts'
import { type CapKey, spendCap } from '../../app/domain/money/cap.ts'
import { openLedger } from '../../app/ledger/ledger.ts'
import { openLibrary } from '../../app/library/open-library.ts'
import { silentLog } from '../../app/platform/log.ts'
import { builtInRegistry } from '../../app/providers/registry.ts'
import { MONEY_WISHES, type MoneyWish, quickRegistry } from './money-wishes.ts'

/** A limit, and the most that counted against it after any write, in micro-dollars. */
export interface CapPeak {
  readonly scope: string
  readonly subject: string
  readonly period: string
  readonly micros: number
  readonly peak: number
}

/** So much of what all jobs would cost is allowed: each limit is met while jobs are still waiting. */
const ALLOWED = 0.75

interface Limit {
  readonly key: CapKey
  readonly concerns: (wish: MoneyWish) => boolean
}

const LIMITS: readonly Limit[] = [
  { key: { scope: 'provider', subject: 'fal', period: 'day' }, concerns: ({ model }) => model.startsWith('fal:') },
  { key: { scope: 'provider', subject: 'together', period: 'month' }, concerns: ({ model }) => model.startsWith('together:') },
  { key: { scope: 'brand', subject: 'Süd', period: 'day' }, concerns: ({ brand }) => brand === 'Süd' },
]

/**
 * Sums what is reserved and charged under each limit inside of the transaction that wrote it: not what the studio's own check says, and no
 * sampling between which something could hide.
 */
const WATCH = /* sql */ `
  CREATE TABLE torture_peaks (scope TEXT, subject TEXT, period TEXT, micros INTEGER, peak INTEGER DEFAULT 0);
  CREATE TRIGGER torture_after_insert AFTER INSERT ON submissions BEGIN ${updateOf('new.day')} END;
  CREATE TRIGGER torture_after_update AFTER UPDATE OF charge ON submissions BEGIN ${updateOf('new.day')} END;`

function updateOf(day: string): string {
  const length = /* sql */ `CASE torture_peaks.period WHEN 'day' THEN 10 ELSE 7 END`
  return /* sql */ `UPDATE torture_peaks SET peak = max(peak, (SELECT coalesce(sum(charge), 0) FROM submissions s
    WHERE substr(s.day, 1, ${length}) = substr(${day}, 1, ${length})
      AND CASE torture_peaks.scope WHEN 'provider' THEN s.provider ELSE s.brand END = torture_peaks.subject));`
}

/** Makes the library, sets limits that `jobs` jobs will meet, and watches them from the first write on. */
export async function limitSpending(folder: string, jobs: number): Promise<void> {
  const library = await openLibrary({ folder, clock: { now: () => Date.now() }, random: Math.random })
  try {
    const ledger = await openLedger({ ...library, libraryFolder: folder, zone: () => 'UTC', log: silentLog })
    library.db.exec(WATCH)
    for (const { key, concerns } of LIMITS) {
      const cap = spendCap.parse({ ...key, micros: Math.round(ALLOWED * costOf(jobs, concerns)) })
      await ledger.setCap(key, cap.micros)
      const { scope, subject, period, micros } = cap
      const sql = /* sql */ 'INSERT INTO torture_peaks (scope, subject, period, micros) VALUES (:scope, :subject, :period, :micros)'
      library.db.prepare(sql).run({ scope, subject, period, micros })
    }
  } finally {
    library.close()
  }
}

function costOf(jobs: number, concerns: (wish: MoneyWish) => boolean): number {
  const { models } = mergeRegistries(builtInRegistry(), quickRegistry())
  const inputs = [{ widthPx: 320, heightPx: 400 }]
  let micros = 0
  for (const [index, wish] of MONEY_WISHES.entries()) {
    const model = models.find(({ id }) => id === wish.model)
    if (!concerns(wish) || model === undefined) continue
    const count = Math.floor((jobs - 1 - index) / MONEY_WISHES.length) + 1
    micros += count * priceOf(model, { parameters: {}, inputs: wish.task === 'edit-image' ? inputs : [] }).micros
  }
  return micros
}

/** @throws what SQLite throws where the watch is gone: then nothing was watched */
export function capPeaks(db: Db): CapPeak[] {
  return db.prepare<[], CapPeak>(/* sql */ 'SELECT scope, subject, period, micros, peak FROM torture_peaks').all()
}
