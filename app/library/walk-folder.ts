import type { Dirent, Stats } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../domain/errors.ts'
import { isMissing, storageError } from '../platform/files.ts'
import { lastStep } from '../platform/safe-path.ts'

/** Deeper folders than this are a mistake or a trap. */
const MAX_DEPTH = 32

/**
 * The regular files that importing `paths` would take, in name order: files as they are given, folders with everything
 * in them. Hidden entries are skipped inside folders, symbolic links and special files are never followed; what a person
 * named directly is given back even then, so that its import says why it is refused.
 *
 * @throws StudioError `file.not-found`, `storage.failed`; an abort passes through.
 */
export async function walkImportPaths(paths: readonly string[], signal?: AbortSignal): Promise<string[]> {
  const files: string[] = []
  for (const path of paths) {
    if ((await look(path)).isDirectory()) await walk(path, { files, depth: 0, signal })
    else files.push(path)
  }
  return files
}

interface Walk {
  readonly files: string[]
  readonly depth: number
  readonly signal: AbortSignal | undefined
}

async function walk(folder: string, { files, depth, signal }: Walk): Promise<void> {
  if (depth > MAX_DEPTH) return
  signal?.throwIfAborted()
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await walk(path, { files, depth: depth + 1, signal })
    else if (entry.isFile()) files.push(path)
  }
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true })
    return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  } catch (thrown) {
    throw storageError(thrown, folder)
  }
}

async function look(path: string): Promise<Stats> {
  try {
    return await lstat(path)
  } catch (thrown) {
    if (isMissing(thrown))
      throw new StudioError('file.not-found', 'There is no such file', { details: { file: lastStep(path) }, cause: thrown })
    throw storageError(thrown, path)
  }
}
