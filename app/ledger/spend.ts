import { z } from 'zod'
import type { Db } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { StudioError } from '../domain/errors.ts'
import { microUsd } from '../domain/money/money.ts'
import type { LedgerEntry } from '../domain/money/submission.ts'
import { entryOf, SUBMISSION_COLUMNS, submissionOf } from './submission-rows.ts'

/** What spending can be told apart by. */
export const SPEND_GROUPS = ['day', 'provider', 'model', 'brand', 'job'] as const
export type SpendGroup = (typeof SPEND_GROUPS)[number]

/** Spending under one key: the day, the provider, and so on; null for entries without a brand. */
const spendLine = z.object({
  key: z.string().nullable(),
  /** What counts against limits, open reserves among it. */
  micros: microUsd,
  /** Of that, what is reserved for work that is under way or whose outcome is unknown. */
  openMicros: microUsd,
  submissions: z.int(),
})
export type SpendLine = z.output<typeof spendLine>

/** A span of days, both included. */
export interface SpendSpan {
  readonly from: string
  readonly to: string
}

const COLUMNS = { day: 'day', provider: 'provider', model: 'model', brand: 'brand', job: 'job_id' } as const satisfies Record<
  SpendGroup,
  string
>

/** Spending in a span of days by one of its sides, the most first; by day in the order of days. */
export function spendBy(db: Db, group: SpendGroup, span: SpendSpan): SpendLine[] {
  const sql = /* sql */ `
    SELECT ${COLUMNS[group]} AS key, sum(charge) AS micros, count(*) AS submissions,
      sum(CASE WHEN state IN ('intended', 'accepted', 'unknown') THEN charge ELSE 0 END) AS openMicros
    FROM submissions WHERE day BETWEEN :from AND :to
    GROUP BY ${COLUMNS[group]} ORDER BY ${group === 'day' ? 'key' : 'micros DESC, key'}`
  return statement<SpendSpan, unknown>(db, sql)
    .all(span)
    .map((row) => spendLine.parse(row))
}

/** All spending in a span of days. */
export function spendIn(db: Db, span: SpendSpan): Omit<SpendLine, 'key'> {
  const sql = /* sql */ `
    SELECT NULL AS key, coalesce(sum(charge), 0) AS micros, count(*) AS submissions,
      coalesce(sum(CASE WHEN state IN ('intended', 'accepted', 'unknown') THEN charge ELSE 0 END), 0) AS openMicros
    FROM submissions WHERE day BETWEEN :from AND :to`
  const { key: _key, ...all } = spendLine.parse(statement<SpendSpan, unknown>(db, sql).get(span))
  return all
}

export interface EntryFilter extends SpendSpan {
  readonly jobId?: string
  readonly cursor?: string
  /** 1..1000. */
  readonly limit: number
}

/** Entries of the ledger, newest first. `nextCursor` is null on the last page. @throws StudioError `request.invalid` for a foreign cursor */
export function listEntries(db: Db, filter: EntryFilter): { readonly entries: LedgerEntry[]; readonly nextCursor: string | null } {
  const { from, to, jobId = null, cursor, limit } = filter
  const sql = /* sql */ `
    SELECT row, ${SUBMISSION_COLUMNS} FROM submissions
    WHERE row < :before AND day BETWEEN :from AND :to AND (:jobId IS NULL OR job_id = :jobId)
    ORDER BY row DESC LIMIT :limit`
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : readCursor(cursor)
  const rows = statement<Record<string, string | number | null>, { row: number }>(db, sql).all({
    before,
    from,
    to,
    jobId,
    limit: limit + 1,
  })
  const page = rows.slice(0, limit)
  return { entries: page.map((row) => entryOf(submissionOf(row))), nextCursor: rows.length > limit ? String(page.at(-1)?.row) : null }
}

function readCursor(text: string): number {
  if (!/^\d{1,15}$/.test(text))
    throw new StudioError('request.invalid', 'The cursor is not one of this list', { details: { at: 'cursor' } })
  return Number(text)
}
