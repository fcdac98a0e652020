import type { Db } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { type Asset, type AssetFlag, asset as assetSchema } from '../domain/asset.ts'
import { type ArtifactId, artifactId } from '../domain/ids.ts'
import { foldText } from './fold-text.ts'
import { type Attachment, attachment, type KeptAsset } from './sidecar.ts'

/** One row of `assets`, as SQLite gives it. */
export interface AssetRow {
  readonly row: number
  readonly id: string
  readonly origin: string
  readonly name: string
  readonly path: string
  readonly type: string
  readonly hash: string
  readonly size_bytes: number
  readonly width: number
  readonly height: number
  readonly frames: number
  readonly created_at: number
  readonly trashed_at: number | null
  readonly rating: number
  readonly flag: string | null
  /** The name as it is searched and sorted by. */
  readonly search_text: string
  /** JSON of what is known of a clip; null for a picture. */
  readonly clip: string | null
  readonly lineage: string | null
  readonly thumb_small: string
  readonly thumb_large: string
}

/** An asset with what only the core needs to know. */
export interface StoredAsset {
  readonly asset: Asset
  /** Relative to the library, `/` separated. */
  readonly path: string
  readonly frames: number
  readonly thumbnails: { readonly small: ArtifactId; readonly large: ArtifactId }
}

/** What a person decided about an asset. Its file and sidecar do not say it; the records do. */
export interface AssetMarks {
  readonly trashedAt: number | null
  readonly rating: number
  readonly flag: AssetFlag | null
}

const UNMARKED: AssetMarks = { trashedAt: null, rating: 0, flag: null }

/** Enters an asset and its attachments; does nothing where it is already there (a record or recovery seen twice). */
export function insertAssetRow(db: Db, asset: KeptAsset, marks: AssetMarks = UNMARKED): void {
  statement(
    db,
    /* sql */ `
    INSERT INTO assets
      (id, origin, name, search_text, path, type, hash, size_bytes, width, height, frames, created_at, trashed_at, rating, flag, clip, lineage, thumb_small, thumb_large)
    VALUES
      (:id, :origin, :name, :searchText, :path, :type, :hash, :sizeBytes, :width, :height, :frames, :createdAt, :trashedAt, :rating, :flag, :clip, :lineage, :thumbSmall, :thumbLarge)
    ON CONFLICT (id) DO NOTHING`,
  ).run({
    id: asset.id,
    origin: asset.origin,
    name: asset.name,
    searchText: foldText(asset.name),
    path: asset.path,
    type: asset.type,
    hash: asset.hash,
    sizeBytes: asset.sizeBytes,
    width: asset.width,
    height: asset.height,
    frames: asset.frames,
    createdAt: asset.createdAt,
    ...marks,
    clip: asset.clip === null ? null : JSON.stringify(asset.clip),
    lineage: asset.lineage === null ? null : JSON.stringify(asset.lineage),
    thumbSmall: asset.thumbnails.small,
    thumbLarge: asset.thumbnails.large,
  })
  const attach = statement(
    db,
    /* sql */ `
    INSERT INTO attachments (asset_id, role, hash, path, size_bytes) VALUES (:assetId, :role, :hash, :path, :sizeBytes)
    ON CONFLICT (asset_id, role) DO NOTHING`,
  )
  for (const one of asset.attachments) attach.run({ assetId: asset.id, ...one })
}

export function deleteAssetRow(db: Db, id: string): void {
  statement(db, /* sql */ 'DELETE FROM assets WHERE id = :id').run({ id })
}

export function isHashUsed(db: Db, hash: string): boolean {
  return statement(db, /* sql */ 'SELECT 1 FROM assets WHERE hash = :hash LIMIT 1').get({ hash }) !== undefined
}

export function isAttachmentUsed(db: Db, hash: string): boolean {
  return statement(db, /* sql */ 'SELECT 1 FROM attachments WHERE hash = :hash LIMIT 1').get({ hash }) !== undefined
}

export function attachmentsOf(db: Db, assetId: string): Attachment[] {
  const sql = /* sql */ 'SELECT role, hash, path, size_bytes AS sizeBytes FROM attachments WHERE asset_id = :assetId ORDER BY role'
  return statement<{ assetId: string }, unknown>(db, sql)
    .all({ assetId })
    .map((row) => attachment.parse(row))
}

/** A row as the rest of the program knows it. */
export function toStored(row: AssetRow): StoredAsset {
  return {
    asset: assetSchema.parse({
      id: row.id,
      origin: row.origin,
      name: row.name,
      type: row.type,
      hash: row.hash,
      sizeBytes: row.size_bytes,
      width: row.width,
      height: row.height,
      createdAt: row.created_at,
      trashedAt: row.trashed_at,
      rating: row.rating,
      flag: row.flag,
      clip: row.clip === null ? null : JSON.parse(row.clip),
      lineage: row.lineage === null ? null : JSON.parse(row.lineage),
    }),
    path: row.path,
    frames: row.frames,
    thumbnails: { small: artifactId.parse(row.thumb_small), large: artifactId.parse(row.thumb_large) },
  }
}
