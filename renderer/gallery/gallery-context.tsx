import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import { useAsset } from '../studio/queries.ts'
import { libraryKey } from '../studio/query-keys.ts'
import type { Filter } from './filter.ts'
import { galleryStore } from './gallery-store.ts'
import { PAGE, type PictureList, type Span } from './picture-list.ts'
import { type GalleryActions, useGalleryActions } from './use-gallery-actions.ts'
import { type KeysPlace, useHeldPlaces, useKeysPlace } from './use-keys-place.ts'
import { usePictures, useSettledFilter } from './use-pictures.ts'

/** What the room shows, and what can be done with it. */
export interface Gallery extends KeysPlace {
  /** As it is asked with. */
  readonly filter: Filter
  readonly list: PictureList
  /** The picture the keys are at. */
  readonly current: Asset | undefined
  readonly counts: { readonly kept: number; readonly trashed: number } | null
  readonly state: 'loading' | 'failing' | 'ready'
  readonly actions: GalleryActions
  /** Says which places are looked at; their pictures are asked for. */
  readonly lookAt: (span: Span) => void
  readonly askAgain: () => void
}

const Context = createContext<Gallery | null>(null)

export function useGallery(): Gallery {
  const gallery = useContext(Context)
  if (gallery === null) throw new Error('Used outside of GalleryProvider')
  return gallery
}

const START: Span = { first: 0, end: 1 }

/** Pictures beyond those that are looked at, so that a page is there before it is scrolled to. */
const MARGIN = 300

/** The pages around what is looked at. They change once in a while, what is looked at with every row. */
function wholePages({ first, end }: Span): Span {
  return { first: Math.max(0, Math.floor((first - MARGIN) / PAGE) * PAGE), end: Math.ceil((end + MARGIN) / PAGE) * PAGE }
}

export function GalleryProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const queries = useQueryClient()
  const filter = useSettledFilter()
  const [looked, setLooked] = useState({ filter, span: START })
  const lookAt = useCallback(
    (span: Span) =>
      setLooked((before) => {
        const next = wholePages(span)
        const isSame = before.filter === filter && before.span.first === next.first && before.span.end === next.end
        return isSame ? before : { filter, span: next }
      }),
    [filter],
  )
  const { held, setHeld, spans } = useHeldPlaces()
  // Another list is looked at from its beginning.
  const { list, counts, state } = usePictures(filter, [looked.filter === filter ? looked.span : START, ...spans])
  const keys = useKeysPlace(list, { filter, held, setHeld })
  const current = useCurrentPicture(list)
  const actions = useGalleryActions(list)
  const { stop, goTo } = keys
  const gallery = useMemo<Gallery>(
    () => ({
      filter,
      list,
      stop,
      goTo,
      current,
      counts,
      state,
      actions,
      lookAt,
      askAgain: () => void queries.refetchQueries({ queryKey: libraryKey, type: 'active' }),
    }),
    [filter, list, stop, goTo, current, counts, state, actions, lookAt, queries],
  )
  return <Context value={gallery}>{children}</Context>
}

/** From the list, or by itself: one that was just taken back from the trash is not in the list yet, nor need a parent of a draft be. */
function useCurrentPicture(list: PictureList): Asset | undefined {
  const id = useStore(galleryStore, ({ selection }) => selection.current)
  const place = list.placeOf(id)
  const single = useAsset(place === undefined ? id : null).data
  return place === undefined ? (single ?? undefined) : list.at(place)
}
