import { schemaVersion } from '../db/migrate.ts'
import { type Db, inTransaction, openForReading } from '../db/open.ts'
import { StudioError } from '../domain/errors.ts'

/** What the new index gets from files; every other table comes from the old database or starts empty. */
const REBUILT_TABLES = [
  'library',
  'assets',
  'attachments',
  'intents',
  'documents',
  'document_steps',
  'document_snapshots',
  'document_versions',
  'document_hashes',
]

/** Copies the tables that no file describes, all or nothing. @throws StudioError `storage.full` */
export function carryOver(db: Db, oldPath: string): 'carried-over' | 'lost' {
  try {
    using old = openOldDatabase(oldPath)
    if (schemaVersion(old.db) !== schemaVersion(db) || old.db.pragma('integrity_check(1)', { simple: true }) !== 'ok') return 'lost'
    const sql = /* sql */ `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`
    const tables = db.prepare<[], { name: string }>(sql).all()
    inTransaction(db, () => {
      // Tables come in any order; what refers to what is checked at the end.
      db.pragma('defer_foreign_keys = ON')
      for (const { name } of tables) if (!REBUILT_TABLES.includes(name)) copyTable(old.db, db, name)
    })
    return 'carried-over'
  } catch (thrown) {
    if (thrown instanceof StudioError && thrown.code === 'storage.full') throw thrown
    // The old database cannot be read: that is why there is a rebuild. What was copied is rolled back.
    return 'lost'
  }
}

/** `name` comes from the new schema, never from outside. */
function copyTable(from: Db, to: Db, name: string): void {
  to.prepare(/* sql */ `DELETE FROM ${name}`).run()
  const columns = to.prepare<[string], { name: string }>(/* sql */ 'SELECT name FROM pragma_table_info(?)').all(name)
  const list = columns.map((column) => `"${column.name}"`).join(', ')
  const insert = to.prepare(/* sql */ `INSERT INTO ${name} (${list}) VALUES (${columns.map(() => '?').join(', ')})`)
  for (const row of from.prepare(/* sql */ `SELECT ${list} FROM ${name}`).raw().iterate()) insert.run(...(row as unknown[]))
}

/** A database to look at, closed by itself. @throws StudioError `library.damaged`, `storage.failed` */
export function openOldDatabase(path: string): Disposable & { readonly db: Db } {
  const db = openForReading(path)
  return { db, [Symbol.dispose]: () => db.close() }
}
