import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { libraryKey } from '../studio/query-keys.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { askedFilter, type Filter } from './filter.ts'
import { galleryStore } from './gallery-store.ts'

/** Pages are large: asking costs more than a few rows, and whoever drags the scroll bar waits for every page between. */
const PAGE = 300
/** Between the last key of a search and the question. */
const TYPING_MS = 120

const pagesKey = [...libraryKey, 'pages'] as const

interface Page {
  readonly assets: Asset[]
  readonly nextCursor: string | null
}

/** The filter as it is asked with: what is typed counts once the typing pauses. */
export function useSettledFilter(): Filter {
  const filter = useStore(galleryStore, (state) => state.filter)
  const [settledText, setText] = useState(filter.text)
  useEffect(() => {
    const timer = setTimeout(() => setText(filter.text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [filter.text])
  return useMemo(() => ({ ...filter, text: settledText }), [filter, settledText])
}

/** The pictures of a filter as far as they were asked for, and the way to ask for more. */
export function usePictures(filter: Filter) {
  const { client } = useStudio()
  const query = useInfiniteQuery({
    queryKey: [...pagesKey, filter],
    queryFn: ({ signal, pageParam }) =>
      client['library.list'](
        { ...askedFilter(filter, Date.now()), sort: filter.sort, limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.nextCursor,
    // Until the answer is there what was shown stays, or every key of a search would empty the grid.
    placeholderData: (before) => before,
    // Comparing ten thousand pictures with what they were costs a frame; cells look at what they show.
    structuralSharing: false,
  })
  const { data } = query
  const assets = useMemo(() => data?.pages.flatMap((page) => page.assets) ?? [], [data])
  return { ...query, assets }
}

export function useCounts(filter: Filter) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...libraryKey, 'count', filter],
    queryFn: ({ signal }) => client['library.count'](askedFilter(filter, Date.now()), { signal }),
    placeholderData: (before) => before,
  })
}

/** Changes pictures where they are shown, before the studio has answered; its answer comes with the next event. */
export function patchPictures(queries: QueryClient, change: (asset: Asset) => Asset | null): void {
  queries.setQueriesData<InfiniteData<Page>>({ queryKey: pagesKey }, (data) =>
    data === undefined
      ? undefined
      : { ...data, pages: data.pages.map((page) => ({ ...page, assets: page.assets.flatMap((asset) => change(asset) ?? []) })) },
  )
}

/** A picture that is shown, by its id. */
export function pictureOf(assets: readonly Asset[], id: AssetId | null): Asset | undefined {
  return id === null ? undefined : assets.find((asset) => asset.id === id)
}
