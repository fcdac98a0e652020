import { join } from 'node:path'
import { z } from 'zod'
import { type Db, inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { type SpendCap, spendCap } from '../domain/money/cap.ts'
import { appendLine } from '../platform/files.ts'
import { type ReadLines, readJsonLines } from '../platform/json-lines.ts'
import { SUBMISSION_COLUMNS, submission, submissionOf } from './submission-rows.ts'

/** A line of the ledger's records: a whole submission after a change of it, or all limits. The last one counts. */
const ledgerRecord = z.discriminatedUnion('type', [
  z.object({ type: z.literal('submission'), at: z.int(), revision: z.int().positive(), submission }),
  z.object({ type: z.literal('caps'), at: z.int(), caps: z.array(spendCap) }),
])
export type LedgerRecord = z.output<typeof ledgerRecord>

const pathIn = (libraryFolder: string): string => join(libraryFolder, 'records', 'ledger.jsonl')

export async function readLedgerRecords(libraryFolder: string): Promise<ReadLines<LedgerRecord>> {
  return readJsonLines(pathIn(libraryFolder), ledgerRecord)
}

/** The ledger's precious file. What changed in the index is appended to it, fsynced. */
export interface Journal {
  /**
   * Brings the records up to the index. Resolves when every change that was committed before the call is on the disk; changes of several
   * jobs share one fsync.
   *
   * @throws StudioError `storage.full`, `storage.failed`; what was not written is written by the next call
   */
  flush(): Promise<void>
  writeCaps(caps: readonly SpendCap[]): Promise<void>
}

interface Unrecorded {
  readonly row: number
  readonly revision: number
}

/** @see Journal */
export function openJournal(db: Db, libraryFolder: string, now: () => number): Journal {
  const path = pathIn(libraryFolder)
  // Appends wait for each other: a batch that follows must not be on the disk before the one it corrects.
  let last: Promise<unknown> = Promise.resolve()
  let next: Promise<void> | undefined
  const append = async (): Promise<void> => {
    const due = unrecorded(db)
    if (due.length === 0) return
    const lines = due.map(({ raw, revision }): LedgerRecord => ({ type: 'submission', at: now(), revision, submission: submissionOf(raw) }))
    await appendLine(path, lines.map((line) => JSON.stringify(line)).join('\n'))
    markRecorded(db, due)
  }
  const after = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work)
    last = done.catch(() => undefined)
    return done
  }
  return {
    flush() {
      // One that waits to begin will see this change too.
      next ??= after(async () => {
        next = undefined
        await append()
      })
      return next
    },
    writeCaps: (caps) =>
      after(async () => void (await appendLine(path, JSON.stringify({ type: 'caps', at: now(), caps: [...caps] } satisfies LedgerRecord)))),
  }
}

function unrecorded(db: Db): (Unrecorded & { readonly raw: unknown })[] {
  const sql = /* sql */ `SELECT row, revision, ${SUBMISSION_COLUMNS} FROM submissions WHERE recorded < revision ORDER BY row`
  return statement<[], Unrecorded>(db, sql)
    .all()
    .map((raw) => ({ row: raw.row, revision: raw.revision, raw }))
}

function markRecorded(db: Db, rows: readonly Unrecorded[]): void {
  inTransaction(db, () => {
    const mark = statement<{ row: number; revision: number }>(
      db,
      /* sql */ 'UPDATE submissions SET recorded = :revision WHERE row = :row AND recorded < :revision',
    )
    for (const { row, revision } of rows) mark.run({ row, revision })
  })
}
