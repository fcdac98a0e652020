import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { storageError } from '../app/platform/files.ts'

/** Where a person wants posts to go, kept beside the place of the window: it belongs to this machine, not to the library. */
export interface ExportFolder {
  /** Null until one was chosen, and where it is gone: a disk that is not plugged in. */
  read(): Promise<string | null>
  /** @throws StudioError `storage.full`, `storage.failed` */
  choose(folder: string): Promise<void>
}

const stored = z.object({ folder: z.string().min(1) })

export function openExportFolder(file: string): ExportFolder {
  return {
    async read() {
      try {
        const { folder } = stored.parse(JSON.parse(await readFile(file, 'utf8')))
        return (await stat(folder)).isDirectory() ? folder : null
      } catch {
        // Missing or damaged: posts go to the library until a folder is chosen again.
        return null
      }
    },
    async choose(folder) {
      try {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(`${file}.part`, JSON.stringify({ folder }))
        await rename(`${file}.part`, file)
      } catch (thrown) {
        throw storageError(thrown, file)
      }
    },
  }
}
