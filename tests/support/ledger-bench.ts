import { join } from 'node:path'
import { migrate } from '../../app/db/migrate.ts'
import { type Db, openDatabase } from '../../app/db/open.ts'
import { createId, type JobId, jobId } from '../../app/domain/ids.ts'
import { microUsd } from '../../app/domain/money/money.ts'
import { type Ledger, type NewSubmission, openLedger } from '../../app/ledger/ledger.ts'
import { silentLog } from '../../app/platform/log.ts'
import { manualClock, tempFolder } from './temp-library.ts'

/** A ledger over a database and records of its own, with a clock that moves when told. */
export interface LedgerBench extends AsyncDisposable {
  readonly folder: string
  readonly path: string
  readonly db: Db
  readonly ledger: Ledger
  readonly clock: ReturnType<typeof manualClock>
  newJob(): JobId
  /** Another connection to the same database: as another process would have. */
  open(): Promise<{ readonly db: Db; readonly ledger: Ledger }>
}

export const usd = (dollars: number) => microUsd.parse(Math.round(dollars * 1e6))

/** Noon in Jerusalem, 15 March 2024. */
const NOON = Date.UTC(2024, 2, 15, 10)

export async function ledgerBench(options: { readonly zone?: () => string } = {}): Promise<LedgerBench> {
  const folder = await tempFolder()
  const path = join(folder.path, 'library.db')
  const clock = manualClock(NOON)
  const zone = options.zone ?? (() => 'Asia/Jerusalem')
  const opened: Db[] = []
  const open = async (): Promise<{ db: Db; ledger: Ledger }> => {
    const db = openDatabase(path)
    opened.push(db)
    migrate(db, { backupPath: join(folder.path, 'backup.db') })
    return { db, ledger: await openLedger({ db, libraryFolder: folder.path, clock, random: Math.random, zone, log: silentLog }) }
  }
  const { db, ledger } = await open()
  return {
    folder: folder.path,
    path,
    db,
    ledger,
    clock,
    newJob: () => jobId.parse(createId('job', clock, Math.random)),
    open,
    async [Symbol.asyncDispose]() {
      await ledger.flush().catch(() => undefined)
      for (const one of opened) if (one.open) one.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

/** A submission that asks for little; what matters to a test is given. */
export function newSubmission(wanted: Pick<NewSubmission, 'jobId'> & Partial<NewSubmission>): NewSubmission {
  return {
    provider: 'fal',
    model: 'fal:test',
    task: 'edit-image',
    brand: null,
    requestHash: '0'.repeat(64),
    reserve: usd(0.1),
    estimate: wanted.reserve ?? usd(0.1),
    jobLimit: null,
    night: null,
    ...wanted,
  }
}
