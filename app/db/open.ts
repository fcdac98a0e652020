import Database from 'better-sqlite3'
import { StudioError } from '../domain/errors.ts'

/** An open SQLite database. */
export type Db = Database.Database

/**
 * Opens a database with the settings every connection must have: WAL, `synchronous=FULL` (an acknowledged row survives
 * power loss; better-sqlite3 defaults to NORMAL, which may roll back the last commits), foreign keys, a busy timeout.
 *
 * @throws StudioError `library.damaged` when the file is no database; `storage.full`, `storage.failed`.
 */
export function openDatabase(path: string): Db {
  return guard(path, () => {
    const db = new Database(path, { timeout: 5_000 })
    try {
      db.pragma('journal_mode = WAL')
      db.pragma('synchronous = FULL')
      db.pragma('foreign_keys = ON')
      db.pragma('trusted_schema = OFF')
      db.pragma('temp_store = MEMORY')
    } catch (thrown) {
      db.close()
      throw thrown
    }
    return db
  })
}

/**
 * Runs one write that may be lost in a power cut, because it can be made again; it outlives the end of the process like any other.
 * Its commit does not wait for the disk, which takes 5 ms.
 */
export function withoutSync<T>(db: Db, work: () => T): T {
  db.pragma('synchronous = NORMAL')
  try {
    return work()
  } finally {
    db.pragma('synchronous = FULL')
  }
}

/** Opens a database to look at, without changing a byte of it. @throws as `openDatabase`. */
export function openForReading(path: string): Db {
  return guard(path, () => new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 }))
}

/**
 * Runs one write transaction: BEGIN IMMEDIATE, so that it never fails half-way for want of the write lock.
 *
 * @throws what `work` throws; SQLite's own errors as `storage.full`, `library.damaged` or `storage.failed`.
 */
export function inTransaction<T>(db: Db, work: () => T): T {
  return guard(db.name, () => db.transaction(work).immediate())
}

/** SQLite's errors in the studio's words; others unchanged. */
export function databaseError(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown
  const details = { reason: thrown.code }
  const options = { details, cause: thrown }
  if (thrown.code === 'SQLITE_FULL') return new StudioError('storage.full', `No space left to write ${path}`, options)
  if (thrown.code.startsWith('SQLITE_CORRUPT') || thrown.code === 'SQLITE_NOTADB') {
    return new StudioError('library.damaged', `${path} is damaged: ${thrown.message}`, options)
  }
  return new StudioError('storage.failed', `Database error ${thrown.code}: ${thrown.message}`, options)
}

function guard<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (thrown) {
    throw databaseError(thrown, path)
  }
}
