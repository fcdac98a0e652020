import { randomBytes } from 'node:crypto'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { extname } from 'node:path/posix'
import type { AssetOrigin, AssetType } from '../domain/asset.ts'
import { isMissing, storageError } from '../platform/files.ts'
import { lastStep, safeFileName } from '../platform/safe-path.ts'

/**
 * A library is a folder:
 *
 *   originals/YYYY/name.jpg      what was imported, byte for byte, each with `name.jpg.json` beside it
 *   results/YYYY/name.png        what was made and kept, the same way; results/attachments/ab/cdef... their companions
 *   records/*.jsonl              precious facts that are no files, appended and fsynced
 *   records/documents/doc_....jsonl   everything that was ever done to a document of the canvas
 *   artifacts/ab/cdef...         derived files by content hash
 *   library.db, library.json     the index and the identity
 *   tmp/, logs/, backups/, library.lock
 *
 * Originals, results, sidecars and records are precious; everything else can be made again from them.
 */
export const PRECIOUS_FOLDERS = ['originals', 'results'] as const

export const SIDECAR_SUFFIX = '.json'

export function databasePath(folder: string): string {
  return join(folder, 'library.db')
}

export function identityPath(folder: string): string {
  return join(folder, 'library.json')
}

export function tempFolder(folder: string): string {
  return join(folder, 'tmp')
}

export function recordPath(folder: string, name: string): string {
  return join(folder, 'records', `${name}.jsonl`)
}

/** Where the files of documents lie. */
export function journalFolder(folder: string): string {
  return join(folder, 'records', 'documents')
}

/** Where attachments lie, relative to the library. */
export const ATTACHMENTS = 'results/attachments/'

/** Where an attachment with this hash lies, relative to the library. */
export function attachmentPath(hash: string): string {
  return `${ATTACHMENTS}${hash.slice(0, 2)}/${hash.slice(2)}`
}

const EXTENSIONS = {
  'image/jpeg': ['.jpg', '.jpeg', '.jfif'],
  'image/png': ['.png', '.apng'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
  'image/avif': ['.avif'],
  'image/heic': ['.heic', '.heif'],
  'image/tiff': ['.tif', '.tiff'],
  'video/mp4': ['.mp4', '.m4v'],
  'video/quicktime': ['.mov', '.qt'],
  'video/webm': ['.webm'],
  'video/x-matroska': ['.mkv'],
} as const satisfies Record<AssetType, readonly [string, ...string[]]>

/** The name a person sees: theirs made safe, with an extension that tells the truth about the content. */
export function displayName(name: string, type: AssetType): string {
  const safe = safeFileName(lastStep(name))
  const fitting: readonly string[] = EXTENSIONS[type]
  return fitting.includes(extname(safe).toLowerCase()) ? safe : safe + EXTENSIONS[type][0]
}

/**
 * A free place for a new file, relative to the library: `originals/2026/name.jpg`, else `name (2).jpg` and so on.
 * Free on the disk as it is (so a file system that ignores case or composes letters is asked, not guessed), sidecar included.
 */
export async function freePath(
  folder: string,
  wanted: { readonly origin: AssetOrigin; readonly name: string; readonly createdAt: number },
): Promise<string> {
  const top = wanted.origin === 'result' ? 'results' : 'originals'
  const year = new Date(wanted.createdAt).getUTCFullYear()
  const extension = extname(wanted.name)
  const stem = wanted.name.slice(0, wanted.name.length - extension.length)
  for (let n = 1; n < 100; n++) {
    const candidate = `${top}/${year}/${stem}${n === 1 ? '' : ` (${n})`}${extension}`
    if (!(await exists(folder, candidate)) && !(await exists(folder, candidate + SIDECAR_SUFFIX))) return candidate
  }
  // A hundred pictures of one name: a random ending instead of a long search.
  return `${top}/${year}/${stem} ${randomBytes(5).toString('hex')}${extension}`
}

async function exists(folder: string, relative: string): Promise<boolean> {
  const path = join(folder, ...relative.split('/'))
  try {
    await lstat(path)
    return true
  } catch (thrown) {
    if (isMissing(thrown)) return false
    throw storageError(thrown, path)
  }
}
