import { execFileSync } from 'node:child_process'
import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createId, jobId } from '../../app/domain/ids.ts'
import { listAssets } from '../../app/library/asset-list.ts'
import { artifactOfAsset, commitImport, getAsset, getStored, purgeTrash, restoreAssets, trashAssets } from '../../app/library/assets.ts'
import { findMedia } from '../../app/library/media.ts'
import { prepareImport, prepareImportFromBytes } from '../../app/library/prepare-import.ts'
import { readAssetRecords } from '../../app/library/records.ts'
import { keepResult, listAttachments } from '../../app/library/results.ts'
import { readSidecar } from '../../app/library/sidecar.ts'
import { walkImportPaths } from '../../app/library/walk-folder.ts'
import { idOf } from '../../app/platform/artifacts.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { hashBytes } from '../../app/platform/files.ts'
import { smallJpeg, writeSmallJpeg } from '../support/generated-images.ts'
import { filePathOf, importFile, systemClock, tempFolder, tempLibrary } from '../support/temp-library.ts'

const lineage = { jobId: jobId.parse(createId('job', systemClock, Math.random)), kind: 'try-on', parents: [], recipe: { seed: 1 } }

describe('importing', () => {
  it('keeps the bytes under a readable name, with sidecar, record, row, thumbnails and nothing in tmp', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const path = await writeSmallJpeg(join(source.path, 'Summer dress.JPG'), 1)
    const { asset, isDuplicate } = await importFile(temp.library, path)
    expect([isDuplicate, asset.name, asset.width, asset.height, asset.origin]).toEqual([false, 'Summer dress.JPG', 48, 32, 'import'])
    const kept = filePathOf(temp.library, asset)
    expect(kept).toMatch(/originals\/\d{4}\/Summer dress\.JPG$/)
    expect((await readFile(kept)).equals(await readFile(path))).toBe(true)
    expect(await readSidecar(kept)).toMatchObject({ id: asset.id, hash: asset.hash })
    expect((await readAssetRecords(temp.folder)).records).toMatchObject([{ type: 'asset.kept', assetId: asset.id }])
    const { thumbnails } = getStored(temp.library, asset.id)
    expect((await findMedia(temp.library, thumbnails.small.slice(7)))?.type).toBe('image/webp')
    expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
  })

  it('reports the picture that is there already, and takes it out of the trash', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const first = await importFile(temp.library, await writeSmallJpeg(join(source.path, 'a.jpg'), 2))
    await trashAssets(temp.library, [first.asset.id])
    const second = await importFile(temp.library, await writeSmallJpeg(join(source.path, 'b.jpg'), 2))
    expect(second).toMatchObject({ isDuplicate: true, asset: { id: first.asset.id, name: 'a.jpg', trashedAt: null } })
    expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
    expect(listAssets(temp.library).assets).toHaveLength(1)
  })

  it('keeps two pictures of one name apart, also when they differ in case only', async () => {
    await using temp = await tempLibrary()
    const names = await Promise.all(
      [3, 4, 5].map(async (seed) => {
        const source = await smallJpeg(seed)
        const prepared = await prepareImportFromBytes({ source, libraryFolder: temp.folder, limits, name: 'look.jpg' })
        const { asset } = await commitImport(temp.library, prepared)
        return filePathOf(temp.library, asset).split('/').at(-1)
      }),
    )
    expect(names.sort()).toEqual(['look (2).jpg', 'look (3).jpg', 'look.jpg'])
  })

  it('gives a picture whose name lies about its type the right ending, and hostile names a place inside', async () => {
    await using temp = await tempLibrary()
    for (const [index, name] of ['../../etc/evil.png', 'photo.png', 'CON', '.hidden', `${'x'.repeat(300)}.jpg`, 'a\nb.jpg'].entries()) {
      const prepared = await prepareImportFromBytes({ source: await smallJpeg(50 + index), libraryFolder: temp.folder, limits, name })
      const { asset } = await commitImport(temp.library, prepared)
      expect(asset.name).toMatch(/\.jpg$/)
      expect(filePathOf(temp.library, asset).startsWith(join(temp.folder, 'originals'))).toBe(true)
    }
  })

  it('refuses what is no regular file and leaves nothing behind', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const real = await writeSmallJpeg(join(source.path, 'real.jpg'), 6)
    await symlink(real, join(source.path, 'link.jpg'))
    execFileSync('mkfifo', [join(source.path, 'pipe.jpg')])
    await writeFile(join(source.path, 'half.jpg'), (await smallJpeg(7)).subarray(0, 240))
    const refusal = async (name: string): Promise<unknown> =>
      prepareImport({ sourcePath: join(source.path, name), libraryFolder: temp.folder, limits }).catch((thrown: unknown) => thrown)
    expect(await refusal('link.jpg')).toMatchObject({ code: 'file.unreadable', details: { reason: 'symlink' } })
    expect(await refusal('pipe.jpg')).toMatchObject({ code: 'file.unreadable', details: { reason: 'special' } })
    expect(await refusal('.')).toMatchObject({ code: 'file.unreadable', details: { reason: 'folder' } })
    expect(await refusal('gone.jpg')).toMatchObject({ code: 'file.not-found' })
    expect(await refusal('half.jpg')).toMatchObject({ code: 'image.damaged' })
    expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
    expect(await readdir(join(temp.folder, 'originals'))).toEqual([])
  })

  it('walks folders without hidden files and without following links', async () => {
    await using source = await tempFolder()
    await using outside = await tempFolder()
    await mkdir(join(source.path, 'deep', '.git'), { recursive: true })
    for (const name of ['b.jpg', 'deep/a.jpg', 'deep/.git/c.jpg', '.DS_Store']) await writeFile(join(source.path, name), 'x')
    await writeFile(join(outside.path, 'secret.jpg'), 'x')
    await symlink(outside.path, join(source.path, 'out'))
    await symlink(join(source.path, 'deep'), join(source.path, 'deep', 'loop'))
    const files = await walkImportPaths([source.path, join(source.path, 'b.jpg')])
    expect(files.map((file) => file.slice(source.path.length + 1))).toEqual(['b.jpg', 'deep/a.jpg', 'b.jpg'])
  })
})

describe('assets', () => {
  it('come newest first by cursor, each once', async () => {
    await using temp = await tempLibrary()
    for (let seed = 0; seed < 7; seed++) {
      const prepared = await prepareImportFromBytes({
        source: await smallJpeg(100 + seed),
        libraryFolder: temp.folder,
        limits,
        name: `${seed}.jpg`,
      })
      await commitImport(temp.library, prepared)
    }
    const names: string[] = []
    for (let cursor: string | null = null; ; ) {
      const page: ReturnType<typeof listAssets> = listAssets(temp.library, { cursor, limit: 3 })
      names.push(...page.assets.map((asset) => asset.name))
      cursor = page.nextCursor
      if (cursor === null) break
    }
    expect(names).toEqual(['6.jpg', '5.jpg', '4.jpg', '3.jpg', '2.jpg', '1.jpg', '0.jpg'])
    expect(() => listAssets(temp.library, { cursor: 'x; DROP' })).toThrow(expect.objectContaining({ code: 'request.invalid' }))
  })

  it('go to the trash, come back, and are purged with every trace', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const { asset } = await importFile(temp.library, await writeSmallJpeg(join(source.path, 'a.jpg'), 8))
    const path = filePathOf(temp.library, asset)
    expect(await trashAssets(temp.library, [asset.id])).toBe(1)
    expect(listAssets(temp.library).assets).toEqual([])
    expect(listAssets(temp.library, { trashed: true }).assets).toHaveLength(1)
    expect(await restoreAssets(temp.library, [asset.id])).toBe(1)
    expect(getAsset(temp.library, asset.id).trashedAt).toBeNull()
    expect(await purgeTrash(temp.library)).toEqual([])
    await trashAssets(temp.library, [asset.id])
    expect(await purgeTrash(temp.library, { olderThan: 1 })).toEqual([])
    expect(await purgeTrash(temp.library)).toEqual([asset.id])
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await readSidecar(path)).toBe('missing')
    expect(() => getAsset(temp.library, asset.id)).toThrow(expect.objectContaining({ code: 'asset.not-found' }))
    expect(await findMedia(temp.library, asset.hash)).toBeUndefined()
  })

  it('are read by their hash from any thread, even when the reference was lost', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const { asset } = await importFile(temp.library, await writeSmallJpeg(join(source.path, 'a.jpg'), 9))
    const bytes = await readFile(filePathOf(temp.library, asset))
    expect(hashBytes(await temp.library.artifacts.readBytes(idOf(asset.hash)))).toBe(asset.hash)
    await writeFile(join(temp.folder, 'artifacts', asset.hash.slice(0, 2), `${asset.hash.slice(2)}.ref`), '')
    const id = await artifactOfAsset(temp.library, asset.id)
    expect(Buffer.from(await temp.library.artifacts.readBytes(id)).equals(bytes)).toBe(true)
  })

  it('are found for serving by their hash, with type and size; nothing else is', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const { asset } = await importFile(temp.library, await writeSmallJpeg(join(source.path, 'a.jpg'), 10))
    expect(await findMedia(temp.library, asset.hash)).toMatchObject({ type: 'image/jpeg', sizeBytes: asset.sizeBytes })
    expect(await findMedia(temp.library, '../../library.db')).toBeUndefined()
    expect(await findMedia(temp.library, '0'.repeat(64))).toBeUndefined()
    const html = await temp.library.artifacts.writeBytes(new TextEncoder().encode('<html><script>alert(1)</script>'))
    expect((await findMedia(temp.library, html.slice(7)))?.type).toBe('application/octet-stream')
  })
})

describe('results', () => {
  it('are kept with recipe, lineage and attachments, and go with them', async () => {
    await using temp = await tempLibrary()
    const bytes = await smallJpeg(11)
    const mask = Uint8Array.from({ length: 500 }, (_, i) => i % 251)
    const asset = await keepResult(temp.library, {
      bytes,
      name: 'Ada in linen',
      lineage,
      attachments: [{ role: 'edit-mask', bytes: mask }],
      limits,
    })
    expect([asset.origin, asset.name, asset.lineage]).toEqual(['result', 'Ada in linen.jpg', lineage])
    expect(filePathOf(temp.library, asset)).toMatch(/results\/\d{4}\/Ada in linen\.jpg$/)
    const [attached] = listAttachments(temp.library, asset.id)
    expect(attached).toMatchObject({ role: 'edit-mask', sizeBytes: 500 })
    expect(await temp.library.artifacts.readBytes(idOf(hashBytes(mask)))).toEqual(mask)
    await trashAssets(temp.library, [asset.id])
    await purgeTrash(temp.library)
    await expect(temp.library.artifacts.readBytes(idOf(hashBytes(mask)))).rejects.toMatchObject({ code: 'asset.blob-missing' })
  })

  it('of a job that runs again are not kept twice', async () => {
    await using temp = await tempLibrary()
    const result = { bytes: await smallJpeg(12), name: 'draft', lineage, limits }
    const first = await keepResult(temp.library, result)
    expect((await keepResult(temp.library, result)).id).toBe(first.id)
  })

  it('that are no pictures are refused and leave nothing', async () => {
    await using temp = await tempLibrary()
    await expect(keepResult(temp.library, { bytes: Uint8Array.of(1, 2, 3), name: 'x', lineage, limits })).rejects.toMatchObject({
      code: 'image.unsupported-type',
    })
    expect(await readdir(join(temp.folder, 'tmp'))).toEqual([])
    expect(listAssets(temp.library).assets).toEqual([])
  })
})
