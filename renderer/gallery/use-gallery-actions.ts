import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset, AssetFlag } from '../../app/domain/asset.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { announce } from '../frame/announcer.tsx'
import { reportProblem } from '../frame/problem-store.ts'
import { go } from '../frame/route.ts'
import { writeMarks } from '../studio/library-cache.ts'
import { libraryKey } from '../studio/query-keys.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { showKept } from '../try-on/show-draft.ts'
import { type Slot, tryOnStore } from '../try-on/try-on-store.ts'
import { useBringIn, useBringSample } from '../try-on/use-bring-in.ts'
import { type Deed, forget, remember } from '../undo/undo-store.ts'
import { askedFilter } from './filter.ts'
import { galleryStore, setSelection } from './gallery-store.ts'
import type { PictureList } from './picture-list.ts'
import { without } from './selection.ts'
import { hidePictures } from './use-pictures.ts'

interface MarkChange {
  readonly rating?: number
  readonly flag?: AssetFlag | null
}

/** What can be done with the chosen pictures. A failure is reported by the frame; nothing here throws. */
export interface GalleryActions {
  mark(change: MarkChange): void
  trash(): void
  restore(): void
  selectAll(): void
  bringIn(files: readonly File[]): void
  bringSample(): void
  takeAs(slot: Slot): void
  /** Brings a draft back with the pictures it was made of. */
  openInTryOn(asset: Asset): void
  readonly isBringing: boolean
}

/** Uploads wait in the library until their import runs; more at a time gain nothing. */
const FILES_AT_ONCE = 500

export function useGalleryActions(list: PictureList): GalleryActions {
  const change = useChange()
  const { bring, isBringing } = useBringing()
  const mark = useMark(change)
  const move = useMove(change, list)
  const { client } = useStudio()
  return useMemo(
    () => ({
      mark,
      trash: () => move('trash'),
      restore: () => move('restore'),
      selectAll: () => {
        const { filter, selection } = galleryStore.getState()
        const chooseAll = async (): Promise<void> => {
          const { ids } = await client['library.ids']({ ...askedFilter(filter, Date.now()), sort: filter.sort })
          setSelection({ chosen: new Set(ids), current: selection.current ?? ids[0] ?? null, anchor: ids[0] ?? null })
        }
        change(chooseAll())
      },
      ...bring,
      isBringing,
      takeAs: (slot) => {
        const { current } = galleryStore.getState().selection
        if (current === null) return
        tryOnStore.getState().fill(slot, current)
        go('try-on')
      },
      openInTryOn: (asset) => {
        showKept(asset)
        go('try-on')
      },
    }),
    [mark, move, change, client, bring, isBringing],
  )
}

/** What the keys and buttons mean: everything chosen, else the picture the keys are at. */
export function chosenIds(): AssetId[] {
  const { chosen, current } = galleryStore.getState().selection
  return chosen.size > 0 ? [...chosen] : current === null ? [] : [current]
}

type Change = (work: Promise<unknown>, deed?: Deed) => void

/**
 * Follows a change to its end. When it fails, what was shown too early is asked for again, and its deed is forgotten. A deed
 * is remembered when its change begins: who undoes faster than the studio answers means this one and not the one before.
 */
function useChange(): Change {
  const queries = useQueryClient()
  return useMemo(
    () => (work, deed) =>
      void work.catch((thrown: unknown) => {
        if (deed !== undefined) forget(deed)
        reportProblem(StudioError.from(thrown))
        return queries.invalidateQueries({ queryKey: libraryKey })
      }),
    [queries],
  )
}

function useMark(change: Change): GalleryActions['mark'] {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { client } = useStudio()
  return useMemo(() => {
    const textOf = ({ rating, flag }: MarkChange, count: number): string => {
      if (rating !== undefined) return t('gallery.rated', { count, stars: t('gallery.stars', { count: rating }) })
      return t(flag === 'pick' ? 'gallery.picked' : flag === 'reject' ? 'gallery.rejected' : 'gallery.unflagged', { count })
    }
    return (wanted) => {
      const ids = chosenIds()
      if (ids.length === 0) return
      writeMarks(queries, [{ ids, ...wanted }])
      const mark = () => client['library.mark']({ marks: [{ ids, ...wanted }] })
      const marking = mark()
      const text = textOf(wanted, ids.length)
      const deed: Deed = {
        text,
        undo: async () => void (await client['library.mark']({ marks: (await marking).before })),
        redo: async () => void (await mark()),
      }
      // Rating goes picture by picture, key by key: a bar for each would be in the way of the next.
      remember(deed, { offer: ids.length > 1 ? 'bar' : 'quiet' })
      if (ids.length === 1) announce(text)
      change(marking, deed)
    }
  }, [t, queries, client, change])
}

function useMove(change: Change, list: PictureList): (way: 'trash' | 'restore') => void {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const { client } = useStudio()
  return useMemo(
    () => (way) => {
      const ids = chosenIds()
      if (ids.length === 0) return
      const gone = new Set(ids)
      const back = galleryStore.getState().selection
      const order = list.there.map(({ id }) => id)
      setSelection(without(back, gone, order))
      hidePictures(queries, gone)
      const move = async (): Promise<void> => void (await client[`library.${way}`]({ ids }))
      const moving = move()
      const deed: Deed = {
        text: t(way === 'trash' ? 'gallery.trashed' : 'gallery.restored', { count: ids.length }),
        undo: async () => {
          await moving
          await client[way === 'trash' ? 'library.restore' : 'library.trash']({ ids })
          setSelection(back)
        },
        redo: move,
      }
      remember(deed)
      change(moving, deed)
    },
    [t, queries, client, change, list],
  )
}

function useBringing(): { readonly bring: Pick<GalleryActions, 'bringIn' | 'bringSample'>; readonly isBringing: boolean } {
  const { t } = useTranslation()
  const bringFiles = useBringIn('everything')
  const bringSamples = useBringSample()
  const [running, setRunning] = useState(0)
  const bring = useMemo(() => {
    const run = async (work: () => Promise<number>): Promise<void> => {
      setRunning((count) => count + 1)
      try {
        announce(t('gallery.broughtIn', { count: await work() }))
      } catch (thrown) {
        reportProblem(StudioError.from(thrown))
      } finally {
        setRunning((count) => count - 1)
      }
    }
    return {
      bringIn: (files: readonly File[]) => {
        if (files.length === 0) return
        void run(async () => {
          let count = 0
          for (let at = 0; at < files.length; at += FILES_AT_ONCE) count += (await bringFiles(files.slice(at, at + FILES_AT_ONCE))).length
          return count
        })
      },
      bringSample: () => void run(async () => (await bringSamples()).length),
    }
  }, [t, bringFiles, bringSamples])
  return { bring, isBringing: running > 0 }
}
