import { persist } from 'zustand/middleware'
import { createStore } from 'zustand/vanilla'
import type { Asset } from '../../app/domain/asset.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { keptByTab } from '../frame/tab-storage.ts'
import { type Filter, NO_FILTER } from './filter.ts'
import { NOTHING_CHOSEN, type Selection } from './selection.ts'

interface GalleryState {
  readonly filter: Filter
  /** Cells are at least this wide. */
  readonly minCellPx: number
  readonly selection: Selection
  /** Whether the current picture fills the window. */
  readonly isFullScreen: boolean
  /** Clips whose export is open. */
  readonly exported: readonly Asset[]
}

/** The narrowest cell: stars and the kind of a picture fit below it. */
export const MIN_CELL_PX = 142
export const MAX_CELL_PX = 360

const FIRST: GalleryState = { filter: NO_FILTER, minCellPx: MIN_CELL_PX, selection: NOTHING_CHOSEN, isFullScreen: false, exported: [] }

/** How the room was left. What is chosen is not kept: after a reload nobody remembers it, and Delete would surprise. */
export const galleryStore = createStore<GalleryState>()(
  persist((): GalleryState => FIRST, {
    name: 'drape.gallery',
    storage: keptByTab<Pick<GalleryState, 'filter' | 'minCellPx'>>(),
    // What an earlier version kept knows nothing of filters that came since.
    merge: (kept, now) => ({
      ...now,
      ...(kept as Partial<GalleryState>),
      filter: { ...now.filter, ...(kept as Partial<GalleryState> | undefined)?.filter },
    }),
    partialize: ({ filter, minCellPx }) => ({ filter: { ...filter, trashed: false }, minCellPx }),
  }),
)

/** Shows something else. What was chosen may not be in it any more. */
export function changeFilter(change: Partial<Filter>): void {
  galleryStore.setState(({ filter }) => ({ filter: { ...filter, ...change }, selection: NOTHING_CHOSEN }))
}

export function setSelection(selection: Selection): void {
  galleryStore.setState({ selection })
}

export function clearSelection(): void {
  galleryStore.setState(({ selection }) => ({ selection: { ...selection, chosen: new Set<AssetId>(), anchor: null } }))
}

export function setFullScreen(isFullScreen: boolean): void {
  galleryStore.setState({ isFullScreen })
}

export function setExported(exported: readonly Asset[]): void {
  galleryStore.setState({ exported })
}
