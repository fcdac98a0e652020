import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { type GalleryActions, useGalleryActions } from './use-gallery-actions.ts'
import { useCounts, usePictures, useSettledFilter } from './use-pictures.ts'

/** What the room shows, and what can be done with it. */
export interface Gallery {
  readonly assets: readonly Asset[]
  readonly order: readonly AssetId[]
  /** How many the filter means; more than `assets` while pages are still to be asked for. */
  readonly count: number
  readonly counts: { readonly kept: number; readonly trashed: number } | null
  readonly state: 'loading' | 'failing' | 'ready'
  readonly actions: GalleryActions
  readonly askForMore: () => void
  readonly askAgain: () => void
}

const Context = createContext<Gallery | null>(null)

export function useGallery(): Gallery {
  const gallery = useContext(Context)
  if (gallery === null) throw new Error('Used outside of GalleryProvider')
  return gallery
}

export function GalleryProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const filter = useSettledFilter()
  const pictures = usePictures(filter)
  const { data: counts = null } = useCounts(filter)
  const { assets, hasNextPage, isFetchingNextPage, fetchNextPage, refetch, isPending, isError } = pictures
  const order = useMemo(() => assets.map((asset) => asset.id), [assets])
  const actions = useGalleryActions(order)
  const gallery: Gallery = {
    assets,
    order,
    count: hasNextPage ? Math.max(assets.length, counts?.matching ?? 0) : assets.length,
    counts,
    state: isPending ? 'loading' : isError && assets.length === 0 ? 'failing' : 'ready',
    actions,
    askForMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    askAgain: () => void refetch(),
  }
  return <Context value={gallery}>{children}</Context>
}
