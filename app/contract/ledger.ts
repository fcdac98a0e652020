import { z } from 'zod'
import { jobId } from '../domain/ids.ts'
import { spendCap } from '../domain/money/cap.ts'
import { microUsd } from '../domain/money/money.ts'
import { calendarDay, ledgerEntry } from '../domain/money/submission.ts'
import { procedure } from './define.ts'

/** Days, both included; today where they are left out. */
const span = z.object({ from: calendarDay.optional(), to: calendarDay.optional() })

const spend = z.object({ micros: microUsd, openMicros: microUsd, submissions: z.int() })
const lines = z.array(spend.extend({ key: z.string().nullable() }))

/** A limit by its side, its subject and its period. Null takes it away. */
const capChange = z.object({
  scope: z.enum(['all', 'brand', 'provider', 'job']),
  subject: z.string().min(1).max(200).nullable().default(null),
  period: z.enum(['day', 'month', 'ever']),
  micros: microUsd.nullable(),
})

/** What was spent, and how much may be. Amounts are millionths of a US dollar; days are those of `zone`. */
export const ledgerContract = {
  'ledger.summary': procedure({
    kind: 'query',
    summary: 'Sums up spending by day, service, model, brand and job.',
    input: span,
    output: z.object({
      from: calendarDay,
      to: calendarDay,
      zone: z.string(),
      all: spend,
      byDay: lines,
      byProvider: lines,
      byModel: lines,
      byBrand: lines,
      byJob: lines,
    }),
    errors: [],
  }),
  'ledger.entries': procedure({
    kind: 'query',
    summary: 'Lists what was sent to services for money, newest first.',
    input: span.extend({ jobId: jobId.optional(), limit: z.int().min(1).max(1000).default(100), cursor: z.string().max(40).optional() }),
    output: z.object({ entries: z.array(ledgerEntry), nextCursor: z.string().nullable() }),
    errors: ['request.invalid'],
  }),
  'ledger.csv': procedure({
    kind: 'query',
    summary: 'Gives the ledger as CSV, safe to open in a spreadsheet.',
    input: span,
    output: z.object({ csv: z.string(), entries: z.int() }),
    errors: [],
  }),
  'caps.get': procedure({
    kind: 'query',
    summary: 'Lists the limits on spending.',
    input: z.object({}),
    output: z.object({ caps: z.array(spendCap), day: calendarDay, zone: z.string() }),
    errors: [],
  }),
  'caps.set': procedure({
    kind: 'mutation',
    summary: 'Sets a limit on spending, or takes it away.',
    input: capChange,
    output: z.object({ caps: z.array(spendCap) }),
    errors: ['request.invalid', 'storage.full', 'storage.failed'],
  }),
} as const
