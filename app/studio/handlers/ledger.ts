import type { Handlers } from '../../contract/define.ts'
import type { ledgerContract } from '../../contract/ledger.ts'
import { StudioError } from '../../domain/errors.ts'
import { spendCap } from '../../domain/money/cap.ts'
import { ledgerCsv } from '../../domain/money/ledger-csv.ts'
import { microUsd } from '../../domain/money/money.ts'
import type { LedgerEntry } from '../../domain/money/submission.ts'
import { listEntries, type SpendSpan, spendBy, spendIn } from '../../ledger/spend.ts'
import type { StudioContext } from './context.ts'

/** Entries of one page of the table, while CSV is made. */
const PAGE = 1_000

export function ledgerHandlers({ cloud, library }: StudioContext): Handlers<typeof ledgerContract> {
  const { ledger } = cloud.services
  const { db } = library
  const spanOf = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): SpendSpan => {
    const { day } = ledger.today()
    return { from: from ?? to ?? day, to: to ?? day }
  }
  return {
    'ledger.summary': (asked) => {
      const span = spanOf(asked)
      return {
        ...span,
        zone: ledger.today().zone,
        all: spendIn(db, span),
        byDay: spendBy(db, 'day', span),
        byProvider: spendBy(db, 'provider', span),
        byModel: spendBy(db, 'model', span),
        byBrand: spendBy(db, 'brand', span),
        byJob: spendBy(db, 'job', span),
      }
    },
    'ledger.entries': ({ limit, cursor, jobId, ...asked }) =>
      listEntries(db, {
        ...(jobId === undefined ? spanOf(asked) : { from: asked.from ?? '0000-01-01', to: asked.to ?? '9999-12-31' }),
        limit,
        ...(cursor === undefined ? {} : { cursor }),
        ...(jobId === undefined ? {} : { jobId }),
      }),
    'ledger.csv': (asked) => {
      const entries: LedgerEntry[] = []
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = listEntries(db, { ...spanOf(asked), limit: PAGE, ...(cursor === undefined ? {} : { cursor }) })
        entries.push(...page.entries)
        cursor = page.nextCursor
      }
      return { csv: ledgerCsv(entries.toReversed()), entries: entries.length }
    },
    'caps.get': () => ({ caps: ledger.caps(), ...ledger.today() }),
    'caps.set': async ({ micros, ...key }) => {
      const parsed = spendCap.safeParse({ ...key, micros: micros ?? microUsd.parse(0) })
      if (!parsed.success) throw new StudioError('request.invalid', 'There is no such limit', { details: { at: 'period' } })
      return { caps: await ledger.setCap(parsed.data, micros) }
    },
  }
}
