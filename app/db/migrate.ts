import { existsSync, rmSync } from 'node:fs'
import { StudioError } from '../domain/errors.ts'
import { library0001 } from './migrations/0001-library.ts'
import { jobs0002 } from './migrations/0002-jobs.ts'
import { memo0003 } from './migrations/0003-memo.ts'
import { gallery0004 } from './migrations/0004-gallery.ts'
import { forgottenJobs0005 } from './migrations/0005-forgotten-jobs.ts'
import { documents0006 } from './migrations/0006-documents.ts'
import { clips0007 } from './migrations/0007-clips.ts'
import { ledger0008 } from './migrations/0008-ledger.ts'
import { type Db, databaseError, inTransaction } from './open.ts'

/** One step of the schema. Never edited once released: a change is a new step. */
export interface Migration {
  readonly id: number
  readonly name: string
  readonly up: string
}

export const MIGRATIONS: readonly Migration[] = [
  library0001,
  jobs0002,
  memo0003,
  gallery0004,
  forgottenJobs0005,
  documents0006,
  clips0007,
  ledger0008,
]

/** Marks a database file as Drape's own ("Drpe"). */
export const APPLICATION_ID = 0x44727065

/**
 * Brings a database to the newest schema. Each step runs in one BEGIN IMMEDIATE with its `user_version`, so a kill leaves
 * the schema before or after a step. A database that already holds data is copied by `VACUUM INTO` first.
 *
 * @param backupPath where the copy of an older database goes; replaced when it is there from an attempt that was killed.
 * @returns the ids of the steps that ran.
 * @throws StudioError `library.too-new` for a schema of a later version; `storage.full`, `storage.failed`.
 */
export function migrate(db: Db, options: { readonly backupPath: string; readonly migrations?: readonly Migration[] }): number[] {
  const { backupPath, migrations = MIGRATIONS } = options
  const version = schemaVersion(db)
  const newest = migrations.at(-1)?.id ?? 0
  if (version > newest) {
    throw new StudioError('library.too-new', `The library has schema ${version}, this program knows ${newest}`, {
      details: { found: version, known: newest },
    })
  }
  const due = migrations.filter((migration) => migration.id > version)
  if (version > 0 && due.length > 0) backUp(db, backupPath)
  for (const migration of due) {
    inTransaction(db, () => {
      db.exec(migration.up)
      db.pragma(`application_id = ${APPLICATION_ID}`)
      db.pragma(`user_version = ${migration.id}`)
    })
  }
  return due.map((migration) => migration.id)
}

/** The schema's text, in a stable order, for the golden test and for people. */
export function dumpSchema(db: Db): string {
  const rows = db
    .prepare<[], { sql: string }>(
      /* sql */ `SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY type DESC, name`,
    )
    .all()
  const version = schemaVersion(db)
  return `-- user_version ${version}\n\n${rows.map((row) => `${row.sql.trim()};\n`).join('\n')}`
}

export function schemaVersion(db: Db): number {
  return Number(db.pragma('user_version', { simple: true }))
}

export function applicationId(db: Db): number {
  return Number(db.pragma('application_id', { simple: true }))
}

function backUp(db: Db, path: string): void {
  try {
    if (existsSync(path)) rmSync(path)
    db.prepare(/* sql */ 'VACUUM INTO :path').run({ path })
  } catch (thrown) {
    throw databaseError(thrown, path)
  }
}
