import { inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import type { Asset } from '../domain/asset.ts'
import { StudioError } from '../domain/errors.ts'
import { type ArtifactId, type AssetId, assetId, createId } from '../domain/ids.ts'
import { idOf } from '../platform/artifacts.ts'
import { type AssetRow, attachmentsOf, type StoredAsset, toStored } from './asset-rows.ts'
import { keepFile, purgeFile } from './keep-file.ts'
import { displayName, freePath } from './layout.ts'
import type { Library } from './open-library.ts'
import { discardImport, type PreparedImport } from './prepare-import.ts'
import { appendAssetRecords } from './records.ts'
import type { KeptAsset } from './sidecar.ts'

/** What came of an import: a new asset, or the one that already had these bytes. */
export interface Imported {
  readonly asset: Asset
  readonly isDuplicate: boolean
}

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
    if (existing.trashedAt !== null) await moveNow(library, [existing], 'asset.restored')
    return { asset: getAsset(library, existing.id), isDuplicate: true }
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

/** An asset that is no clip. @throws StudioError `asset.not-found`, `asset.not-a-picture` */
export function getPicture(library: Library, id: AssetId): Asset {
  const asset = getAsset(library, id)
  if (asset.clip !== null)
    throw new StudioError('asset.not-a-picture', 'A clip was given where a picture is needed', { details: { assetId: id } })
  return asset
}

/** An asset with its place and thumbnails. @throws StudioError `asset.not-found` */
export function getStored(library: Library, id: AssetId): StoredAsset {
  const row = statement<{ id: string }, AssetRow>(library.db, /* sql */ 'SELECT * FROM assets WHERE id = :id').get({ id })
  if (row === undefined) throw new StudioError('asset.not-found', 'There is no such picture', { details: { assetId: id } })
  return toStored(row)
}

/**
 * Moves assets to the trash, all or none of them; their files stay. One that is there already keeps its time.
 *
 * @returns how many moved. @throws StudioError `asset.not-found`; `storage.full`, `storage.failed`.
 */
export async function trashAssets(library: Library, ids: readonly AssetId[]): Promise<number> {
  return moveAssets(library, ids, 'asset.trashed')
}

/** Takes assets out of the trash, all or none of them. @returns how many moved. @throws StudioError as `trashAssets` does */
export async function restoreAssets(library: Library, ids: readonly AssetId[]): Promise<number> {
  return moveAssets(library, ids, 'asset.restored')
}

/**
 * Deletes trashed assets for good, files and sidecars with them. Pictures that a document names or ever named stay in the trash: its
 * history could not be shown without them.
 *
 * @param options.olderThan only those trashed before this time, in milliseconds since 1970; default all.
 * @returns the ids that are gone.
 */
export async function purgeTrash(library: Library, options: { readonly olderThan?: number } = {}): Promise<AssetId[]> {
  const olderThan = options.olderThan ?? Number.MAX_SAFE_INTEGER
  const rows = statement<{ olderThan: number }, AssetRow>(
    library.db,
    /* sql */ `
    SELECT * FROM assets WHERE trashed_at < :olderThan AND NOT EXISTS (SELECT 1 FROM document_hashes WHERE hash = assets.hash)
    ORDER BY row`,
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
 * The id under which pipelines in any thread read a picture's bytes. @throws StudioError `asset.not-found`, `asset.not-a-picture`
 */
export async function artifactOfPicture(library: Library, id: AssetId): Promise<ArtifactId> {
  return artifactOfAsset(library, getPicture(library, id).id)
}

/** The same of a clip. @throws StudioError `asset.not-found`, `asset.not-a-clip` */
export async function artifactOfClip(library: Library, id: AssetId): Promise<ArtifactId> {
  const asset = getAsset(library, id)
  if (asset.clip === null)
    throw new StudioError('asset.not-a-clip', 'A picture was given where a clip is needed', { details: { assetId: id } })
  return artifactOfAsset(library, id)
}

/**
 * The id under which pipelines in any thread find an asset's bytes. Renews the reference that leads there, which is not
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

async function moveAssets(library: Library, ids: readonly AssetId[], type: 'asset.trashed' | 'asset.restored'): Promise<number> {
  return library.exclusively(async () => {
    const assets = [...new Set(ids)].map((id) => getAsset(library, id))
    return moveNow(
      library,
      assets.filter((asset) => (asset.trashedAt === null) === (type === 'asset.trashed')),
      type,
    )
  })
}

/** Records first, rows second: a crash between them is settled by the next rebuild, and a decision is never half kept. */
async function moveNow(library: Library, assets: readonly Asset[], type: 'asset.trashed' | 'asset.restored'): Promise<number> {
  const at = library.clock.now()
  await appendAssetRecords(
    library.folder,
    assets.map((asset) => ({ type, at, assetId: asset.id })),
  )
  const update = statement(library.db, /* sql */ 'UPDATE assets SET trashed_at = :trashedAt WHERE id = :id')
  inTransaction(library.db, () => {
    for (const { id } of assets) update.run({ id, trashedAt: type === 'asset.trashed' ? at : null })
  })
  return assets.length
}

function isTrashed(library: Library, id: AssetId): boolean {
  return (
    statement(library.db, /* sql */ 'SELECT 1 FROM assets WHERE id = :id AND trashed_at IS NOT NULL').get({
      id,
    }) !== undefined
  )
}
