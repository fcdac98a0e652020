import type { Dirent } from 'node:fs'
import { readdir, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { type StorageKind, storageKind } from '../domain/storage.ts'
import { isMissing, storageError } from '../platform/files.ts'

/** Which kind the entries at the top of a library are. What is not named here is the records' or the index's neighbour and small. */
const KIND_OF_ENTRY: Readonly<Record<string, StorageKind>> = {
  originals: 'originals',
  results: 'results',
  records: 'records',
  'library.json': 'records',
  'preferences.json': 'records',
  'motion-templates.json': 'records',
  'clip-recipes.json': 'records',
  posts: 'results',
  artifacts: 'derived',
  backups: 'backups',
  logs: 'log',
  inbox: 'passing',
  tmp: 'passing',
}

export interface StorageUse {
  readonly kinds: readonly { readonly kind: StorageKind; readonly files: number; readonly sizeBytes: number }[]
  /** Room left on the disk for this user. */
  readonly freeBytes: number
}

/**
 * Adds up the files of a library folder by kind; every kind is in the answer.
 *
 * @throws StudioError `storage.failed`; an abort passes through.
 */
export async function measureStorage(folder: string, signal: AbortSignal): Promise<StorageUse> {
  const sums = new Map(storageKind.options.map((kind) => [kind, { files: 0, sizeBytes: 0 }]))
  for (const entry of await entriesOf(folder)) {
    const sum = sums.get(KIND_OF_ENTRY[entry.name] ?? 'index')
    if (sum !== undefined) await addUp(join(folder, entry.name), { entry, sum, signal })
  }
  const { bavail, bsize } = await statfs(folder)
  return { kinds: [...sums].map(([kind, sum]) => ({ kind, ...sum })), freeBytes: bavail * bsize }
}

interface Walk {
  readonly entry: Dirent
  readonly sum: { files: number; sizeBytes: number }
  readonly signal: AbortSignal
}

async function addUp(path: string, { entry, sum, signal }: Walk): Promise<void> {
  signal.throwIfAborted()
  if (entry.isDirectory()) {
    for (const inner of await entriesOf(path)) await addUp(join(path, inner.name), { entry: inner, sum, signal })
    return
  }
  if (!entry.isFile()) return
  sum.sizeBytes += await sizeOf(path)
  sum.files += 1
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (thrown) {
    if (isMissing(thrown)) return []
    throw storageError(thrown, folder)
  }
}

/** 0 for a file that went while we looked. */
async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (isMissing(thrown)) return 0
    throw storageError(thrown, path)
  }
}
