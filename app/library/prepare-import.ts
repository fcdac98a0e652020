import { constants, type Stats } from 'node:fs'
import { type FileHandle, lstat, open, rm } from 'node:fs/promises'
import { isAbsolute, relative } from 'node:path'
import { z } from 'zod'
import { assetType, clipFacts } from '../domain/asset.ts'
import { StudioError } from '../domain/errors.ts'
import { artifactId, contentHash } from '../domain/ids.ts'
import { openArtifacts } from '../platform/artifacts.ts'
import type { ImageLimits } from '../platform/config.ts'
import { type ByteSource, hashFile, isMissing, type StagedFile, stageFile, storageError } from '../platform/files.ts'
import { lastStep } from '../platform/safe-path.ts'
import { type ClipReader, checkFile } from './check-file.ts'
import { tempFolder } from './layout.ts'

/** A checked picture or clip that lies complete in the library's tmp folder. Plain data, so it can cross threads. */
export const preparedImport = z.object({
  stagedPath: z.string(),
  name: z.string(),
  type: assetType,
  hash: contentHash,
  sizeBytes: z.int().nonnegative(),
  width: z.int().positive(),
  height: z.int().positive(),
  frames: z.int().positive(),
  clip: clipFacts.nullable(),
  thumbnails: z.object({ small: artifactId, large: artifactId }),
})
export type PreparedImport = z.output<typeof preparedImport>

/**
 * The heavy half of importing a file: copies it into the library's tmp folder while hashing, fsyncs, checks and decodes
 * the copy (not the source, which may change under us), writes its thumbnails. Runs in any thread; the source is only
 * read. Leaves nothing behind when it throws, except derived files that the sweep takes.
 *
 * @throws StudioError `file.not-found`, `file.unreadable` (symbolic link, device, folder, no permission),
 *   `image.unsupported-type`, `image.damaged`, `image.too-large`, `video.*` of clips, `storage.full`, `storage.failed`; an abort passes
 *   through.
 */
export async function prepareImport(options: {
  readonly sourcePath: string
  readonly libraryFolder: string
  readonly limits: ImageLimits
  readonly clips?: ClipReader
  /** The name to keep it under; default the source's own. */
  readonly name?: string
  readonly signal?: AbortSignal
}): Promise<PreparedImport> {
  const { sourcePath, libraryFolder, limits, clips, signal } = options
  const stageOptions = { libraryFolder, limits, clips, signal }
  const staged = await stageSource(sourcePath, stageOptions)
  return checkStaged(staged, { ...stageOptions, name: options.name ?? lastStep(sourcePath) })
}

/**
 * The same for a file that this program has made, in the library's tmp folder: it is not copied but hashed where it lies, made durable,
 * and moved to its place when it is kept. So a clip of gigabytes is written once. It is removed when this throws.
 *
 * @throws StudioError as `prepareImport`; `request.invalid` for a path outside of the tmp folder.
 */
export async function prepareOwnFile(options: {
  readonly path: string
  readonly libraryFolder: string
  readonly limits: ImageLimits
  readonly clips?: ClipReader
  readonly name: string
  readonly signal?: AbortSignal
}): Promise<PreparedImport> {
  const { path, libraryFolder, limits, clips, name, signal } = options
  const inside = relative(tempFolder(libraryFolder), path)
  if (inside.startsWith('..') || isAbsolute(inside)) throw new StudioError('request.invalid', 'The file is not in the library’s tmp folder')
  const staged = { path, ...(await hashFile(path, signal)) }
  await syncFile(path)
  return checkStaged(staged, { libraryFolder, limits, clips, name, signal })
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

/**
 * The same for bytes that come from elsewhere: an upload, a pasted picture, a stream.
 *
 * @throws StudioError as `prepareImport`.
 */
export async function prepareImportFromBytes(options: {
  readonly source: ByteSource
  readonly libraryFolder: string
  readonly limits: ImageLimits
  readonly name: string
  readonly signal?: AbortSignal
}): Promise<PreparedImport> {
  const { source, libraryFolder, limits, name, signal } = options
  const stageOptions = { libraryFolder, limits, clips: undefined, signal }
  const staged = await stage(source, limits.maxImageBytes, stageOptions)
  return checkStaged(staged, { ...stageOptions, name })
}

/** Removes a prepared file that will not be committed. */
export async function discardImport(prepared: PreparedImport): Promise<void> {
  await rm(prepared.stagedPath, { force: true })
}

interface StageOptions {
  readonly libraryFolder: string
  readonly limits: ImageLimits
  readonly clips: ClipReader | undefined
  readonly signal: AbortSignal | undefined
}

async function stageSource(sourcePath: string, options: StageOptions): Promise<StagedFile> {
  const found = await look(sourcePath)
  if (found.isSymbolicLink()) throw unreadable('The file is a symbolic link', 'symlink')
  if (!found.isFile()) throw unreadable('This is not a regular file', found.isDirectory() ? 'folder' : 'special')
  // The file may have been exchanged since the look: the handle must not follow a link or block on a pipe.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const handle = await open(sourcePath, flags).catch((thrown: unknown) => {
    throw unreadable('The file cannot be opened', 'closed', thrown)
  })
  try {
    const { size, isRegular } = await handle.stat().then((stats) => ({ size: stats.size, isRegular: stats.isFile() }))
    if (!isRegular) throw unreadable('This is not a regular file', 'special')
    const maxBytes = await sizeLimitOf(handle, options)
    if (size > maxBytes) throw tooManyBytes(maxBytes, options)
    return await stage(handle.createReadStream({ start: 0, highWaterMark: 1 << 20, autoClose: false }), maxBytes, options)
  } finally {
    await handle.close()
  }
}

/** A clip may be larger than a picture; which of the two it is, its first bytes say. */
async function sizeLimitOf(handle: FileHandle, { limits, clips }: StageOptions): Promise<number> {
  if (clips === undefined) return limits.maxImageBytes
  const { buffer, bytesRead } = await handle.read(new Uint8Array(clips.headBytes), 0, clips.headBytes, 0)
  return clips.recognises(buffer.subarray(0, bytesRead)) ? clips.maxBytes : limits.maxImageBytes
}

async function stage(source: ByteSource, maxBytes: number, options: StageOptions): Promise<StagedFile> {
  const { libraryFolder, signal } = options
  try {
    return await stageFile({
      tempFolder: tempFolder(libraryFolder),
      source,
      maxBytes,
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (thrown) {
    throw thrown instanceof StudioError && thrown.code === 'request.too-large' ? tooManyBytes(maxBytes, options) : thrown
  }
}

async function checkStaged(staged: StagedFile, options: StageOptions & { readonly name: string }): Promise<PreparedImport> {
  const { libraryFolder, name, signal } = options
  try {
    signal?.throwIfAborted()
    const { small, large, ...facts } = await checkFile(staged.path, options)
    signal?.throwIfAborted()
    const artifacts = openArtifacts(libraryFolder, { cacheBytes: 0 })
    return {
      stagedPath: staged.path,
      name,
      ...facts,
      hash: staged.hash,
      sizeBytes: staged.sizeBytes,
      thumbnails: { small: await artifacts.writeBytes(small), large: await artifacts.writeBytes(large) },
    }
  } catch (thrown) {
    await rm(staged.path, { force: true })
    throw thrown
  }
}

async function look(path: string): Promise<Stats> {
  try {
    return await lstat(path)
  } catch (thrown) {
    if (isMissing(thrown))
      throw new StudioError('file.not-found', 'There is no such file', { details: { file: lastStep(path) }, cause: thrown })
    throw unreadable('The file cannot be looked at', 'closed', thrown)
  }
}

function unreadable(message: string, reason: 'symlink' | 'folder' | 'special' | 'closed', cause?: unknown): StudioError {
  return new StudioError('file.unreadable', message, { details: { reason }, cause })
}

function tooManyBytes(maxBytes: number, { limits }: StageOptions): StudioError {
  if (maxBytes === limits.maxImageBytes)
    return new StudioError('image.too-large', 'The file is larger than this program takes', { details: { maxImageBytes: maxBytes } })
  return new StudioError('video.too-large', 'The clip is larger than this program takes', { details: { maxClipBytes: maxBytes } })
}
