import { QueryClient } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type { Asset } from '../../../../app/domain/asset.ts'
import type { AssetId } from '../../../../app/domain/ids.ts'
import { applyLibraryChange, FOLLOWS_MARKS } from '../../../../renderer/studio/library-cache.ts'
import { assetKey, assetListKey, libraryKey } from '../../../../renderer/studio/query-keys.ts'

const asset = (id: string, rating = 0): Asset => ({ id, rating, flag: null }) as Asset
const page = [...assetListKey, 'pages', 'newest', 0]
const byStars = [...assetListKey, 'pages', 'by stars', 0]
const counts = [...libraryKey, 'count', 'newest']
const single = [...assetKey, 'a']

/** A page that knows two pictures, in its order and by their stars. */
function known(): QueryClient {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  queries.setQueryData(page, { assets: [asset('a'), asset('b', 2)] })
  queries.getQueryCache().build(queries, { queryKey: byStars, meta: FOLLOWS_MARKS })
  queries.setQueryData(byStars, { assets: [asset('b', 2), asset('a')] })
  queries.setQueryData(counts, { matching: 2 })
  queries.setQueryData(single, asset('a'))
  return queries
}
const isOld = (queries: QueryClient, key: readonly unknown[]): boolean | undefined => queries.getQueryState(key)?.isInvalidated

describe('a change of the library', () => {
  it('writes stars and flags where the pictures are known, and asks again only where they decide the order', () => {
    const queries = known()
    const before = queries.getQueryData<{ assets: Asset[] }>(page)
    applyLibraryChange(queries, { kind: 'marked', marks: [{ ids: ['a' as AssetId], rating: 5, flag: 'pick' }] })
    const after = queries.getQueryData<{ assets: Asset[] }>(page)
    expect(after?.assets[0]).toMatchObject({ rating: 5, flag: 'pick' })
    expect(after?.assets[1]).toBe(before?.assets[1])
    expect(queries.getQueryData(single)).toMatchObject({ rating: 5, flag: 'pick' })
    expect([page, byStars, counts, single].map((key) => isOld(queries, key))).toEqual([false, true, false, false])
  })

  it('leaves what a mark does not name, and draws nothing again that is so already', () => {
    const queries = known()
    applyLibraryChange(queries, { kind: 'marked', marks: [{ ids: ['b' as AssetId], flag: 'reject' }] })
    const once = queries.getQueryData<{ assets: Asset[] }>(page)?.assets[1]
    expect(once).toMatchObject({ rating: 2, flag: 'reject' })
    applyLibraryChange(queries, { kind: 'marked', marks: [{ ids: ['b' as AssetId], flag: 'reject', rating: 2 }] })
    expect(queries.getQueryData<{ assets: Asset[] }>(page)?.assets[1]).toBe(once)
  })

  it('asks for everything again when pictures come or go, or when too many were marked to be named', () => {
    for (const change of [
      { kind: 'added' as const, ids: ['c' as AssetId] },
      { kind: 'trashed' as const, ids: null },
      { kind: 'marked' as const, marks: null },
    ]) {
      const queries = known()
      applyLibraryChange(queries, change)
      expect([page, counts, single].map((key) => isOld(queries, key))).toEqual([true, true, true])
    }
  })

  it('does not make an answer fresh that is to be asked for again', () => {
    const queries = known()
    applyLibraryChange(queries, { kind: 'added', ids: null })
    applyLibraryChange(queries, { kind: 'marked', marks: [{ ids: ['a' as AssetId], rating: 1 }] })
    expect(isOld(queries, page)).toBe(true)
  })
})
