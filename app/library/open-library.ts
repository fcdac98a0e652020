import { randomUUID } from 'node:crypto'
import { mkdir, readdir, realpath, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '../db/migrate.ts'
import { type Db, databaseError, openDatabase } from '../db/open.ts'
import { StudioError } from '../domain/errors.ts'
import type { Clock, Random } from '../domain/ids.ts'
import { type ArtifactStore, openArtifacts } from '../platform/artifacts.ts'
import { hitPoint } from '../platform/fault-points.ts'
import { storageError, sweepTemp, syncFolder } from '../platform/files.ts'
import { takeLock } from '../platform/lock.ts'
import { databaseState, type Identity, readIdentity, wasLeftOpen, writeIdentity } from './identity.ts'
import { type Recovery, recoverIntents } from './keep-file.ts'
import { databasePath, identityPath, PRECIOUS_FOLDERS, tempFolder } from './layout.ts'

/** An open library. The functions of this folder take it as their first argument; close it when the host stops. */
export interface Library extends Disposable {
  /** Absolute, symbolic links resolved. */
  readonly folder: string
  readonly id: string
  readonly db: Db
  readonly artifacts: ArtifactStore
  readonly clock: Clock
  readonly random: Random
  /** Runs work that moves files, one at a time: names are chosen and taken without another in between. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T>
  /** What the start had to clean up after a crash. */
  readonly recovery: Recovery
  close(): void
}

export interface OpenOptions {
  readonly folder: string
  readonly clock: Clock
  readonly random: Random
  readonly artifactCacheBytes?: number
}

/**
 * Opens the library of a folder, or makes a new one where there is none; takes its lock, migrates the index, sweeps what
 * unfinished writes left and finishes or undoes half-done file moves.
 *
 * A damaged, emptied or foreign database is never replaced: the error says so, the file stays where it is.
 *
 * @throws StudioError `library.in-use`, `library.damaged`, `library.foreign`, `library.too-new`, `storage.full`, `storage.failed`
 */
export async function openLibrary(options: OpenOptions): Promise<Library> {
  const folder = await prepareFolder(options.folder)
  const lock = takeLock(folder)
  let db: Db | undefined
  try {
    const swept = await sweepTemp(tempFolder(folder))
    const identity = await establish(folder, options.clock)
    const leftOpen = await wasLeftOpen(folder)
    db = openDatabase(databasePath(folder))
    checkDatabase(db, { identity, folder, isThorough: leftOpen })
    await mkdir(join(folder, 'backups'), { recursive: true })
    migrate(db, { backupPath: join(folder, 'backups', 'before-migration.db') })
    const core = {
      folder,
      id: identity.libraryId,
      db,
      artifacts: openArtifacts(folder, options.artifactCacheBytes === undefined ? {} : { cacheBytes: options.artifactCacheBytes }),
      clock: options.clock,
      random: options.random,
      exclusively: createSerial(),
    }
    const recovery = { swept, ...(await recoverIntents(core)) }
    const close = closer(db, lock)
    return { ...core, recovery, close, [Symbol.dispose]: close }
  } catch (thrown) {
    db?.close()
    lock.release()
    throw databaseError(thrown, databasePath(folder))
  }
}

/** Makes an empty, migrated database at `path`, complete before it has that name. Shared with the rebuild. */
export function createDatabase(path: string, identity: Pick<Identity, 'libraryId' | 'createdAt'>): Db {
  const db = openDatabase(path)
  migrate(db, { backupPath: `${path}.backup` })
  db.prepare(/* sql */ 'INSERT INTO library (only_row, library_id, created_at) VALUES (1, :libraryId, :createdAt)').run({
    libraryId: identity.libraryId,
    createdAt: identity.createdAt,
  })
  return db
}

/** The identity that a database states, or undefined when it states none. */
export function identityInDatabase(db: Db): { libraryId: string; createdAt: number } | undefined {
  const sql = /* sql */ 'SELECT library_id AS libraryId, created_at AS createdAt FROM library WHERE only_row = 1'
  return db.prepare<[], { libraryId: string; createdAt: number }>(sql).get()
}

async function prepareFolder(wanted: string): Promise<string> {
  try {
    await mkdir(wanted, { recursive: true })
    const folder = await realpath(wanted)
    for (const name of [...PRECIOUS_FOLDERS, 'records', 'artifacts', 'tmp', 'logs']) await mkdir(join(folder, name), { recursive: true })
    return folder
  } catch (thrown) {
    throw storageError(thrown, wanted)
  }
}

/** The identity of the folder's library, after making a new library where there clearly is none. */
async function establish(folder: string, clock: Clock): Promise<Identity> {
  const identity = await readIdentity(folder)
  const state = await databaseState(folder)
  if (state === 'foreign') throw foreign(folder, 'library.db belongs to another program')
  if (state === 'empty' || state === 'truncated') throw damaged(folder, `The database is ${state}`)
  if (state === 'not-a-database') {
    if (identity === undefined) throw foreign(folder, 'library.db is not a database of this program')
    throw damaged(folder, 'The database is overwritten')
  }
  if (identity !== undefined) {
    if (state === 'missing') throw damaged(folder, 'The database is missing')
    return identity
  }
  if (state === 'missing') await createEmpty(folder, clock)
  return adoptIdentity(folder)
}

/** A new library: the database is built in tmp and appears by rename, the identity follows. */
async function createEmpty(folder: string, clock: Clock): Promise<void> {
  for (const name of PRECIOUS_FOLDERS) {
    if ((await readdir(join(folder, name))).length > 0) throw damaged(folder, 'There are pictures but no database')
  }
  const temp = join(tempFolder(folder), 'new-library.db')
  const db = createDatabase(temp, { libraryId: randomUUID(), createdAt: clock.now() })
  // Closing folds the write-ahead log into the file, so that one rename moves all of it.
  db.close()
  await rename(temp, databasePath(folder))
  await syncFolder(folder)
  hitPoint('mid-create')
}

/** Writes the identity that the database states; needed when a kill fell between database and identity. */
async function adoptIdentity(folder: string): Promise<Identity> {
  const db = openDatabase(databasePath(folder))
  try {
    const stated = identityInDatabase(db)
    if (stated === undefined) throw foreign(folder, 'library.db names no library')
    await writeIdentity(folder, stated)
    return { format: 'drape-library', version: 1, ...stated }
  } finally {
    db.close()
  }
}

function checkDatabase(db: Db, facts: { readonly identity: Identity; readonly folder: string; readonly isThorough: boolean }): void {
  const { identity, folder, isThorough } = facts
  if (identityInDatabase(db)?.libraryId !== identity.libraryId) throw foreign(folder, 'library.db belongs to another library')
  // 0.24 s at 100,000 assets: worth it after a crash, not at every start.
  if (isThorough && db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw damaged(folder, 'The database fails its check')
}

function closer(db: Db, lock: { release(): void }): () => void {
  return () => {
    if (db.open) db.close()
    lock.release()
  }
}

/** A queue of one: each piece of work starts when the one before has ended, well or badly. */
function createSerial(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = last.then(work, work)
    last = result.catch(() => undefined)
    return result
  }
}

function damaged(folder: string, message: string): StudioError {
  return new StudioError('library.damaged', `${message}. It is left as it is; \`drape doctor --rebuild\` makes the index again.`, {
    details: { path: databasePath(folder) },
  })
}

function foreign(folder: string, message: string): StudioError {
  return new StudioError('library.foreign', message, { details: { path: databasePath(folder), identity: identityPath(folder) } })
}
