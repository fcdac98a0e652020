import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../app/domain/asset.ts'
import { StudioError } from '../../app/domain/errors.ts'
import { listAssets } from '../../app/library/asset-list.ts'
import { commitImport } from '../../app/library/assets.ts'
import { examine } from '../../app/library/doctor.ts'
import { prepareImportFromBytes } from '../../app/library/prepare-import.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { smallJpeg } from '../support/generated-images.ts'
import { openTestLibrary, systemClock, tempLibrary } from '../support/temp-library.ts'

const ROUNDS = 40

describe('a database with sixteen flipped bytes', () => {
  it(`never passes for good with other assets than before (${ROUNDS} places)`, async () => {
    await using temp = await tempLibrary()
    const before = await fill(temp, 6)
    temp.library.close()
    const path = join(temp.folder, 'library.db')
    const good = await readFile(path)
    for (let round = 0; round < ROUNDS; round++) {
      const bad = Buffer.from(good)
      const at = Math.floor((bad.length - 16) * (round / ROUNDS)) + round
      for (let i = at; i < at + 16; i++) bad[i] = (bad[i] ?? 0) ^ 0x5a
      await writeFile(path, bad)
      const found = await look(temp.folder)
      // Refused, or the doctor sees it, or the flip met nothing that counts.
      if (found !== 'refused') expect(found, `at byte ${at}`).toEqual(before)
    }
    // After all of that the files are what they were, and the index can be made again.
    await writeFile(path, 'lost')
    expect(await rebuildIndex({ folder: temp.folder, limits, clock: systemClock, random: Math.random })).toMatchObject({
      assets: 6,
      problems: [],
    })
  })

  async function look(folder: string): Promise<Asset[] | 'refused'> {
    if (!(await examine(folder)).ok) return 'refused'
    try {
      const library = await openTestLibrary(folder)
      const assets = [...listAssets(library).assets]
      library.close()
      return assets
    } catch (thrown) {
      if (thrown instanceof StudioError) return 'refused'
      throw thrown
    }
  }
})

describe('a rebuild that is killed', () => {
  it('leaves the library as it was', async () => {
    await using temp = await tempLibrary()
    const before = await fill(temp, 3)
    temp.library.close()
    const host = join(import.meta.dirname, 'children', 'rebuild-host.ts')
    const child = spawn(process.execPath, [host, temp.folder], { env: { ...process.env, DRAPE_KILL_AT: 'mid-rebuild' }, stdio: 'inherit' })
    const [, signal] = await once(child, 'close')
    expect(signal).toBe('SIGKILL')
    const library = await openTestLibrary(temp.folder)
    expect(listAssets(library).assets).toEqual(before)
    library.close()
  })
})

async function fill(temp: Awaited<ReturnType<typeof tempLibrary>>, count: number): Promise<Asset[]> {
  for (let seed = 0; seed < count; seed++) {
    const prepared = await prepareImportFromBytes({
      source: await smallJpeg(seed),
      libraryFolder: temp.folder,
      limits,
      name: `${seed}.jpg`,
    })
    await commitImport(temp.library, prepared)
  }
  return [...listAssets(temp.library).assets]
}
