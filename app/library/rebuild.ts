import { randomUUID } from 'node:crypto'
import { access, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type Db, databaseError, inTransaction } from '../db/open.ts'
import { StudioError } from '../domain/errors.ts'
import { type AssetId, assetId, type Clock, createId, type Random } from '../domain/ids.ts'
import { idOf, openArtifacts } from '../platform/artifacts.ts'
import type { ImageLimits } from '../platform/config.ts'
import { hitPoint } from '../platform/fault-points.ts'
import { hashFile, isMissing, storageError, sweepTemp, syncFolder } from '../platform/files.ts'
import { takeLock } from '../platform/lock.ts'
import { resolveInside } from '../platform/safe-path.ts'
import { type AssetMarks, insertAssetRow } from './asset-rows.ts'
import { carryOver, openOldDatabase } from './carry-over.ts'
import { type ClipReader, checkFile } from './check-file.ts'
import type { Problem } from './doctor-report.ts'
import { indexDocuments } from './documents/index-documents.ts'
import { databaseState, type Identity, readIdentity, writeIdentity } from './identity.ts'
import { listKeptFiles } from './kept-files.ts'
import { databasePath, identityPath, PRECIOUS_FOLDERS, tempFolder } from './layout.ts'
import { createDatabase, identityInDatabase } from './open-library.ts'
import { readAssetRecords } from './records.ts'
import { type KeptAsset, readSidecar, writeSidecar } from './sidecar.ts'

export interface RebuildReport {
  /** Assets in the new index. */
  readonly assets: number
  /** Files without a usable sidecar that were given one. */
  readonly adopted: number
  /** Documents of the canvas in the new index. */
  readonly documents: number
  /** Whether jobs came along from the old database. */
  readonly jobs: 'carried-over' | 'lost'
  /** Where the old database lies now, relative to the library; null when there was none. */
  readonly setAside: string | null
  readonly problems: readonly Problem[]
}

export interface RebuildOptions {
  readonly folder: string
  readonly limits: ImageLimits
  /** Without one, clips that have a sidecar keep their place; others are left where they are. */
  readonly clips?: ClipReader
  readonly clock: Clock
  readonly random: Random
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
  /** Puts back what records of others hold, such as the ledger's, when all else is there. What it says is wrong is reported. */
  readonly restore?: (db: Db, folder: string) => Promise<readonly Problem[]>
}

/**
 * Makes `library.db` again from originals, results, sidecars, records and the files of documents, with no host running. The new index is
 * complete before it takes the place of the old, which is kept beside it under a dated name. Every file is hashed and
 * compared with its sidecar; files without one are adopted when they are pictures or clips. What only the old database knows (jobs,
 * finished stages) is carried over where that database still passes SQLite's check and has the same schema.
 *
 * @throws StudioError `library.in-use`, `file.not-found` or `library.foreign` when the folder is no library, `storage.full`, `storage.failed`;
 *   an abort passes through and leaves the old database in place.
 */
export async function rebuildIndex(options: RebuildOptions): Promise<RebuildReport> {
  const { folder, clock } = options
  await assertLibraryFolder(folder)
  using _lock = takeLock(folder)
  await sweepTemp(tempFolder(folder))
  const identity = await findIdentity(folder, clock)
  const temp = join(tempFolder(folder), 'rebuilt.db')
  const db = createDatabase(temp, identity)
  try {
    const filled = await fill(db, options)
    const documents = await indexDocuments({ ...options, db })
    const carried = carryOver(db, databasePath(folder))
    const restored = (await options.restore?.(db, folder)) ?? []
    db.close()
    hitPoint('mid-rebuild')
    const setAside = await exchange(folder, temp, clock.now())
    await writeIdentity(folder, identity)
    const problems = [...filled.problems, ...documents.problems, ...restored]
    return { ...filled, documents: documents.count, jobs: carried, setAside, problems }
  } catch (thrown) {
    if (db.open) db.close()
    for (const suffix of ['', '-wal', '-shm']) await rm(temp + suffix, { force: true })
    throw databaseError(thrown, temp)
  }
}

async function fill(db: Db, options: RebuildOptions): Promise<Pick<RebuildReport, 'assets' | 'adopted' | 'problems'>> {
  const { folder, signal } = options
  const kept = await listKeptFiles(folder)
  const marks = await marksFromRecords(folder)
  const problems: Problem[] = []
  const found: KeptAsset[] = []
  let adopted = 0
  for (const [index, path] of kept.files.entries()) {
    signal?.throwIfAborted()
    const asset = await gather(path, options, problems)
    options.onProgress?.((index + 1) / kept.files.length)
    if (asset === undefined) continue
    if (asset.isAdopted) adopted++
    found.push(asset.kept)
  }
  const files = new Set(kept.files)
  for (const path of kept.described) {
    if (!files.has(path)) problems.push(missingFile(path))
  }
  // Oldest first, so that row numbers grow with the gallery's order as they did before.
  found.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
  inTransaction(db, () => {
    for (const asset of found) insertAssetRow(db, asset, marks.get(asset.id))
  })
  await renewReferences(folder, found)
  return { assets: found.length, adopted, problems }
}

/** An asset for one kept file: from its sidecar, else made up from the file; undefined when it is neither picture nor clip. */
async function gather(
  path: string,
  options: RebuildOptions,
  problems: Problem[],
): Promise<{ readonly kept: KeptAsset; readonly isAdopted: boolean } | undefined> {
  const absolute = await resolveInside(options.folder, path)
  const found = await readSidecar(absolute)
  if (found === 'missing' || found === 'unreadable') return adopt(path, absolute, { options, problems })
  const { hash } = await hashFile(absolute, options.signal)
  if (hash !== found.hash) {
    problems.push({ code: 'asset.blob-damaged', path, message: 'The file is not what was imported', action: 'Restore it from a backup' })
  }
  // The person may have moved the file together with its sidecar: where it lies is what counts.
  return { kept: await withThumbnails({ ...found, path }, absolute, options), isAdopted: false }
}

async function adopt(
  path: string,
  absolute: string,
  context: { readonly options: RebuildOptions; readonly problems: Problem[] },
): Promise<{ readonly kept: KeptAsset; readonly isAdopted: boolean } | undefined> {
  const { options, problems } = context
  try {
    const { hash, sizeBytes } = await hashFile(absolute, options.signal)
    const { small, large, ...facts } = await checkFile(absolute, options)
    const artifacts = openArtifacts(options.folder, { cacheBytes: 0 })
    const kept: KeptAsset = {
      id: assetId.parse(createId('ast', options.clock, options.random)),
      origin: path.startsWith('results/') ? 'result' : 'import',
      name: basename(path),
      path,
      ...facts,
      hash,
      sizeBytes,
      createdAt: Math.floor((await stat(absolute)).mtimeMs),
      lineage: null,
      thumbnails: { small: await artifacts.writeBytes(small), large: await artifacts.writeBytes(large) },
      attachments: [],
    }
    await writeSidecar(options.folder, kept)
    return { kept, isAdopted: true }
  } catch (thrown) {
    if (!isAboutFile(thrown)) throw thrown
    problems.push({ code: thrown.code, path, message: thrown.message, action: 'Left where it is; it is not in the index' })
    return undefined
  }
}

/** The same asset with thumbnails that exist. A damaged picture keeps the ids of those it had. */
async function withThumbnails(asset: KeptAsset, absolute: string, options: RebuildOptions): Promise<KeptAsset> {
  const artifacts = openArtifacts(options.folder, { cacheBytes: 0 })
  const places = [await artifacts.locate(asset.thumbnails.small), await artifacts.locate(asset.thumbnails.large)]
  if (places.every((place) => place !== undefined)) return asset
  try {
    const { small, large } = await checkFile(absolute, options)
    return { ...asset, thumbnails: { small: await artifacts.writeBytes(small), large: await artifacts.writeBytes(large) } }
  } catch (thrown) {
    if (isAboutFile(thrown)) return asset
    throw thrown
  }
}

/** What is wrong with one file does not stop a rebuild, and neither does a machine without ffmpeg. */
function isAboutFile(thrown: unknown): thrown is StudioError {
  return thrown instanceof StudioError && (thrown.code.startsWith('image.') || thrown.code.startsWith('video.'))
}

/** What was decided about each asset, by its last records. One whose purge was cut short comes back into the trash. */
async function marksFromRecords(folder: string): Promise<Map<AssetId, AssetMarks>> {
  const marks = new Map<AssetId, AssetMarks>()
  for (const record of (await readAssetRecords(folder)).records) {
    const before = marks.get(record.assetId) ?? { trashedAt: null, rating: 0, flag: null }
    const { rating = before.rating, flag = before.flag } = record.type === 'asset.marked' ? record : before
    const isThrown = record.type === 'asset.trashed' || record.type === 'asset.purged'
    const trashedAt = isThrown ? record.at : record.type === 'asset.restored' ? null : before.trashedAt
    marks.set(record.assetId, { trashedAt, rating, flag })
  }
  return marks
}

async function renewReferences(folder: string, assets: readonly KeptAsset[]): Promise<void> {
  const artifacts = openArtifacts(folder, { cacheBytes: 0 })
  for (const asset of assets) {
    for (const { hash, path } of [asset, ...asset.attachments]) {
      if ((await artifacts.locate(idOf(hash))) === undefined) await artifacts.writeReference(hash, path)
    }
  }
}

/** The library's own identity where it can still be read, from the sidecar or the old database; else a new one. */
async function findIdentity(folder: string, clock: Clock): Promise<Pick<Identity, 'libraryId' | 'createdAt'>> {
  const stated = await readIdentity(folder).catch((thrown: unknown) => {
    if (thrown instanceof StudioError && thrown.code === 'library.damaged') return undefined
    throw thrown
  })
  if (stated !== undefined) return { libraryId: stated.libraryId, createdAt: stated.createdAt }
  return identityOfOldDatabase(folder) ?? { libraryId: randomUUID(), createdAt: clock.now() }
}

function identityOfOldDatabase(folder: string): Pick<Identity, 'libraryId' | 'createdAt'> | undefined {
  try {
    using old = openOldDatabase(databasePath(folder))
    return identityInDatabase(old.db)
  } catch {
    // Damaged, foreign or gone: that is why it is being rebuilt.
    return undefined
  }
}

/** Sets the old database aside under a dated name, side files included, and puts the new one in its place. */
async function exchange(folder: string, fresh: string, now: number): Promise<string | null> {
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-')
  const aside = `library-before-rebuild-${stamp}.db`
  const hadOne = await moveIfThere(databasePath(folder), join(folder, aside))
  for (const suffix of ['-wal', '-shm']) await moveIfThere(databasePath(folder) + suffix, join(folder, aside + suffix))
  await rename(fresh, databasePath(folder))
  await syncFolder(folder)
  return hadOne ? aside : null
}

async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (thrown) {
    if (isMissing(thrown)) return false
    throw storageError(thrown, from)
  }
}

async function assertLibraryFolder(folder: string): Promise<void> {
  const marks = await Promise.allSettled([access(identityPath(folder)), ...PRECIOUS_FOLDERS.map((name) => access(join(folder, name)))])
  if (marks.some((mark) => mark.status === 'fulfilled')) return
  const details = { file: basename(folder) }
  const state = await databaseState(folder)
  if (state === 'missing') throw new StudioError('file.not-found', 'There is no library in this folder', { details })
  // Nothing here says that the database is ours, and it would be moved aside.
  if (state !== 'plausible') throw new StudioError('library.foreign', 'library.db is not a database of this program', { details })
}

function missingFile(path: string): Problem {
  return {
    code: 'asset.blob-missing',
    path,
    message: 'A sidecar describes a file that is not there',
    action: 'Restore the file from a backup',
  }
}
