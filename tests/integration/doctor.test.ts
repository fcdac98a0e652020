import { appendFile, mkdir, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../app/domain/asset.ts'
import { createId, jobId } from '../../app/domain/ids.ts'
import { listAssets } from '../../app/library/asset-list.ts'
import { commitImport, trashAssets } from '../../app/library/assets.ts'
import { examine } from '../../app/library/doctor.ts'
import { prepareImportFromBytes } from '../../app/library/prepare-import.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { keepResult, listAttachments } from '../../app/library/results.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { historyOf, isPaused, setPaused } from '../../app/queue/job-lists.ts'
import { createJobStore } from '../../app/queue/store.ts'
import { smallJpeg } from '../support/generated-images.ts'
import { filePathOf, openTestLibrary, systemClock, tempLibrary } from '../support/temp-library.ts'

type Temp = Awaited<ReturnType<typeof tempLibrary>>

describe('the doctor', () => {
  it('finds nothing wrong with a healthy library, open or closed', async () => {
    await using temp = await tempLibrary()
    await filled(temp)
    const open = await examine(temp.folder, { verify: true })
    expect(open.problems).toEqual([])
    expect(open.checks.every((check) => check.ok)).toBe(true)
    temp.library.close()
    expect((await examine(temp.folder, { verify: true })).ok).toBe(true)
  })

  it('names exactly the file that is missing, cut, flipped, or not in the index', async () => {
    await using temp = await tempLibrary()
    const assets = await filled(temp)
    const [gone, cut, flipped] = assets.map((asset) => filePathOf(temp.library, asset))
    await rm(gone!)
    await truncate(cut!, 100)
    const bytes = await readFile(flipped!)
    bytes[bytes.length - 20]! ^= 1
    await writeFile(flipped!, bytes)
    await writeFile(join(temp.folder, 'originals', new Date().getUTCFullYear().toString(), 'stray.jpg'), await smallJpeg(99))
    const { problems, ok } = await examine(temp.folder, { verify: true })
    expect(ok).toBe(false)
    const found = problems.map((problem) => [problem.code, problem.path.split('/').at(-1)])
    expect(found).toContainEqual(['asset.blob-missing', '0.jpg'])
    expect(found).toContainEqual(['asset.blob-damaged', '1.jpg'])
    expect(found).toContainEqual(['asset.blob-damaged', '2.jpg'])
    expect(found).toContainEqual(['asset.not-found', 'stray.jpg'])
    expect(found.filter(([, name]) => name === 'result.jpg')).toEqual([])
    // A flipped bit has the right size: only reading finds it.
    const shallow = await examine(temp.folder)
    expect(shallow.problems.some((problem) => problem.path.endsWith('2.jpg'))).toBe(false)
  })

  it('sees an index that says something else than the sidecars', async () => {
    await using temp = await tempLibrary()
    const assets = await filled(temp)
    temp.library.db.prepare('UPDATE assets SET width = width + 1 WHERE id = ?').run(assets[1]!.id)
    expect((await examine(temp.folder)).problems).toMatchObject([{ code: 'library.damaged', path: expect.stringMatching(/1\.jpg$/) }])
  })

  it.each([
    ['empty', 'library.damaged', (path: string) => truncate(path, 0)],
    ['not-a-database', 'library.damaged', (path: string) => writeFile(path, 'x'.repeat(5000))],
    ['missing', 'library.damaged', (path: string) => rm(path)],
    ['foreign', 'library.foreign', (path: string) => replaceByForeign(path)],
  ] as const)('recognises a database that is %s and touches nothing', async (state, code, harm) => {
    await using temp = await tempLibrary()
    await filled(temp)
    temp.library.close()
    await harm(join(temp.folder, 'library.db'))
    const before = await readdir(temp.folder)
    const report = await examine(temp.folder)
    expect(report.problems).toMatchObject([{ code, message: `The database is ${state}` }])
    expect(report.checks.find((check) => check.id === 'files')?.ok).toBe(false)
    expect(await readdir(temp.folder)).toEqual(before)
  })
})

describe('rebuilding the index', () => {
  it('brings back every asset as it was, trash, lineage and attachments too, and keeps the old database', async () => {
    await using temp = await tempLibrary()
    const assets = await filled(temp)
    await trashAssets(temp.library, [assets[1]!.id])
    const before = snapshot(temp)
    temp.library.close()
    await truncate(join(temp.folder, 'library.db'), 0)
    const report = await rebuildIndex({ folder: temp.folder, limits, clock: systemClock, random: Math.random })
    expect(report).toMatchObject({ assets: 4, adopted: 0, problems: [], jobs: 'lost' })
    expect(await readdir(temp.folder)).toContain(report.setAside)
    await temp.reopen()
    expect(snapshot(temp)).toEqual(before)
    expect((await examine(temp.folder, { verify: true })).problems).toEqual([])
  })

  it('carries the jobs over from an old database that can still be read', async () => {
    await using temp = await tempLibrary()
    const job = { kind: 'pose', slot: 's', title: 'kept', payload: { n: 1 }, payloadVersion: 1, maxAttempts: 3 } as const
    const { id } = createJobStore(temp.library.db, { clock: systemClock, random: Math.random }).enqueue(job)
    setPaused(temp.library.db, 'paused')
    temp.library.close()
    await rm(join(temp.folder, 'library.json'))
    const report = await rebuildIndex({ folder: temp.folder, limits, clock: systemClock, random: Math.random })
    expect(report.jobs).toBe('carried-over')
    await temp.reopen()
    expect(createJobStore(temp.library.db, { clock: systemClock, random: Math.random }).get(id)).toMatchObject({
      title: 'kept',
      state: 'queued',
    })
    expect([isPaused(temp.library.db), historyOf(temp.library.db, id).length]).toEqual([true, 1])
  })

  it('adopts pictures a person has put there, makes lost thumbnails again, and reports what is damaged', async () => {
    await using temp = await tempLibrary()
    const assets = await filled(temp)
    temp.library.close()
    const folder = join(temp.folder, 'originals', new Date().getUTCFullYear().toString())
    await mkdir(join(folder, 'sorted'))
    await writeFile(join(folder, 'sorted', 'mine.jpg'), await smallJpeg(77))
    await writeFile(join(folder, 'notes.txt'), 'no picture')
    await appendFile(join(folder, '0.jpg'), 'x')
    await rm(join(folder, '1.jpg'))
    await rename(join(folder, '2.jpg.json'), join(folder, 'lost.txt'))
    await rm(join(temp.folder, 'artifacts'), { recursive: true })
    await appendFile(join(temp.folder, 'records', 'assets.jsonl'), '{"torn')
    const report = await rebuildIndex({ folder: temp.folder, limits, clock: systemClock, random: Math.random })
    expect([report.assets, report.adopted]).toEqual([4, 2])
    expect(report.problems.map((problem) => [problem.code, problem.path.split('/').at(-1)]).sort()).toEqual([
      ['asset.blob-damaged', '0.jpg'],
      ['asset.blob-missing', '1.jpg'],
      ['image.unsupported-type', 'lost.txt'],
      ['image.unsupported-type', 'notes.txt'],
    ])
    await temp.reopen()
    const names = listAssets(temp.library).assets.map((asset) => asset.name)
    expect(names.sort()).toEqual(['0.jpg', '2.jpg', 'mine.jpg', 'result.jpg'])
    // 2.jpg lost its sidecar, so it is the same picture under a new id.
    expect(listAssets(temp.library).assets.find((asset) => asset.name === '2.jpg')?.hash).toBe(assets[2]?.hash)
    const left = (await examine(temp.folder)).problems.filter((problem) => problem.message.includes('thumbnail'))
    expect(left).toEqual([])
  })

  it('is refused while a host has the library, and for a folder that is none', async () => {
    await using temp = await tempLibrary()
    const options = { limits, clock: systemClock, random: Math.random }
    await expect(rebuildIndex({ folder: temp.folder, ...options })).rejects.toMatchObject({ code: 'library.in-use' })
    await expect(rebuildIndex({ folder: join(temp.folder, 'tmp'), ...options })).rejects.toMatchObject({ code: 'file.not-found' })
    await replaceByForeign(join(temp.folder, 'tmp', 'library.db'))
    await expect(rebuildIndex({ folder: join(temp.folder, 'tmp'), ...options })).rejects.toMatchObject({ code: 'library.foreign' })
  })

  it('leaves the old database in place when it is cut short', async () => {
    await using temp = await tempLibrary()
    await filled(temp)
    temp.library.close()
    const controller = new AbortController()
    const options = { folder: temp.folder, limits, clock: systemClock, random: Math.random, signal: controller.signal }
    await expect(rebuildIndex({ ...options, onProgress: () => controller.abort() })).rejects.toMatchObject({ name: 'AbortError' })
    const library = await openTestLibrary(temp.folder)
    expect(listAssets(library).assets).toHaveLength(4)
    library.close()
  })
})

/** Three originals, `0.jpg` to `2.jpg`, and a result with a mask; oldest first. */
async function filled(temp: Temp): Promise<Asset[]> {
  const assets: Asset[] = []
  for (let seed = 0; seed < 3; seed++) {
    const prepared = await prepareImportFromBytes({
      source: await smallJpeg(700 + seed),
      libraryFolder: temp.folder,
      limits,
      name: `${seed}.jpg`,
    })
    assets.push((await commitImport(temp.library, prepared)).asset)
  }
  const lineage = {
    jobId: jobId.parse(createId('job', systemClock, Math.random)),
    kind: 'try-on',
    parents: [{ role: 'person', assetId: assets[0]!.id, hash: assets[0]!.hash }],
    recipe: { seed: 4 },
  }
  const attachments = [{ role: 'edit-mask', bytes: Uint8Array.of(1, 2, 3) }]
  assets.push(await keepResult(temp.library, { bytes: await smallJpeg(710), name: 'result', lineage, attachments, limits }))
  return assets
}

function snapshot(temp: Temp): unknown {
  const assets = [...listAssets(temp.library).assets, ...listAssets(temp.library, { trashed: true }).assets]
  return assets.map((asset) => ({ asset, attachments: listAttachments(temp.library, asset.id) }))
}

async function replaceByForeign(path: string): Promise<void> {
  await rm(path, { force: true })
  const db = new Database(path)
  db.exec('CREATE TABLE notes (text)')
  db.close()
}
