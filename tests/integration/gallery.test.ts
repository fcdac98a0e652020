import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { inTransaction } from '../../app/db/open.ts'
import { type AssetId, assetId, type ContentHash, createId } from '../../app/domain/ids.ts'
import { type AssetSort, countAssets, listAssetIds, listAssets, listQuery } from '../../app/library/asset-list.ts'
import { insertAssetRow } from '../../app/library/asset-rows.ts'
import { getAsset, restoreAssets, trashAssets } from '../../app/library/assets.ts'
import { markAssets } from '../../app/library/mark-assets.ts'
import type { Library } from '../../app/library/open-library.ts'
import { rebuildIndex } from '../../app/library/rebuild.ts'
import { idOf } from '../../app/platform/artifacts.ts'
import { DEFAULT_IMAGE_LIMITS as limits } from '../../app/platform/config.ts'
import { writeSmallJpeg } from '../support/generated-images.ts'
import { importFile, systemClock, tempFolder, tempLibrary } from '../support/temp-library.ts'

const DAY_MS = 86_400_000
const NAMES = ['Café dress', 'linen SHIRT', 'שמלת פשתן', 'فُستان صيفي', 'Zebra coat']

/** Rows as an import would have entered them, without files. */
function fill(library: Library, count: number): AssetId[] {
  return inTransaction(library.db, () =>
    Array.from({ length: count }, (_, index) => {
      const id = assetId.parse(createId('ast', systemClock, Math.random))
      const hash = index.toString(16).padStart(64, '0') as ContentHash
      insertAssetRow(
        library.db,
        {
          id,
          origin: index % 10 === 0 ? 'result' : 'import',
          name: `${NAMES[index % NAMES.length]} ${index}.jpg`,
          path: `originals/2026/${index}.jpg`,
          type: 'image/jpeg',
          hash,
          sizeBytes: 1,
          width: 40,
          height: 50,
          frames: 1,
          createdAt: Math.floor(index / 3) * 60_000,
          clip: null,
          lineage: null,
          thumbnails: { small: idOf(hash), large: idOf(hash) },
          attachments: [],
        },
        { trashedAt: index % 50 === 49 ? index : null, rating: index % 6, flag: index % 7 === 0 ? 'pick' : null },
      )
      return id
    }),
  )
}

function allPages(library: Library, options: Parameters<typeof listAssets>[1]): AssetId[] {
  const ids: AssetId[] = []
  for (let cursor: string | null = null; ; ) {
    const page: ReturnType<typeof listAssets> = listAssets(library, { ...options, cursor, limit: 7 })
    ids.push(...page.assets.map((asset) => asset.id))
    cursor = page.nextCursor
    if (cursor === null) return ids
  }
}

describe('the list of the gallery', () => {
  it.each<AssetSort>(['newest', 'oldest', 'name', 'rating'])('gives each picture once by page, %s', async (sort) => {
    await using temp = await tempLibrary()
    fill(temp.library, 60)
    for (const trashed of [false, true]) {
      const ids = allPages(temp.library, { sort, trashed })
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids).toHaveLength(countAssets(temp.library, { trashed }))
      expect(listAssetIds(temp.library, { sort, trashed, limit: 1000 })).toEqual(ids)
    }
  })

  it('jumps to a place, by itself or behind a cursor', async () => {
    await using temp = await tempLibrary()
    fill(temp.library, 60)
    const all = listAssetIds(temp.library, { sort: 'name', limit: 1000 })
    const page = listAssets(temp.library, { sort: 'name', offset: 40, limit: 7 })
    expect(page.assets.map(({ id }) => id)).toEqual(all.slice(40, 47))
    const { assets } = listAssets(temp.library, { sort: 'name', cursor: page.nextCursor, offset: 2, limit: 3 })
    expect(assets.map(({ id }) => id)).toEqual(all.slice(49, 52))
    expect(listAssetIds(temp.library, { sort: 'name', offset: 50, limit: 5 })).toEqual(all.slice(50, 55))
    expect(listAssets(temp.library, { offset: 1000 })).toEqual({ assets: [], nextCursor: null })
  })

  it('finds names by words in any order, whatever their case, accents and vowel points', async () => {
    await using temp = await tempLibrary()
    fill(temp.library, 25)
    const found = (text: string): number => countAssets(temp.library, { text })
    expect([found('DRESS cafe'), found('shirt'), found('שמלת'), found('فستان'), found('dress coat'), found('%')]).toEqual([
      5, 5, 5, 5, 0, 0,
    ])
  })

  it('narrows by origin, day, stars and flag, all at once', async () => {
    await using temp = await tempLibrary()
    fill(temp.library, 49)
    const { assets } = listAssets(temp.library, { origin: 'import', from: 120_000, until: 600_000, minRating: 3, flag: 'none' })
    expect(assets.length).toBeGreaterThan(3)
    for (const asset of assets) {
      expect(asset).toMatchObject({ origin: 'import', flag: null })
      expect(asset.rating).toBeGreaterThanOrEqual(3)
      expect(asset.createdAt >= 120_000 && asset.createdAt < 600_000).toBe(true)
    }
    expect(listAssets(temp.library, { from: DAY_MS }).assets).toEqual([])
  })

  it('refuses the cursor of another order', async () => {
    await using temp = await tempLibrary()
    fill(temp.library, 20)
    const { nextCursor } = listAssets(temp.library, { limit: 5 })
    expect(() => listAssets(temp.library, { cursor: nextCursor, sort: 'name' })).toThrow(
      expect.objectContaining({ code: 'request.invalid' }),
    )
  })

  it('walks an index and sorts nothing, among 100,000 pictures', async () => {
    await using temp = await tempLibrary()
    const { library } = temp
    fill(library, 100_000)
    library.db.exec('ANALYZE')
    const cases = (['newest', 'oldest', 'name', 'rating'] as const).flatMap((sort) => [{ sort }, { sort, trashed: true as const }])
    for (const options of [...cases.filter((one) => !('trashed' in one) || one.sort === 'newest' || one.sort === 'oldest'), { from: 5 }]) {
      const cursor = listAssets(library, { ...options, limit: 1 }).nextCursor
      const { sql, values } = listQuery({ ...options, cursor, limit: 100 })
      const plan = library.db.prepare<[typeof values], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(values)
      const steps = plan.map(({ detail }) => detail).join('; ')
      expect(steps, sql).toMatch(/^SEARCH assets USING INDEX assets_\w+/)
      expect(steps, sql).not.toContain('TEMP B-TREE')
    }
    // A page from the end costs what the first costs: CPU time, as the machine may be busy.
    const ids = listAssetIds(library, { limit: 100_000 })
    expect(ids).toHaveLength(98_000)
    const before = process.cpuUsage()
    expect(countAssets(library, { text: 'zebra 99994' })).toBe(1)
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(400)
  })
})

describe('stars and flags', () => {
  it('change many pictures at once, tell what was before, and are taken back by it', async () => {
    await using temp = await tempLibrary()
    const ids = fill(temp.library, 30)
    const state = (): unknown[] => ids.map((id) => getAsset(temp.library, id)).map(({ rating, flag }) => [rating, flag])
    const original = state()
    const before = await markAssets(temp.library, [{ ids, rating: 5 }])
    expect(state()).toEqual(original.map((one) => [5, (one as unknown[])[1]]))
    const beforeFlags = await markAssets(temp.library, [{ ids: ids.slice(0, 3), flag: 'reject' }])
    // Taking the stars back leaves the flags that were set after them.
    await markAssets(temp.library, before)
    expect(state()).toEqual(original.map((one, i) => [(one as unknown[])[0], i < 3 ? 'reject' : (one as unknown[])[1]]))
    await markAssets(temp.library, beforeFlags)
    expect(state()).toEqual(original)
  })

  it('change nothing when one of the pictures is not there', async () => {
    await using temp = await tempLibrary()
    const [first] = fill(temp.library, 3) as [AssetId]
    const strange = 'ast_00000000000000000000' as AssetId
    await expect(markAssets(temp.library, [{ ids: [first, strange], rating: 5 }])).rejects.toMatchObject({ code: 'asset.not-found' })
    await expect(trashAssets(temp.library, [first, strange])).rejects.toMatchObject({ code: 'asset.not-found' })
    expect(getAsset(temp.library, first)).toMatchObject({ rating: 0, trashedAt: null })
  })

  it('are there again after the index was lost and rebuilt', async () => {
    await using temp = await tempLibrary()
    await using source = await tempFolder()
    const imported = []
    for (const seed of [1, 2, 3])
      imported.push((await importFile(temp.library, await writeSmallJpeg(join(source.path, `${seed}.jpg`), seed))).asset.id)
    const [first, second, third] = imported as [AssetId, AssetId, AssetId]
    await markAssets(temp.library, [{ ids: [first, second], rating: 4 }])
    await markAssets(temp.library, [{ ids: [second], flag: 'pick' }])
    await markAssets(temp.library, [{ ids: [first], flag: 'reject' }])
    await markAssets(temp.library, [{ ids: [first], flag: null }])
    await trashAssets(temp.library, [second, third])
    await restoreAssets(temp.library, [third])
    temp.library.close()
    await rebuildIndex({ folder: temp.folder, limits, clock: systemClock, random: Math.random })
    const library = await temp.reopen()
    expect(getAsset(library, first)).toMatchObject({ rating: 4, flag: null, trashedAt: null })
    expect(getAsset(library, second)).toMatchObject({ rating: 4, flag: 'pick', trashedAt: expect.any(Number) })
    expect(getAsset(library, third)).toMatchObject({ rating: 0, flag: null, trashedAt: null })
  })
})
