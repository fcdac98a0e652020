import type { Dirent, Stats } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { REFERENCE_SUFFIX } from '../platform/artifacts.ts'
import { isMissing, storageError } from '../platform/files.ts'
import type { Library } from './open-library.ts'

const DAY_MS = 86_400_000

/**
 * Removes derived files that nothing names: mark from the tables (thumbnails, outputs of finished stages, jobs, documents with all of their history), then
 * sweep what is older than a day, so that nothing goes that a running stage has just written. All of it could be made
 * again, so a mistake here costs time, never a picture.
 *
 * @param options.minAgeMs age below which a file stays whatever names it. Default one day.
 * @param options.onProgress hears the share of the folders that is done, 0..1.
 * @returns how many files and bytes went. @throws StudioError `storage.failed`; an abort passes through.
 */
export async function sweepArtifacts(
  library: Library,
  options: { readonly minAgeMs?: number; readonly signal?: AbortSignal; readonly onProgress?: (fraction: number) => void } = {},
): Promise<{ readonly files: number; readonly sizeBytes: number }> {
  const { minAgeMs = DAY_MS, signal, onProgress } = options
  const named = namedHashes(library)
  const newest = library.clock.now() - minAgeMs
  const swept = { files: 0, sizeBytes: 0 }
  const shards = (await entriesOf(join(library.folder, 'artifacts'))).filter((entry) => entry.isDirectory())
  for (const [index, shard] of shards.entries()) {
    signal?.throwIfAborted()
    onProgress?.(index / shards.length)
    for (const entry of await entriesOf(join(library.folder, 'artifacts', shard.name))) {
      // References are a few bytes and go with their asset.
      if (!entry.isFile() || entry.name.endsWith(REFERENCE_SUFFIX) || named.has(shard.name + entry.name)) continue
      const path = join(library.folder, 'artifacts', shard.name, entry.name)
      const found = await statIfThere(path)
      if (found === undefined || found.mtimeMs > newest) continue
      await rm(path, { force: true })
      swept.files += 1
      swept.sizeBytes += found.size
    }
  }
  return swept
}

/** The hash of every artifact id that stands anywhere in the tables. */
function namedHashes(library: Library): Set<string> {
  const texts = library.db
    .prepare<[], { text: string | null }>(/* sql */ `
      SELECT thumb_small AS text FROM assets UNION ALL SELECT thumb_large FROM assets
      UNION ALL SELECT lineage FROM assets UNION ALL SELECT output FROM stage_memo
      UNION ALL SELECT payload FROM jobs UNION ALL SELECT result FROM jobs
      UNION ALL SELECT 'sha256-' || hash FROM document_hashes`)
    .iterate()
  const named = new Set<string>()
  for (const { text } of texts) for (const [, hash = ''] of (text ?? '').matchAll(/sha256-([0-9a-f]{64})/g)) named.add(hash)
  return named
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (thrown) {
    if (isMissing(thrown)) return []
    throw storageError(thrown, folder)
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
