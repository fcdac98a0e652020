import { rm } from 'node:fs/promises'
import { statement } from '../db/statement.ts'
import type { Asset, Lineage } from '../domain/asset.ts'
import { StudioError } from '../domain/errors.ts'
import { assetId, createId } from '../domain/ids.ts'
import type { ImageLimits } from '../platform/config.ts'
import { stageFile } from '../platform/files.ts'
import { attachmentsOf } from './asset-rows.ts'
import { getAsset } from './assets.ts'
import { keepFile } from './keep-file.ts'
import { attachmentPath, displayName, freePath, tempFolder } from './layout.ts'
import type { Library } from './open-library.ts'
import { discardImport, type PreparedImport, prepareImportFromBytes } from './prepare-import.ts'
import type { Attachment, KeptAsset } from './sidecar.ts'

/**
 * Keeps a picture that the studio made: precious file under `results/`, sidecar with recipe and lineage, attachments (for
 * example the edit mask) beside it by content hash. Nothing is left when it throws.
 *
 * A job that runs again after a crash gives its own id in the lineage; a result that this job already kept under this
 * name and with these bytes is the answer then, so that a retry does not keep it twice.
 *
 * @throws StudioError `image.damaged`, `image.unsupported-type`, `image.too-large` when the bytes are no picture;
 *   `storage.full`, `storage.failed`.
 */
export async function keepResult(
  library: Library,
  result: Result & { readonly bytes: Uint8Array; readonly limits: ImageLimits },
): Promise<Asset> {
  const { bytes, limits } = result
  const prepared = await prepareImportFromBytes({ source: bytes, libraryFolder: library.folder, limits, name: result.name })
  return keepPreparedResult(library, prepared, result)
}

/**
 * The same for a result that lies in a file, such as a clip: `prepareOwnFile` has checked it where it is, and it is moved, never read
 * into memory. The prepared file is gone afterwards, kept or not.
 *
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function keepPreparedResult(library: Library, prepared: PreparedImport, result: Result): Promise<Asset> {
  return library.exclusively(async () => {
    try {
      return await commit(library, prepared, result)
    } finally {
      // Moved to its place by then, or not wanted.
      await discardImport(prepared)
    }
  })
}

interface Result {
  readonly name: string
  readonly lineage: Lineage
  readonly attachments?: readonly { readonly role: string; readonly bytes: Uint8Array }[]
}

async function commit(library: Library, prepared: PreparedImport, result: Result): Promise<Asset> {
  const { lineage } = result
  const kept = findKept(library, prepared.hash, lineage.jobId)
  if (kept !== undefined) return kept
  const createdAt = library.clock.now()
  const id = assetId.parse(createId('ast', library.clock, library.random))
  const name = displayName(result.name, prepared.type)
  const path = await freePath(library.folder, { origin: 'result', name, createdAt })
  const { stagedPath, ...facts } = prepared
  const { attachments, staged } = await stageAttachments(library, result.attachments ?? [])
  const asset: KeptAsset = { ...facts, id, origin: 'result', name, path, createdAt, lineage, attachments }
  await keepFile(library, asset, { file: stagedPath, attachments: staged })
  return getAsset(library, id)
}

/** What a job has kept, oldest first, without what was thrown away since. */
export function resultsOf(library: Library, jobId: string): Asset[] {
  const sql = /* sql */ `
    SELECT id FROM assets
    WHERE lineage ->> '$.jobId' = :jobId AND origin = 'result' AND lineage IS NOT NULL AND trashed_at IS NULL ORDER BY row`
  const rows = statement<{ jobId: string }, { id: string }>(library.db, sql).all({ jobId })
  return rows.map(({ id }) => getAsset(library, assetId.parse(id)))
}

/** The companions of a result; read their bytes by `artifacts.readBytes(idOf(hash))`. */
export function listAttachments(library: Library, id: Asset['id']): Attachment[] {
  return attachmentsOf(library.db, id)
}

interface StagedAttachments {
  readonly attachments: Attachment[]
  readonly staged: { readonly path: string; readonly target: string }[]
}

async function stageAttachments(
  library: Library,
  given: readonly { readonly role: string; readonly bytes: Uint8Array }[],
): Promise<StagedAttachments> {
  const made: StagedAttachments = { attachments: [], staged: [] }
  try {
    for (const { role, bytes } of given) {
      const file = await stageFile({ tempFolder: tempFolder(library.folder), source: bytes })
      const path = attachmentPath(file.hash)
      made.attachments.push({ role, hash: file.hash, path, sizeBytes: file.sizeBytes })
      made.staged.push({ path: file.path, target: path })
    }
    return made
  } catch (thrown) {
    for (const { path } of made.staged) await rm(path, { force: true })
    throw StudioError.from(thrown)
  }
}

function findKept(library: Library, hash: string, jobId: string): Asset | undefined {
  const sql = /* sql */ `
    SELECT id FROM assets WHERE hash = :hash AND origin = 'result' AND lineage ->> '$.jobId' = :jobId AND trashed_at IS NULL LIMIT 1`
  const row = statement<{ hash: string; jobId: string }, { id: string }>(library.db, sql).get({ hash, jobId })
  return row === undefined ? undefined : getAsset(library, assetId.parse(row.id))
}
