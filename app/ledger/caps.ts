import type { Db } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { StudioError } from '../domain/errors.ts'
import { type CapKey, type SpendCap, spendCap } from '../domain/money/cap.ts'
import { monthStart } from '../domain/money/day.ts'
import { type MicroUsd, microUsd } from '../domain/money/money.ts'

/** What wants to be reserved, as far as limits care. */
export interface Reservation {
  readonly jobId: string
  readonly provider: string
  readonly brand: string | null
  readonly day: string
  readonly reserve: MicroUsd
  /** The most that this job may cost in all; null without such a limit. */
  readonly jobLimit: MicroUsd | null
  /** The evening it belongs to, and what that may cost in all. */
  readonly night: { readonly day: string; readonly limit: MicroUsd } | null
}

export function listCaps(db: Db): SpendCap[] {
  const sql = /* sql */ `SELECT scope, nullif(subject, '') AS subject, period, micros FROM caps ORDER BY scope, subject, period`
  return statement<[], unknown>(db, sql)
    .all()
    .map((row) => spendCap.parse(row))
}

/** Sets a limit, or takes it away with null. Call it in a transaction. */
export function writeCap(db: Db, key: CapKey, micros: MicroUsd | null): void {
  const row = { scope: key.scope, subject: key.subject ?? '', period: key.period }
  if (micros === null) {
    statement(db, /* sql */ 'DELETE FROM caps WHERE scope = :scope AND subject = :subject AND period = :period').run(row)
    return
  }
  statement(
    db,
    /* sql */ `INSERT INTO caps (scope, subject, period, micros) VALUES (:scope, :subject, :period, :micros)
      ON CONFLICT (scope, subject, period) DO UPDATE SET micros = excluded.micros`,
  ).run({ ...row, micros })
}

/**
 * Looks whether a reserve fits under every limit. In one transaction with the row that reserves, so that jobs at the same time cannot
 * pass a limit together.
 *
 * @throws StudioError `money.cap-reached` with the limit, what counts against it, and what was asked for, in micro-dollars
 */
export function checkCaps(db: Db, wanted: Reservation): void {
  for (const cap of listCaps(db)) {
    if (!concerns(cap, wanted)) continue
    refuseAbove(cap.micros, spentUnder(db, cap, wanted), { wanted, scope: cap.scope, period: cap.period })
  }
  if (wanted.jobLimit !== null) refuseAbove(wanted.jobLimit, spentBy(db, 'job', wanted), { wanted, scope: 'job', period: 'ever' })
  if (wanted.night !== null) refuseAbove(wanted.night.limit, spentAtNight(db, wanted.night.day), { wanted, scope: 'night', period: 'day' })
}

function concerns({ scope, subject }: SpendCap, { provider, brand }: Reservation): boolean {
  if (scope === 'provider') return subject === null || subject === provider
  if (scope === 'brand') return brand !== null && (subject === null || subject === brand)
  return true
}

function spentUnder(db: Db, cap: SpendCap, wanted: Reservation): number {
  if (cap.scope === 'job') return spentBy(db, 'job', wanted)
  const from = cap.period === 'month' ? monthStart(wanted.day) : wanted.day
  return spentBy(db, cap.scope, { ...wanted, from })
}

const SUMS = {
  all: /* sql */ 'SELECT coalesce(sum(charge), 0) AS micros FROM submissions WHERE day BETWEEN :from AND :day',
  provider:
    /* sql */ 'SELECT coalesce(sum(charge), 0) AS micros FROM submissions WHERE day BETWEEN :from AND :day AND provider = :provider',
  brand: /* sql */ 'SELECT coalesce(sum(charge), 0) AS micros FROM submissions WHERE day BETWEEN :from AND :day AND brand = :brand',
  job: /* sql */ 'SELECT coalesce(sum(charge), 0) AS micros FROM submissions WHERE job_id = :jobId',
} as const

function spentBy(db: Db, scope: SpendCap['scope'], of: Reservation & { readonly from?: string }): number {
  const { from = of.day, day, provider, brand, jobId } = of
  return (
    statement<Record<string, string | null>, { micros: number }>(db, SUMS[scope]).get({ from, day, provider, brand, jobId })?.micros ?? 0
  )
}

function spentAtNight(db: Db, night: string): number {
  const sql = /* sql */ 'SELECT coalesce(sum(charge), 0) AS micros FROM submissions WHERE night = :night'
  return statement<{ night: string }, { micros: number }>(db, sql).get({ night })?.micros ?? 0
}

function refuseAbove(
  limit: number,
  spent: number,
  about: { readonly wanted: Reservation; readonly scope: string; readonly period: string },
): void {
  const { wanted, scope, period } = about
  if (spent + wanted.reserve <= limit) return
  throw new StudioError('money.cap-reached', `A limit on spending is reached (${scope}, ${period})`, {
    details: { scope, period, limitMicros: microUsd.parse(limit), spentMicros: spent, wantedMicros: wanted.reserve },
  })
}
