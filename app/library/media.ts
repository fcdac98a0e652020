import type { Stats } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { fileTypeFromBuffer } from 'file-type'
import { statement } from '../db/statement.ts'
import { type ContentHash, contentHash } from '../domain/ids.ts'
import { idOf } from '../platform/artifacts.ts'
import { isMissing, storageError } from '../platform/files.ts'
import { resolveInside } from '../platform/safe-path.ts'
import type { Library } from './open-library.ts'

/** A file that may be served, by the hash of its bytes. Immutable: the same hash is the same bytes for ever. */
export interface Media {
  /** Absolute, inside the library. */
  readonly path: string
  readonly type: string
  readonly sizeBytes: number
}

/** Enough for every signature that is looked for. */
const SNIFF_BYTES = 4_100

/**
 * Finds a file to serve: an asset, or a derived file such as a thumbnail or a preview.
 *
 * @param hash 64 lower-case hex digits; anything else finds nothing.
 * @returns undefined when there is no such file (any more).
 */
export async function findMedia(library: Library, hash: string): Promise<Media | undefined> {
  const parsed = contentHash.safeParse(hash)
  if (!parsed.success) return undefined
  return (await findAsset(library, parsed.data)) ?? findArtifact(library, parsed.data)
}

async function findAsset(library: Library, hash: ContentHash): Promise<Media | undefined> {
  const sql = /* sql */ 'SELECT path, type FROM assets WHERE hash = :hash'
  for (const row of statement<{ hash: string }, { path: string; type: string }>(library.db, sql).all({ hash })) {
    const path = await resolveInside(library.folder, row.path)
    const found = await statIfThere(path)
    if (found?.isFile() === true) return { path, type: row.type, sizeBytes: found.size }
  }
  return undefined
}

async function findArtifact(library: Library, hash: ContentHash): Promise<Media | undefined> {
  const found = await library.artifacts.locate(idOf(hash))
  return found === undefined ? undefined : { ...found, type: await sniff(found.path) }
}

/** Types a browser may run (HTML, SVG, XML) are never stated: what is no known binary type is plain bytes. */
async function sniff(path: string): Promise<string> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(SNIFF_BYTES), 0, SNIFF_BYTES, 0)
    const mime = (await fileTypeFromBuffer(buffer.subarray(0, bytesRead)))?.mime ?? ''
    return /^(image|video)\//.test(mime) && !mime.includes('xml') ? mime : 'application/octet-stream'
  } finally {
    await handle.close()
  }
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw storageError(thrown, path)
  }
}
