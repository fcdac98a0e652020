import { execFileSync } from 'node:child_process'
import { readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { listAssets } from '../../app/library/asset-list.ts'
import { commitImport } from '../../app/library/assets.ts'
import { prepareImportFromBytes } from '../../app/library/prepare-import.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { smallJpeg } from '../support/generated-images.ts'
import { openTestLibrary, tempFolder, tempLibrary } from '../support/temp-library.ts'

/** What was done to a good library, and how opening it must answer. None of them may end in an empty library. */
const DAMAGES: Readonly<Record<string, { readonly harm: (folder: string) => Promise<void>; readonly code: string }>> = {
  'database cut to zero bytes': { harm: (folder) => truncate(join(folder, 'library.db'), 0), code: 'library.damaged' },
  'database cut in half': {
    harm: async (folder) => truncate(join(folder, 'library.db'), Math.floor((await readFile(join(folder, 'library.db'))).length / 2)),
    code: 'library.damaged',
  },
  'database overwritten with text': { harm: (folder) => writeFile(join(folder, 'library.db'), 'x'.repeat(9_000)), code: 'library.damaged' },
  'database deleted': { harm: (folder) => rm(join(folder, 'library.db')), code: 'library.damaged' },
  'database and identity deleted, pictures left': {
    harm: async (folder) => {
      await rm(join(folder, 'library.db'))
      await rm(join(folder, 'library.json'))
    },
    code: 'library.damaged',
  },
  "another program's database": {
    harm: async (folder) => {
      await rm(join(folder, 'library.db'))
      makeForeign(join(folder, 'library.db'))
    },
    code: 'library.foreign',
  },
  "another library's identity": {
    harm: (folder) => writeFile(join(folder, 'library.json'), '{"format":"drape-library","version":1,"libraryId":"other","createdAt":1}'),
    code: 'library.foreign',
  },
  'identity torn': { harm: (folder) => writeFile(join(folder, 'library.json'), '{"form'), code: 'library.damaged' },
  'schema of the future': {
    harm: async (folder) => {
      const db = new Database(join(folder, 'library.db'))
      db.pragma('user_version = 900')
      db.close()
    },
    code: 'library.too-new',
  },
}

describe('opening a library', () => {
  it('that is new makes it, and finds it again', async () => {
    await using folder = await tempFolder()
    const first = await openTestLibrary(join(folder.path, 'deep', 'library'))
    const { id } = first
    first.close()
    const second = await openTestLibrary(join(folder.path, 'deep', 'library'))
    expect(second.id).toBe(id)
    second.close()
  })

  it('that is open elsewhere is refused, and allowed when it is closed', async () => {
    await using temp = await tempLibrary()
    await expect(openTestLibrary(temp.folder)).rejects.toMatchObject({ code: 'library.in-use' })
    await temp.reopen()
  })

  it.each(Object.entries(DAMAGES))('with %s is refused and changes nothing', async (_name, { harm, code }) => {
    await using temp = await tempLibrary()
    const prepared = await prepareImportFromBytes({ source: await smallJpeg(1), libraryFolder: temp.folder, limits, name: 'a.jpg' })
    await commitImport(temp.library, prepared)
    temp.library.close()
    await harm(temp.folder)
    const before = await readFile(join(temp.folder, 'library.db')).catch(() => 'absent')
    await expect(openTestLibrary(temp.folder)).rejects.toMatchObject({ code })
    const after = await readFile(join(temp.folder, 'library.db')).catch(() => 'absent')
    expect(Buffer.from(after).equals(Buffer.from(before))).toBe(true)
    // The refusal must not keep the lock.
    await expect(openTestLibrary(temp.folder)).rejects.toMatchObject({ code })
  })

  it('takes an empty foreign database for no library of ours', async () => {
    await using folder = await tempFolder()
    makeForeign(join(folder.path, 'library.db'))
    await expect(openTestLibrary(folder.path)).rejects.toMatchObject({ code: 'library.foreign' })
  })
})

/** A library on a volume of its own, so that it can be filled; needs the right to mount. */
const canMount = ((): boolean => {
  try {
    execFileSync('sh', ['-c', 'd=$(mktemp -d) && mount -t tmpfs -o size=1m none "$d" && umount "$d" && rmdir "$d"'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

describe.skipIf(!canMount)('a full disk (needs the right to mount)', () => {
  it('is reported as such, keeps what was acknowledged and takes more when there is room', async () => {
    await using folder = await tempFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'none', folder.path])
    try {
      let library = await openTestLibrary(folder.path)
      const acknowledged: string[] = []
      let refusal: unknown
      for (let seed = 0; refusal === undefined && seed < 5_000; seed++) {
        try {
          const source = Buffer.concat([await smallJpeg(seed), Buffer.alloc(60_000, seed)])
          const prepared = await prepareImportFromBytes({ source, libraryFolder: folder.path, limits, name: `${seed}.jpg` })
          acknowledged.push((await commitImport(library, prepared)).asset.hash)
        } catch (thrown) {
          refusal = thrown
        }
      }
      expect(refusal).toMatchObject({ code: 'storage.full' })
      library.close()
      execFileSync('mount', ['-o', 'remount,size=6m', folder.path])
      library = await openTestLibrary(folder.path)
      const listed = listAssets(library, { limit: 500 }).assets.map((asset) => asset.hash)
      expect(listed.sort()).toEqual([...acknowledged].sort())
      const more = await prepareImportFromBytes({ source: await smallJpeg(9_999), libraryFolder: folder.path, limits, name: 'more.jpg' })
      await commitImport(library, more)
      library.close()
    } finally {
      execFileSync('umount', [folder.path])
    }
  })
})

function makeForeign(path: string): void {
  const db = new Database(path)
  db.exec('CREATE TABLE notes (text)')
  db.close()
}
