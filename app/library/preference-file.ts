import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DEFAULT_PREFERENCES, type Preferences, preferences } from '../domain/preferences.ts'
import { isMissing, writePrecious } from '../platform/files.ts'
import type { Log } from '../platform/log.ts'
import { tempFolder } from './layout.ts'

/** The preferences of a library, in `preferences.json`: beside the index, so that making that again does not lose them. */
export interface PreferenceFile {
  read(): Preferences
  /** On the disk when it resolves. @throws StudioError `storage.full`, `storage.failed` */
  change(patch: Partial<Preferences>): Promise<Preferences>
}

/** Opens the file. One that is missing or says nothing sensible gives the defaults: preferences never keep a library shut. */
export async function openPreferences(libraryFolder: string, log: Log): Promise<PreferenceFile> {
  const path = join(libraryFolder, 'preferences.json')
  let current = await readStored(path, log)
  // Changes are written one after the other, so that the file holds the last.
  let writing = Promise.resolve()
  return {
    read: () => current,
    async change(patch) {
      const work = writing.then(async () => {
        const next = { ...current, ...patch }
        const source = new TextEncoder().encode(`${JSON.stringify(next, null, 2)}\n`)
        await writePrecious({ path, source, tempFolder: tempFolder(libraryFolder) })
        current = next
      })
      writing = work.catch(() => undefined)
      await work
      return current
    },
  }
}

async function readStored(path: string, log: Log): Promise<Preferences> {
  try {
    return preferences.parse({ ...DEFAULT_PREFERENCES, ...JSON.parse(await readFile(path, 'utf8')) })
  } catch (thrown) {
    if (!isMissing(thrown)) log.warn({ err: thrown }, 'The preferences cannot be read; the defaults are used')
    return DEFAULT_PREFERENCES
  }
}
