import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { StudioError } from '../domain/errors.ts'
import { storageError } from './files.ts'

/** Held by the one host that may write a library. */
export interface LibraryLock extends Disposable {
  release(): void
}

/**
 * Takes the lock of a library folder: a tiny SQLite file kept in an exclusive transaction. The operating system holds it
 * by file locks, so it dies with its process, whatever the pid; no stale lock can be left behind and none is guessed at.
 *
 * @throws StudioError `library.in-use` when another host has it; `storage.full`, `storage.failed`.
 */
export function takeLock(libraryFolder: string): LibraryLock {
  const path = join(libraryFolder, 'library.lock')
  let db: Database.Database | undefined
  try {
    mkdirSync(libraryFolder, { recursive: true })
    db = new Database(path, { timeout: 0 })
    // The content never matters; without a journal no side files appear beside the lock.
    db.pragma('journal_mode = MEMORY')
    db.exec('BEGIN EXCLUSIVE')
  } catch (thrown) {
    db?.close()
    if (thrown instanceof Database.SqliteError && thrown.code.startsWith('SQLITE_BUSY')) {
      throw new StudioError('library.in-use', 'Another window or command has this library open', { cause: thrown })
    }
    throw storageError(thrown, path)
  }
  const held = db
  const release = (): void => {
    if (held.open) held.close()
  }
  return { release, [Symbol.dispose]: release }
}
