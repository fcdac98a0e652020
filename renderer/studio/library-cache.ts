import type { Query, QueryClient } from '@tanstack/react-query'
import type { LibraryChange } from '../../app/contract/events.ts'
import type { Asset } from '../../app/domain/asset.ts'
import { assetKey, assetListKey, libraryKey } from './query-keys.ts'

type Marks = NonNullable<Extract<LibraryChange, { kind: 'marked' }>['marks']>

/** What a query must say of itself when its answer depends on stars or flags: such an answer cannot be brought up to date. */
export const FOLLOWS_MARKS = { followsMarks: true } as const

/**
 * Brings up to date what is known of the library. Pictures that came or went change lists and counts: what is in sight of
 * them is asked for again. Stars and flags are written where their pictures are known, and nothing is asked for.
 */
export function applyLibraryChange(queries: QueryClient, change: LibraryChange): void {
  if (change.kind !== 'marked' || change.marks === null) {
    void queries.invalidateQueries({ queryKey: libraryKey })
    return
  }
  writeMarks(queries, change.marks)
  void queries.invalidateQueries({
    queryKey: libraryKey,
    predicate: (query) => isUncertain(query) || query.meta?.['followsMarks'] === true,
  })
}

/** Writes stars and flags into every list and picture that is known. */
export function writeMarks(queries: QueryClient, marks: Marks): void {
  const marked = new Map(marks.flatMap(({ ids, ...mark }) => ids.map((id) => [id, mark] as const)))
  const change = (asset: Asset): Asset => {
    const mark = marked.get(asset.id)
    if (mark === undefined) return asset
    const { rating = asset.rating, flag = asset.flag } = mark
    // The one who marked has written it already: the same picture draws nothing again.
    return rating === asset.rating && flag === asset.flag ? asset : { ...asset, rating, flag }
  }
  // Writing makes an answer count as a fresh one, which one that is to be asked for again is not.
  const predicate = (query: Query): boolean => !isUncertain(query)
  queries.setQueriesData<{ readonly assets: readonly Asset[] }>({ queryKey: assetListKey, predicate }, (list) => {
    if (list === undefined || !list.assets.some((asset) => marked.has(asset.id))) return list
    return { ...list, assets: list.assets.map(change) }
  })
  queries.setQueriesData<Asset | null>({ queryKey: assetKey, predicate }, (asset) => (asset ? change(asset) : asset))
}

/** Whether the answer is old, or a new one is on its way that may be of before the change. */
const isUncertain = (query: Query): boolean => query.state.isInvalidated || query.state.fetchStatus !== 'idle'
