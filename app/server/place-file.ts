import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { join, parse, resolve } from 'node:path'
import type { ContentHash } from '../domain/ids.ts'
import { storageError } from '../platform/files.ts'
import type { Session } from './session.ts'

/**
 * Copies a file of the library into a folder; until it is whole it has another name. Without a folder it stays where it is.
 *
 * @returns its path. @throws StudioError `storage.full`, `storage.failed`
 */
export async function placeFile(
  session: Session,
  file: { readonly hash: ContentHash; readonly name: string },
  folder: string | undefined,
): Promise<string> {
  const { path } = await session.client['media.locate']({ hash: file.hash, variant: 'original' })
  if (folder === undefined) return path
  const target = resolve(folder, file.name)
  const partial = join(parse(target).dir, `${parse(target).base}.part`)
  try {
    await mkdir(parse(target).dir, { recursive: true })
    await copyFile(path, partial)
    await rename(partial, target)
    return target
  } catch (thrown) {
    await rm(partial, { force: true })
    throw storageError(thrown, target)
  }
}
