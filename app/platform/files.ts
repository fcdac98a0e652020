import { createHash, randomBytes } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { isAbort, StudioError } from '../domain/errors.ts'
import { type ContentHash, contentHash } from '../domain/ids.ts'
import { hitPoint } from './fault-points.ts'

/** Bytes to write: in one piece, or as they arrive. */
export type ByteSource = Uint8Array | AsyncIterable<Uint8Array>

/** What was written: SHA-256 of all bytes, and how many. */
export interface WrittenFile {
  readonly hash: ContentHash
  readonly sizeBytes: number
}

/** A complete, fsynced file in a temp folder that waits for its final name. */
export interface StagedFile extends WrittenFile {
  readonly path: string
}

/** Ending of files that are not finished. */
const PART_SUFFIX = '.part'

/**
 * Writes a file that must survive power loss: temp file on the same volume, hash while streaming, fsync, rename, fsync
 * of the directory. After it resolves the file is complete under its name; before that the name holds what it held.
 *
 * @throws StudioError `storage.full`, `storage.failed`, `request.too-large` above `maxBytes`; an abort passes through.
 */
export async function writePrecious(options: {
  readonly path: string
  readonly source: ByteSource
  /** Where the temp file goes; on the same volume as `path`. Default: the folder of `path`. */
  readonly tempFolder?: string
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}): Promise<WrittenFile> {
  const { path, tempFolder = dirname(path), ...rest } = options
  const staged = await stageFile({ ...rest, tempFolder })
  await publishFile(staged, path)
  return { hash: staged.hash, sizeBytes: staged.sizeBytes }
}

/**
 * First half of a precious write: streams `source` into a temp file, hashing, and fsyncs it. Leaves nothing behind when
 * it throws.
 *
 * @throws StudioError `storage.full`, `storage.failed`, `request.too-large`; an abort passes through.
 */
export async function stageFile(options: {
  readonly tempFolder: string
  readonly source: ByteSource
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}): Promise<StagedFile> {
  const { tempFolder, source, maxBytes = Number.POSITIVE_INFINITY, signal } = options
  const path = join(tempFolder, randomName() + PART_SUFFIX)
  try {
    await mkdir(tempFolder, { recursive: true })
    const handle = await open(path, 'wx', 0o600)
    try {
      const written = await pour(handle, source, { maxBytes, signal })
      await handle.sync()
      return { path, ...written }
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    await rm(path, { force: true })
    if (signal !== undefined && isAbort(thrown, signal)) throw thrown
    throw storageError(thrown, path)
  }
}

/**
 * Second half: gives a staged file its final name. Replaces what was there; the caller has chosen a free name where that
 * matters. The staged file is gone afterwards.
 *
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function publishFile(staged: { readonly path: string }, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true })
    hitPoint('before-rename')
    await rename(staged.path, path)
    hitPoint('after-rename')
    await syncFolder(dirname(path))
  } catch (thrown) {
    throw storageError(thrown, path)
  }
}

/**
 * Writes a file that can be made again: temp file and rename, no fsync. Never torn under its name after a crash of the
 * process; may be lost or empty after power loss, so readers check what they read.
 *
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function writeScratch(options: {
  readonly path: string
  readonly parts: readonly Uint8Array[]
  readonly tempFolder: string
}): Promise<void> {
  const { path, parts, tempFolder } = options
  const temp = join(tempFolder, randomName() + PART_SUFFIX)
  try {
    await mkdir(tempFolder, { recursive: true })
    const handle = await open(temp, 'wx', 0o600)
    try {
      for (const part of parts) await writeAll(handle, part)
    } finally {
      await handle.close()
    }
    await mkdir(dirname(path), { recursive: true })
    await rename(temp, path)
  } catch (thrown) {
    await rm(temp, { force: true })
    throw storageError(thrown, path)
  }
}

/** Where a line lies in its file, in bytes; the length is that without the line break. */
export interface LinePlace {
  readonly offset: number
  readonly length: number
}

/**
 * Appends one line and fsyncs it: the file grows by the whole line or the write is reported as failed.
 * A line torn by power loss is the reader's to skip.
 *
 * @param line without line break.
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function appendLine(path: string, line: string): Promise<LinePlace> {
  try {
    await mkdir(dirname(path), { recursive: true })
    const handle = await open(path, 'a+', 0o600)
    try {
      const { size } = await handle.stat()
      // A torn last line must not swallow this one: start on a fresh line.
      const torn = size > 0 && (await lastByte(handle, size)) !== 0x0a
      const bytes = new TextEncoder().encode(`${torn ? '\n' : ''}${line}\n`)
      await writeAll(handle, bytes)
      await handle.sync()
      if (size === 0) await syncFolder(dirname(path))
      const breaks = torn ? 2 : 1
      return { offset: size + breaks - 1, length: bytes.byteLength - breaks }
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    throw storageError(thrown, path)
  }
}

/** SHA-256 and size of a file, read as a stream. @throws StudioError `storage.failed`; an abort passes through. */
export async function hashFile(path: string, signal?: AbortSignal): Promise<WrittenFile> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>) {
      signal?.throwIfAborted()
      hash.update(chunk)
      sizeBytes += chunk.byteLength
    }
  } catch (thrown) {
    if (signal !== undefined && isAbort(thrown, signal)) throw thrown
    throw storageError(thrown, path)
  }
  return { hash: contentHash.parse(hash.digest('hex')), sizeBytes }
}

/** SHA-256 of bytes in memory. */
export function hashBytes(...parts: readonly Uint8Array[]): ContentHash {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return contentHash.parse(hash.digest('hex'))
}

/** Makes renames and removals in a folder durable. */
export async function syncFolder(path: string): Promise<void> {
  // Windows cannot fsync a directory; NTFS journals its metadata instead.
  if (process.platform === 'win32') return
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Removes everything that unfinished writes left in a temp folder; nothing else may live there.
 * Only call it while no write is under way, that is, at the start under the library lock.
 *
 * @returns how many entries went.
 */
export async function sweepTemp(folder: string): Promise<number> {
  const entries = await readdir(folder).catch((thrown: unknown) => {
    if (isMissing(thrown)) return []
    throw storageError(thrown, folder)
  })
  for (const entry of entries) await rm(join(folder, entry), { recursive: true, force: true })
  return entries.length
}

/** A private folder that removes itself: `await using folder = await createTempFolder(...)`. */
export async function createTempFolder(parent: string): Promise<AsyncDisposable & { readonly path: string }> {
  try {
    await mkdir(parent, { recursive: true })
    const path = await mkdtemp(join(parent, 'work-'))
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
  } catch (thrown) {
    throw storageError(thrown, parent)
  }
}

/** True when a file system call failed because the file is not there. */
export function isMissing(thrown: unknown): boolean {
  const code = errorCodeOf(thrown)
  return code === 'ENOENT' || code === 'ENOTDIR'
}

/** The error of a failed file system call in the studio's words; a `StudioError` stays as it is. */
export function storageError(thrown: unknown, path: string): StudioError {
  if (thrown instanceof StudioError) return thrown
  const reason = errorCodeOf(thrown) ?? 'unknown'
  const details = { file: basename(path), reason }
  // EFBIG is a file size limit of the account or volume: for the person it is the same as a full disk.
  if (reason === 'ENOSPC' || reason === 'EDQUOT' || reason === 'EFBIG') {
    return new StudioError('storage.full', `No space left to write ${basename(path)}`, { details, cause: thrown })
  }
  return new StudioError('storage.failed', `File system error ${reason} at ${basename(path)}`, { details, cause: thrown })
}

async function pour(
  handle: FileHandle,
  source: ByteSource,
  options: { readonly maxBytes: number; readonly signal: AbortSignal | undefined },
): Promise<WrittenFile> {
  const hash = createHash('sha256')
  let sizeBytes = 0
  for await (const chunk of source instanceof Uint8Array ? [source] : source) {
    options.signal?.throwIfAborted()
    sizeBytes += chunk.byteLength
    if (sizeBytes > options.maxBytes) {
      throw new StudioError('request.too-large', 'The file is larger than allowed', { details: { maxBytes: options.maxBytes } })
    }
    hash.update(chunk)
    await writeAll(handle, chunk)
  }
  return { hash: contentHash.parse(hash.digest('hex')), sizeBytes }
}

/** A single write may be short (full disk, signal); this one writes all or throws. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  let done = 0
  while (done < bytes.byteLength) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done)
    done += bytesWritten
  }
}

async function lastByte(handle: FileHandle, size: number): Promise<number | undefined> {
  const buffer = new Uint8Array(1)
  await handle.read(buffer, 0, 1, size - 1)
  return buffer[0]
}

function errorCodeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined
  return typeof thrown.code === 'string' ? thrown.code : undefined
}

function randomName(): string {
  return randomBytes(9).toString('hex')
}
