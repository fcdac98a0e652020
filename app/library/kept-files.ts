import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { isMissing, storageError } from '../platform/files.ts'
import { ATTACHMENTS, PRECIOUS_FOLDERS, SIDECAR_SUFFIX } from './layout.ts'

/** What lies under `originals/` and `results/`: files and sidecars, as paths relative to the library, `/` separated. */
export interface KeptFiles {
  readonly files: readonly string[]
  /** The files that sidecars stand beside; not all of them need exist. */
  readonly described: ReadonlySet<string>
}

/** Lists originals and results with their sidecars; attachments are named by the sidecars and not listed. */
export async function listKeptFiles(folder: string): Promise<KeptFiles> {
  const names = (await Promise.all(PRECIOUS_FOLDERS.map((top) => listBelow(folder, top)))).flat()
  const all = new Set(names)
  const isSidecar = (name: string): boolean => name.endsWith(SIDECAR_SUFFIX)
  // A picture cannot end in .json, so the suffix alone tells the two apart.
  const files = [...all].filter((name) => !isSidecar(name)).sort()
  return { files, described: new Set([...all].filter(isSidecar).map((name) => name.slice(0, -SIDECAR_SUFFIX.length))) }
}

/** All regular files below a folder: a person may have sorted them into folders of their own. */
async function listBelow(folder: string, top: string): Promise<string[]> {
  try {
    const entries = await readdir(join(folder, top), { withFileTypes: true, recursive: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .filter((path) => !path.startsWith(ATTACHMENTS))
  } catch (thrown) {
    if (isMissing(thrown)) return []
    throw storageError(thrown, join(folder, top))
  }
}
