import { readFile } from 'node:fs/promises'
import { statement } from '../db/statement.ts'
import type { ArtifactId, ContentHash } from '../domain/ids.ts'
import { artifactPath, hashOf } from '../platform/artifacts.ts'
import { isMissing, storageError } from '../platform/files.ts'
import type { Library } from './open-library.ts'

const COLUMNS = { small: 'thumb_small', large: 'thumb_large' } as const

/** The hash of an asset's thumbnail, by the hash of the asset; undefined when no asset has these bytes. */
export function thumbnailOf(library: Library, hash: ContentHash, size: keyof typeof COLUMNS): ContentHash | undefined {
  const sql = /* sql */ `SELECT ${COLUMNS[size]} AS id FROM assets WHERE hash = :hash LIMIT 1`
  const row = library.db.prepare<{ hash: string }, { id: ArtifactId }>(sql).get({ hash })
  return row === undefined ? undefined : hashOf(row.id)
}

/** A small thumbnail that an `img` can show without another request. */
export interface Thumbnail {
  /** Of the asset. */
  readonly hash: ContentHash
  readonly url: string
}

/**
 * The small thumbnails of some assets. A gallery that scrolls needs hundreds a second, and a request for each costs the
 * browser and the host several times what the picture itself costs.
 *
 * @returns those that are there. @throws StudioError `storage.failed`
 */
export async function readThumbnails(library: Library, hashes: readonly ContentHash[]): Promise<Thumbnail[]> {
  const sql = /* sql */ `SELECT hash, min(thumb_small) AS id FROM assets WHERE hash IN (SELECT value FROM json_each(:hashes)) GROUP BY hash`
  const rows = statement<{ hashes: string }, { hash: ContentHash; id: ArtifactId }>(library.db, sql).all({ hashes: JSON.stringify(hashes) })
  const read = rows.map(async ({ hash, id }) => {
    const base64 = await readBase64(artifactPath(library.folder, hashOf(id)))
    return base64 === undefined ? [] : [{ hash, url: `data:image/webp;base64,${base64}` }]
  })
  return (await Promise.all(read)).flat()
}

async function readBase64(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'base64')
  } catch (thrown) {
    if (isMissing(thrown)) return undefined
    throw storageError(thrown, path)
  }
}
