import type { ArtifactId, ContentHash } from '../domain/ids.ts'
import { hashOf } from '../platform/artifacts.ts'
import type { Library } from './open-library.ts'

const COLUMNS = { small: 'thumb_small', large: 'thumb_large' } as const

/** The hash of an asset's thumbnail, by the hash of the asset; undefined when no asset has these bytes. */
export function thumbnailOf(library: Library, hash: ContentHash, size: keyof typeof COLUMNS): ContentHash | undefined {
  const sql = /* sql */ `SELECT ${COLUMNS[size]} AS id FROM assets WHERE hash = :hash LIMIT 1`
  const row = library.db.prepare<{ hash: string }, { id: ArtifactId }>(sql).get({ hash })
  return row === undefined ? undefined : hashOf(row.id)
}
