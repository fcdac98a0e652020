import { constants, type Stats } from 'node:fs'
import { lstat, open, readFile, rm } from 'node:fs/promises'
import { z } from 'zod'
import { imageType } from '../domain/asset.ts'
import { StudioError } from '../domain/errors.ts'
import { artifactId, contentHash } from '../domain/ids.ts'
import { openArtifacts } from '../platform/artifacts.ts'
import type { ImageLimits } from '../platform/config.ts'
import { type ByteSource, isMissing, type StagedFile, stageFile } from '../platform/files.ts'
import { validateImage } from '../platform/image/decode-image.ts'
import { lastStep } from '../platform/safe-path.ts'
import { tempFolder } from './layout.ts'

/** A checked picture that lies complete in the library's tmp folder. Plain data, so it can cross threads. */
export const preparedImport = z.object({
  stagedPath: z.string(),
  name: z.string(),
  type: imageType,
  hash: contentHash,
  sizeBytes: z.int().nonnegative(),
  width: z.int().positive(),
  height: z.int().positive(),
  frames: z.int().positive(),
  thumbnails: z.object({ small: artifactId, large: artifactId }),
})
export type PreparedImport = z.output<typeof preparedImport>

/**
 * The heavy half of importing a file: copies it into the library's tmp folder while hashing, fsyncs, checks and decodes
 * the copy (not the source, which may change under us), writes its thumbnails. Runs in any thread; the source is only
 * read. Leaves nothing behind when it throws, except derived files that the sweep takes.
 *
 * @throws StudioError `file.not-found`, `file.unreadable` (symbolic link, device, folder, no permission),
 *   `image.unsupported-type`, `image.damaged`, `image.too-large`, `storage.full`, `storage.failed`; an abort passes through.
 */
export async function prepareImport(options: {
  readonly sourcePath: string
  readonly libraryFolder: string
  readonly limits: ImageLimits
  /** The name to keep it under; default the source's own. */
  readonly name?: string
  readonly signal?: AbortSignal
}): Promise<PreparedImport> {
  const { sourcePath, libraryFolder, limits, signal } = options
  const staged = await stageSource(sourcePath, { libraryFolder, limits, signal })
  return checkStaged(staged, { libraryFolder, limits, name: options.name ?? lastStep(sourcePath), signal })
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
  const staged = await stage(source, { libraryFolder, limits, signal })
  return checkStaged(staged, { libraryFolder, limits, name, signal })
}

/** Removes a prepared file that will not be committed. */
export async function discardImport(prepared: PreparedImport): Promise<void> {
  await rm(prepared.stagedPath, { force: true })
}

interface StageOptions {
  readonly libraryFolder: string
  readonly limits: ImageLimits
  readonly signal: AbortSignal | undefined
}

async function stageSource(sourcePath: string, options: StageOptions): Promise<StagedFile> {
  const found = await look(sourcePath)
  if (found.isSymbolicLink()) throw unreadable('The file is a symbolic link', 'symlink')
  if (!found.isFile()) throw unreadable('This is not a regular file', found.isDirectory() ? 'folder' : 'special')
  if (found.size > options.limits.maxImageBytes) throw tooManyBytes(options.limits)
  // The file may have been exchanged since the look: the handle must not follow a link or block on a pipe.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const handle = await open(sourcePath, flags).catch((thrown: unknown) => {
    throw unreadable('The file cannot be opened', 'closed', thrown)
  })
  try {
    if (!(await handle.stat()).isFile()) throw unreadable('This is not a regular file', 'special')
    return await stage(handle.createReadStream({ highWaterMark: 1 << 20, autoClose: false }), options)
  } finally {
    await handle.close()
  }
}

async function stage(source: ByteSource, options: StageOptions): Promise<StagedFile> {
  const { libraryFolder, limits, signal } = options
  try {
    return await stageFile({
      tempFolder: tempFolder(libraryFolder),
      source,
      maxBytes: limits.maxImageBytes,
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (thrown) {
    throw thrown instanceof StudioError && thrown.code === 'request.too-large' ? tooManyBytes(limits) : thrown
  }
}

async function checkStaged(staged: StagedFile, options: StageOptions & { readonly name: string }): Promise<PreparedImport> {
  const { libraryFolder, limits, name, signal } = options
  try {
    signal?.throwIfAborted()
    const { fullSize, header, small, large } = await validateImage(await readFile(staged.path), limits)
    signal?.throwIfAborted()
    const artifacts = openArtifacts(libraryFolder, { cacheBytes: 0 })
    return {
      stagedPath: staged.path,
      name,
      type: header.type,
      hash: staged.hash,
      sizeBytes: staged.sizeBytes,
      width: fullSize.width,
      height: fullSize.height,
      frames: header.frames,
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

function tooManyBytes(limits: ImageLimits): StudioError {
  return new StudioError('image.too-large', 'The file is larger than this program takes', {
    details: { maxImageBytes: limits.maxImageBytes },
  })
}
