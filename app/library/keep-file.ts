import { rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { databaseError, inTransaction } from '../db/open.ts'
import { statement } from '../db/statement.ts'
import { StudioError } from '../domain/errors.ts'
import { assetId } from '../domain/ids.ts'
import { artifactPath, REFERENCE_SUFFIX } from '../platform/artifacts.ts'
import { hitPoint } from '../platform/fault-points.ts'
import { isMissing, publishFile, storageError, syncFolder } from '../platform/files.ts'
import { resolveInside } from '../platform/safe-path.ts'
import { deleteAssetRow, insertAssetRow, isAttachmentUsed, isHashUsed } from './asset-rows.ts'
import { SIDECAR_SUFFIX } from './layout.ts'
import type { Library } from './open-library.ts'
import { appendAssetRecords } from './records.ts'
import { type KeptAsset, keptAsset, readSidecar, writeSidecar } from './sidecar.ts'

/** The part of a library that moving files needs; recovery runs before the rest exists. */
export type LibraryCore = Pick<Library, 'folder' | 'db' | 'artifacts' | 'clock'>

/** What a start found and settled. */
export interface Recovery {
  /** Unfinished temp files removed. */
  readonly swept: number
  /** Files that had arrived and were entered. */
  readonly finished: number
  /** Moves that had not got far enough and were undone. */
  readonly undone: number
  /** Deletions that were completed. */
  readonly purged: number
}

const purgedAsset = z.object({
  assetId,
  path: z.string(),
  hash: z.string(),
  attachments: z.array(z.object({ hash: z.string(), path: z.string() })),
})
type PurgedAsset = z.output<typeof purgedAsset>

/**
 * Gives staged files their place in the library: intent row, attachments, sidecar, file, record, asset row (which takes
 * the intent away in the same transaction). Killed anywhere, the next start either finds the file and finishes, or does
 * not and undoes. When it throws, nothing is left.
 *
 * Call it inside `library.exclusively`.
 *
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function keepFile(
  library: LibraryCore,
  asset: KeptAsset,
  staged: { readonly file: string; readonly attachments: readonly { readonly path: string; readonly target: string }[] },
): Promise<void> {
  const { folder } = library
  let intent: number | undefined
  try {
    intent = addIntent(library, 'keep', asset.path, asset)
    for (const one of staged.attachments) await publishFile({ path: one.path }, await resolveInside(folder, one.target))
    await writeSidecar(folder, asset)
    hitPoint('mid-import')
    await publishFile({ path: staged.file }, await resolveInside(folder, asset.path))
    await finishKeep(library, intent, asset)
  } catch (thrown) {
    // On a full disk even the undoing may fail. The intent stays then, and the next start undoes.
    await undoKeep(library, intent, asset).catch(() => undefined)
    for (const path of [staged.file, ...staged.attachments.map((one) => one.path)]) await rm(path, { force: true })
    throw databaseError(thrown, asset.path)
  }
}

/** Deletes an asset for good: row first (with an intent), then its files. Call it inside `library.exclusively`. */
export async function purgeFile(library: LibraryCore, asset: PurgedAsset): Promise<void> {
  const intent = inTransaction(library.db, () => {
    deleteAssetRow(library.db, asset.assetId)
    return addIntent(library, 'purge', asset.path, asset)
  })
  hitPoint('mid-purge')
  await finishPurge(library, intent, asset)
}

/** Settles every intent that a crash left, in order. */
export async function recoverIntents(library: LibraryCore): Promise<Omit<Recovery, 'swept'>> {
  const sql = /* sql */ 'SELECT id, kind, body FROM intents ORDER BY id'
  const rows = statement<[], { id: number; kind: 'keep' | 'purge'; body: string }>(library.db, sql).all()
  const counts = { finished: 0, undone: 0, purged: 0 }
  for (const row of rows) {
    if (row.kind === 'purge') {
      await finishPurge(library, row.id, purgedAsset.parse(JSON.parse(row.body)))
      counts.purged++
      continue
    }
    const asset = keptAsset.parse(JSON.parse(row.body))
    if (await hasArrived(library.folder, asset)) {
      if ((await readSidecar(await resolveInside(library.folder, asset.path))) === 'missing') await writeSidecar(library.folder, asset)
      await finishKeep(library, row.id, asset)
      counts.finished++
    } else {
      await undoKeep(library, row.id, asset)
      counts.undone++
    }
  }
  return counts
}

async function finishKeep(library: LibraryCore, intent: number, asset: KeptAsset): Promise<void> {
  await library.artifacts.writeReference(asset.hash, asset.path)
  for (const one of asset.attachments) await library.artifacts.writeReference(one.hash, one.path)
  const { id, hash, path, createdAt } = asset
  await appendAssetRecords(library.folder, [{ type: 'asset.kept', at: createdAt, assetId: id, hash, path }])
  hitPoint('before-db-commit')
  inTransaction(library.db, () => {
    insertAssetRow(library.db, asset)
    removeIntent(library, intent)
  })
  hitPoint('after-db-commit')
}

/** Removes what a half-done keep has left. The staged copy is in tmp, the person's own file was never touched. */
async function undoKeep(library: LibraryCore, intent: number | undefined, asset: KeptAsset): Promise<void> {
  if (intent === undefined) return
  const path = await resolveInside(library.folder, asset.path)
  await rm(path, { force: true })
  await rm(path + SIDECAR_SUFFIX, { force: true })
  await removeReferences(library, asset)
  removeIntent(library, intent)
}

async function finishPurge(library: LibraryCore, intent: number, asset: PurgedAsset): Promise<void> {
  const path = await resolveInside(library.folder, asset.path)
  await appendAssetRecords(library.folder, [{ type: 'asset.purged', at: library.clock.now(), assetId: asset.assetId }])
  await rm(path, { force: true })
  await rm(path + SIDECAR_SUFFIX, { force: true })
  await syncFolder(dirname(path)).catch((thrown: unknown) => {
    if (!isMissing(thrown)) throw storageError(thrown, path)
  })
  await removeReferences(library, asset)
  removeIntent(library, intent)
}

/** Removes references and attachment files that no remaining asset needs. */
async function removeReferences(library: LibraryCore, asset: Pick<PurgedAsset, 'hash' | 'attachments'>): Promise<void> {
  if (!isHashUsed(library.db, asset.hash)) await rm(artifactPath(library.folder, asset.hash) + REFERENCE_SUFFIX, { force: true })
  for (const one of asset.attachments) {
    if (isAttachmentUsed(library.db, one.hash)) continue
    await rm(artifactPath(library.folder, one.hash) + REFERENCE_SUFFIX, { force: true })
    await rm(await resolveInside(library.folder, one.path), { force: true })
  }
}

/** The staged file was complete and fsynced before its rename, so name and size say that all of it is there. */
async function hasArrived(folder: string, asset: KeptAsset): Promise<boolean> {
  const path = join(folder, ...asset.path.split('/'))
  try {
    const found = await stat(path)
    return found.isFile() && found.size === asset.sizeBytes
  } catch (thrown) {
    if (isMissing(thrown)) return false
    throw storageError(thrown, path)
  }
}

function addIntent(library: LibraryCore, kind: 'keep' | 'purge', path: string, body: KeptAsset | PurgedAsset): number {
  const sql = /* sql */ 'INSERT INTO intents (kind, path, body) VALUES (:kind, :path, :body) RETURNING id'
  const row = statement<{ kind: string; path: string; body: string }, { id: number }>(library.db, sql).get({
    kind,
    path,
    body: JSON.stringify(body),
  })
  if (row === undefined) throw new StudioError('storage.failed', 'The intent was not stored')
  return row.id
}

function removeIntent(library: LibraryCore, id: number): void {
  statement(library.db, /* sql */ 'DELETE FROM intents WHERE id = :id').run({ id })
}
