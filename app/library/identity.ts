import { type FileHandle, open, readFile, stat } from 'node:fs/promises'
import { z } from 'zod'
import { APPLICATION_ID } from '../db/migrate.ts'
import { StudioError } from '../domain/errors.ts'
import { isMissing, storageError, writePrecious } from '../platform/files.ts'
import { databasePath, identityPath, tempFolder } from './layout.ts'

/** Says which library a folder is, outside the database: an empty or foreign database beside it is recognised. */
export const identity = z.object({
  format: z.literal('drape-library'),
  version: z.literal(1),
  libraryId: z.string().min(1),
  createdAt: z.int(),
})
export type Identity = z.output<typeof identity>

/** What lies at `library.db`, judged by its first bytes and its size only: nothing is opened, nothing changed. */
export type DatabaseState = 'missing' | 'empty' | 'not-a-database' | 'foreign' | 'truncated' | 'plausible'

const SQLITE_MAGIC = 'SQLite format 3\0'

/** @throws StudioError `library.damaged` when the file is there but says nothing sensible. */
export async function readIdentity(folder: string): Promise<Identity | undefined> {
  const path = identityPath(folder)
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw storageError(thrown, path)
  }
  try {
    return identity.parse(JSON.parse(text))
  } catch (thrown) {
    throw new StudioError('library.damaged', 'library.json cannot be read', { details: { path }, cause: thrown })
  }
}

export async function writeIdentity(folder: string, value: Omit<Identity, 'format' | 'version'>): Promise<void> {
  const content: Identity = { format: 'drape-library', version: 1, ...value }
  const source = new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`)
  await writePrecious({ path: identityPath(folder), source, tempFolder: tempFolder(folder) })
}

/**
 * Looks at the database file before SQLite does: SQLite opens a file cut to zero bytes as an empty database and calls it
 * intact, and one cut in half until the missing page is asked for. Opening another program's database for writing would
 * already change it.
 */
export async function databaseState(folder: string): Promise<DatabaseState> {
  const path = databasePath(folder)
  let handle: FileHandle
  try {
    handle = await open(path, 'r')
  } catch (thrown) {
    if (isMissing(thrown)) return 'missing'
    throw storageError(thrown, path)
  }
  try {
    const { size } = await handle.stat()
    if (size === 0) return 'empty'
    const header = Buffer.alloc(100)
    const { bytesRead } = await handle.read(header, 0, 100, 0)
    if (header.toString('latin1', 0, 16) !== SQLITE_MAGIC) return 'not-a-database'
    if (bytesRead < 100) return 'truncated'
    // Bytes 68 to 71 are the application id. Ours is in the file itself from the start, not only in its write-ahead log.
    if (header.readUInt32BE(68) !== APPLICATION_ID) return 'foreign'
    return size < declaredSize(header) ? 'truncated' : 'plausible'
  } finally {
    await handle.close()
  }
}

/** True when the last host did not close the database: its write-ahead log is still there. */
export async function wasLeftOpen(folder: string): Promise<boolean> {
  const path = `${databasePath(folder)}-wal`
  try {
    return (await stat(path)).size > 0
  } catch (thrown) {
    if (isMissing(thrown)) return false
    throw storageError(thrown, path)
  }
}

/** Pages times page size, where the header vouches for the count (file format, 1.3.7 and 1.3.18); else 0. */
function declaredSize(header: Buffer): number {
  const pageSize = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16)
  return header.readUInt32BE(24) === header.readUInt32BE(92) ? header.readUInt32BE(28) * pageSize : 0
}
