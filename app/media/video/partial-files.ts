import { open, rm } from 'node:fs/promises'
import { publishFile, storageError } from '../../platform/files.ts'

/** The name a file has while it is written. Plans name the muxer (`-f`), for nothing can be told from this ending. */
export function partialPathOf(path: string): string {
  return `${path}.partial`
}

/**
 * Lets `make` write files under their partial names and gives them their own names, durably, when it has succeeded; whatever was there
 * is replaced. When it fails or is aborted the partial files are removed and what was there is as it was. Where a rename fails, files
 * renamed before it stay: each name holds a whole file at any time.
 *
 * @param make gets the partial paths, in the order of `paths`.
 * @throws what `make` throws; StudioError `storage.full`, `storage.failed`.
 */
export async function finishPartials<Made>(paths: readonly string[], make: (partials: readonly string[]) => Promise<Made>): Promise<Made> {
  const partials = paths.map(partialPathOf)
  try {
    const made = await make(partials)
    for (const partial of partials) await syncFile(partial)
    for (const path of paths) await publishFile({ path: partialPathOf(path) }, path)
    return made
  } catch (thrown) {
    for (const partial of partials) await rm(partial, { force: true })
    throw thrown
  }
}

async function syncFile(path: string): Promise<void> {
  try {
    const handle = await open(path, 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    throw storageError(thrown, path)
  }
}
