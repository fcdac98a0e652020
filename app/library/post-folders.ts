import { constants } from 'node:fs'
import { access, copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { StudioError } from '../domain/errors.ts'
import type { PostFolder } from '../domain/video/clip-export-result.ts'
import { isMissing, storageError } from '../platform/files.ts'
import { safeFileName } from '../platform/safe-path.ts'

/** What goes to one network: files of the library under the names they get there, and the words beside them. */
export interface Post {
  readonly network: string
  readonly files: readonly { readonly path: string; readonly name: string; readonly sizeBytes: number }[]
  readonly caption: string | null
}

/** Where posts go that nobody chose a folder for. */
export function postsFolder(libraryFolder: string): string {
  return join(libraryFolder, 'posts')
}

/** @throws StudioError `request.invalid` for a folder that is not there, or cannot be written to */
export async function checkPostsFolder(folder: string): Promise<void> {
  try {
    if (isAbsolute(folder) && (await stat(folder)).isDirectory()) return await access(folder, constants.W_OK)
  } catch (cause) {
    throw new StudioError('request.invalid', 'The folder for posts cannot be written to', { cause })
  }
  throw new StudioError('request.invalid', 'The folder for posts is no folder')
}

/**
 * Makes a folder for each network, ready to be posted: `<into>/<name>/<network>/` with copies of the files and `caption.txt`. All of them appear
 * at once, under a name that is free. A try that comes after a crash finds the folder that the one before finished.
 *
 * @throws StudioError `storage.full`, `storage.failed`
 */
export async function makePosts(
  into: string,
  { name, posts }: { readonly name: string; readonly posts: readonly Post[] },
  signal: AbortSignal,
): Promise<PostFolder[]> {
  if (posts.length === 0) return []
  const stem = safeFileName(name)
  const partial = join(into, `.${stem}.part`)
  try {
    await rm(partial, { recursive: true, force: true })
    for (const post of posts) await writePost(join(partial, safeFileName(post.network)), post, signal)
    const folder = await freeFolder(into, stem, posts)
    if (folder.isThere) await rm(partial, { recursive: true })
    else await rename(partial, folder.path)
    return posts.map(({ network }) => ({ network, folder: join(folder.path, safeFileName(network)) }))
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true }).catch(() => undefined)
    signal.throwIfAborted()
    throw storageError(thrown, into)
  }
}

async function writePost(folder: string, { files, caption }: Post, signal: AbortSignal): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { path, name } of files) {
    signal.throwIfAborted()
    // A copy, never a link: what another program does to it must not reach the library. A file system that can share the blocks does.
    await copyFile(path, join(folder, safeFileName(name)), constants.COPYFILE_FICLONE)
  }
  if (caption !== null) await writeFile(join(folder, 'caption.txt'), `${caption}\n`)
}

/** `name`, `name (2)` and so on: the first that is free, or that holds these files already. */
async function freeFolder(into: string, stem: string, posts: readonly Post[]): Promise<{ path: string; isThere: boolean }> {
  for (let n = 1; ; n++) {
    const path = join(into, n === 1 ? stem : `${stem} (${n})`)
    if ((await sizeOf(path)) === null) return { path, isThere: false }
    if (await holds(path, posts)) return { path, isThere: true }
  }
}

async function holds(folder: string, posts: readonly Post[]): Promise<boolean> {
  for (const { network, files } of posts) {
    for (const { name, sizeBytes } of files) {
      if ((await sizeOf(join(folder, safeFileName(network), safeFileName(name)))) !== sizeBytes) return false
    }
  }
  return true
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size
  } catch (thrown) {
    if (isMissing(thrown)) return null
    throw thrown
  }
}
