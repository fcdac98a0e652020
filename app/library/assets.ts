import { z } from 'zod'
import { statement } from '../db/statement.ts'
import type { Asset, AssetOrigin } from '../domain/asset.ts'
import { StudioError } from '../domain/errors.ts'
import { type ArtifactId, type AssetId, assetId, createId } from '../domain/ids.ts'
import { idOf } from '../platform/artifacts.ts'
import { type AssetRow, attachmentsOf, type StoredAsset, toStored } from './asset-rows.ts'
import { keepFile, purgeFile } from './keep-file.ts'
import { displayName, freePath } from './layout.ts'
import type { Library } from './open-library.ts'
import { discardImport, type PreparedImport } from './prepare-import.ts'
import { appendAssetRecord } from './records.ts'
import type { KeptAsset } from './sidecar.ts'

/** What came of an import: a new asset, or the one that already had these bytes. */
export interface Imported {
  readonly asset: Asset
  readonly isDuplicate: boolean
}

/** One page of the gallery, newest first. `nextCursor` is null on the last page. */
export interface AssetPage {
  readonly assets: readonly Asset[]
  readonly nextCursor: string | null
}

const cursorText = z.string().regex(/^\d{1,15}$/)

/**
 * The light half of an import: gives the prepared file its name and enters it. A file whose bytes are in the library
 * already is discarded and the existing asset is the answer, taken out of the trash if it lay there.
 *
 * @throws StudioError `storage.full`, `storage.failed`; then nothing of the import is left.
 */
export async function commitImport(
  library: Library,
  prepared: PreparedImport,
  options: { readonly origin?: 'import' | 'sample' } = {},
): Promise<Imported> {
  return library.exclusively(async () => {
    try {
      return await commit(library, prepared, options.origin ?? 'import')
    } finally {
      // Moved to its place by then, or not wanted: a file in tmp is never part of the library.
      await discardImport(prepared)
    }
  })
}

async function commit(library: Library, prepared: PreparedImport, origin: 'import' | 'sample'): Promise<Imported> {
  const existing = findOriginal(library, prepared.hash)
  if (existing !== undefined) {
    return { asset: existing.trashedAt === null ? existing : await markRestored(library, existing), isDuplicate: true }
  }
  const createdAt = library.clock.now()
  const id = assetId.parse(createId('ast', library.clock, library.random))
  const name = displayName(prepared.name, prepared.type)
  const path = await freePath(library.folder, { origin, name, createdAt })
  const { stagedPath, ...facts } = prepared
  const kept: KeptAsset = { ...facts, id, origin, name, path, createdAt, lineage: null, attachments: [] }
  await keepFile(library, kept, { file: stagedPath, attachments: [] })
  return { asset: getAsset(library, id), isDuplicate: false }
}

/** @throws StudioError `asset.not-found` */
export function getAsset(library: Library, id: AssetId): Asset {
  return getStored(library, id).asset
}

/** An asset with its place and thumbnails. @throws StudioError `asset.not-found` */
export function getStored(library: Library, id: AssetId): StoredAsset {
  const row = statement<{ id: string }, AssetRow>(library.db, /* sql */ 'SELECT * FROM assets WHERE id = :id').get({ id })
  if (row === undefined) throw new StudioError('asset.not-found', 'There is no such picture', { details: { assetId: id } })
  return toStored(row)
}

/**
 * A page of assets, newest first, by cursor only.
 *
 * @param options.cursor `nextCursor` of the page before. @param options.limit 1..500.
 * @throws StudioError `request.invalid` for a cursor that is not one of ours.
 */
export function listAssets(
  library: Library,
  options: {
    readonly cursor?: string | null
    readonly limit?: number
    readonly trashed?: boolean
    readonly origin?: AssetOrigin
  } = {},
): AssetPage {
  const limit = Math.min(500, Math.max(1, Math.floor(options.limit ?? 100)))
  const rows = statement<{ before: number; limit: number; origin: string | null }, AssetRow>(
    library.db,
    listSql(options.trashed ?? false),
  ).all({ before: parseCursor(options.cursor ?? null), limit: limit + 1, origin: options.origin ?? null })
  const page = rows.slice(0, limit)
  return { assets: page.map((row) => toStored(row).asset), nextCursor: rows.length > limit ? String(page.at(-1)?.row) : null }
}

/** The statement of `listAssets`, exported so that a test can ask SQLite for its plan. */
export function listSql(trashed: boolean): string {
  return /* sql */ `
    SELECT * FROM assets
    WHERE trashed_at IS ${trashed ? 'NOT ' : ''}NULL AND row < :before AND (:origin IS NULL OR origin = :origin)
    ORDER BY row DESC LIMIT :limit`
}

/** Moves an asset to the trash; its file stays. Already there: no change. @throws StudioError `asset.not-found` */
export async function trashAsset(library: Library, id: AssetId): Promise<Asset> {
  return library.exclusively(async () => {
    const asset = getAsset(library, id)
    if (asset.trashedAt !== null) return asset
    const at = library.clock.now()
    await appendAssetRecord(library.folder, { type: 'asset.trashed', at, assetId: id })
    statement(library.db, /* sql */ 'UPDATE assets SET trashed_at = :at WHERE id = :id').run({ at, id })
    return getAsset(library, id)
  })
}

/** Takes an asset out of the trash. @throws StudioError `asset.not-found` */
export async function restoreAsset(library: Library, id: AssetId): Promise<Asset> {
  return library.exclusively(async () => {
    const asset = getAsset(library, id)
    return asset.trashedAt === null ? asset : markRestored(library, asset)
  })
}

/**
 * Deletes trashed assets for good, files and sidecars with them.
 *
 * @param options.olderThan only those trashed before this time, in milliseconds since 1970; default all.
 * @returns the ids that are gone.
 */
export async function purgeTrash(library: Library, options: { readonly olderThan?: number } = {}): Promise<AssetId[]> {
  const olderThan = options.olderThan ?? Number.MAX_SAFE_INTEGER
  const rows = statement<{ olderThan: number }, AssetRow>(
    library.db,
    /* sql */ 'SELECT * FROM assets WHERE trashed_at < :olderThan ORDER BY row',
  ).all({ olderThan })
  const gone: AssetId[] = []
  for (const { asset, path } of rows.map(toStored)) {
    await library.exclusively(async () => {
      // Restored while the ones before it went.
      if (!isTrashed(library, asset.id)) return
      await purgeFile(library, { assetId: asset.id, path, hash: asset.hash, attachments: attachmentsOf(library.db, asset.id) })
      gone.push(asset.id)
    })
  }
  return gone
}

/**
 * The id under which pipelines in any thread read an asset's bytes. Renews the reference that leads there, which is not
 * fsynced and may be gone after power loss.
 *
 * @throws StudioError `asset.not-found`
 */
export async function artifactOfAsset(library: Library, id: AssetId): Promise<ArtifactId> {
  const { asset, path } = getStored(library, id)
  const artifact = idOf(asset.hash)
  if ((await library.artifacts.locate(artifact)) === undefined) await library.artifacts.writeReference(asset.hash, path)
  return artifact
}

function findOriginal(library: Library, hash: string): Asset | undefined {
  const sql = /* sql */ `SELECT * FROM assets WHERE hash = :hash AND origin <> 'result' ORDER BY row LIMIT 1`
  const row = statement<{ hash: string }, AssetRow>(library.db, sql).get({ hash })
  return row === undefined ? undefined : toStored(row).asset
}

async function markRestored(library: Library, asset: Asset): Promise<Asset> {
  await appendAssetRecord(library.folder, { type: 'asset.restored', at: library.clock.now(), assetId: asset.id })
  statement(library.db, /* sql */ 'UPDATE assets SET trashed_at = NULL WHERE id = :id').run({ id: asset.id })
  return getAsset(library, asset.id)
}

function isTrashed(library: Library, id: AssetId): boolean {
  return (
    statement(library.db, /* sql */ 'SELECT 1 FROM assets WHERE id = :id AND trashed_at IS NOT NULL').get({
      id,
    }) !== undefined
  )
}

function parseCursor(cursor: string | null): number {
  if (cursor === null) return Number.MAX_SAFE_INTEGER
  const parsed = cursorText.safeParse(cursor)
  if (!parsed.success) throw new StudioError('request.invalid', 'The cursor is not one of this list', { details: { at: 'cursor' } })
  return Number(parsed.data)
}
