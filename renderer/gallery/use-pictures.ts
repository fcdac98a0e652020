import { type QueryClient, queryOptions, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { FOLLOWS_MARKS } from '../studio/library-cache.ts'
import { assetListKey, libraryKey } from '../studio/query-keys.ts'
import type { Studio } from '../studio/studio.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { askedFilter, type Filter, followsMarks } from './filter.ts'
import { galleryStore } from './gallery-store.ts'
import { PAGE, type Pages, PictureList, pagesOf, type Span, withoutPictures } from './picture-list.ts'

/** Between the last key of a search and the question. */
const TYPING_MS = 120

const pagesKey = [...assetListKey, 'pages'] as const
const countKey = [...libraryKey, 'count'] as const

interface Page {
  readonly page: number
  readonly assets: readonly Asset[]
}

interface Counts {
  readonly matching: number
  readonly kept: number
  readonly trashed: number
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

/** How one page of a filter is asked for. */
export function pageQuery(client: Studio['client'], filter: Filter, page: number) {
  return queryOptions({
    queryKey: [...pagesKey, filter, page],
    queryFn: async ({ signal }): Promise<Page> => {
      const asked = { ...askedFilter(filter, Date.now()), sort: filter.sort, limit: PAGE, offset: page * PAGE }
      return { page, assets: (await client['library.list'](asked, { signal })).assets }
    },
    // Comparing what came with what was there costs more than it saves: cells look at what they show.
    structuralSharing: false,
    ...(followsMarks(filter) ? { meta: FOLLOWS_MARKS } : {}),
  })
}

interface ShownPictures {
  readonly list: PictureList
  readonly counts: Counts | null
  readonly state: 'loading' | 'failing' | 'ready'
}

/** The pictures of a filter, of which those of the spans are asked for. Until an answer is there what was shown stays: a search would flicker. */
export function usePictures(filter: Filter, spans: readonly Span[]): ShownPictures {
  const { client } = useStudio()
  const counts = useCounts(filter)
  const count = counts.isPlaceholderData ? undefined : counts.data?.matching
  const pages = pagesOf(spans, count ?? Number.POSITIVE_INFINITY)
  const answer = useQueries({ queries: pages.map((page) => pageQuery(client, filter, page)), combine: combinePages })
  const former = useRef({ filter, list: NOTHING })
  const isThere = count !== undefined && (count === 0 || answer.pages.size > 0 || former.current.filter === filter)
  const asked = useMemo(() => new PictureList(count ?? 0, answer.pages), [count, answer])
  const list = isThere ? asked : former.current.list
  useEffect(() => {
    if (isThere) former.current = { filter, list }
  }, [isThere, filter, list])
  // With some pages there the grid is of use; with none it would promise pictures for ever.
  const isFailing = answer.pages.size === 0 && (counts.isError || answer.isFailing)
  return {
    list,
    counts: counts.data ?? null,
    state: isFailing ? 'failing' : isThere || list !== NOTHING ? 'ready' : 'loading',
  }
}

const NOTHING = new PictureList(0, new Map())

/** An object with a prototype: those TanStack compares by identity, and not picture by picture. */
class Answer {
  readonly pages: Pages
  readonly isFailing: boolean

  constructor(results: readonly UseQueryResult<Page>[]) {
    this.pages = new Map(results.flatMap(({ data }) => (data === undefined ? [] : [[data.page, data.assets] as const])))
    this.isFailing = results.some(({ isError }) => isError)
  }
}

const combinePages = (results: readonly UseQueryResult<Page>[]): Answer => new Answer(results)

function useCounts(filter: Filter) {
  const { client } = useStudio()
  return useQuery({
    queryKey: [...countKey, filter],
    queryFn: ({ signal }): Promise<Counts> => client['library.count'](askedFilter(filter, Date.now()), { signal }),
    placeholderData: (before) => before,
    ...(followsMarks(filter) ? { meta: FOLLOWS_MARKS } : {}),
  })
}

/** Takes pictures out of what is shown, before the studio has answered; its answer comes with the next event. */
export function hidePictures(queries: QueryClient, gone: ReadonlySet<AssetId>): void {
  const shown = queries.getQueryCache().findAll({ queryKey: pagesKey, type: 'active' })
  const pages = new Map(shown.flatMap(({ state }) => (state.data === undefined ? [] : [pageEntry(state.data as Page)])))
  const left = withoutPictures(pages, gone)
  for (const { queryKey, state } of shown) {
    const page = (state.data as Page | undefined)?.page
    if (page !== undefined) queries.setQueryData<Page>(queryKey, { page, assets: left.get(page) ?? [] })
  }
  queries.setQueriesData<Counts>({ queryKey: countKey, type: 'active' }, (counts) =>
    counts === undefined ? undefined : { ...counts, matching: Math.max(0, counts.matching - gone.size) },
  )
}

const pageEntry = ({ page, assets }: Page) => [page, assets] as const
