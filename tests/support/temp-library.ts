import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Asset } from '../../app/domain/asset.ts'
import type { Clock } from '../../app/domain/ids.ts'
import { commitImport, type Imported } from '../../app/library/assets.ts'
import { type Library, openLibrary } from '../../app/library/open-library.ts'
import { prepareImport } from '../../app/library/prepare-import.ts'
import { DEFAULT_IMAGE_LIMITS } from '../../app/platform/config.ts'

/** A folder of its own for one test, gone after it. */
export async function tempFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'drape-test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

/** An open library in a folder of its own; closed and removed after the test. */
export async function tempLibrary(): Promise<
  AsyncDisposable & { readonly library: Library; readonly folder: string; reopen(): Promise<Library> }
> {
  const folder = await tempFolder()
  let library = await openTestLibrary(folder.path)
  return {
    get library() {
      return library
    },
    folder: library.folder,
    async reopen() {
      library.close()
      library = await openTestLibrary(folder.path)
      return library
    },
    async [Symbol.asyncDispose]() {
      library.close()
      await folder[Symbol.asyncDispose]()
    },
  }
}

export async function openTestLibrary(folder: string): Promise<Library> {
  return openLibrary({ folder, clock: systemClock, random: Math.random })
}

export const systemClock: Clock = { now: () => Date.now() }

/** A clock that moves only when told. */
export function manualClock(start = 1_700_000_000_000): Clock & { advance(ms: number): void } {
  let time = start
  return {
    now: () => time,
    advance(ms) {
      time += ms
    },
  }
}

/** Imports a file the way a host does, in one go. */
export async function importFile(library: Library, sourcePath: string): Promise<Imported> {
  return commitImport(library, await prepareImport({ sourcePath, libraryFolder: library.folder, limits: DEFAULT_IMAGE_LIMITS }))
}

/** The bytes of an asset's file are where its row says. */
export function filePathOf(library: Library, asset: Asset): string {
  const row = library.db.prepare<{ id: string }, { path: string }>('SELECT path FROM assets WHERE id = :id').get({ id: asset.id })
  if (row === undefined) throw new Error(`No row for ${asset.id}`)
  return join(library.folder, row.path)
}
