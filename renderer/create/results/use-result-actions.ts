import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../../app/domain/asset.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { useOpenPictures } from '../../edit/use-open-pictures.ts'
import { announce } from '../../frame/announcer.tsx'
import { reportProblem } from '../../frame/problem-store.ts'
import { go } from '../../frame/route.ts'
import { showPicture } from '../../gallery/show-picture.ts'
import { madeBy } from '../../providers/generate-job.ts'
import { writeMarks } from '../../studio/library-cache.ts'
import { libraryKey } from '../../studio/query-keys.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { tryOnStore } from '../../try-on/try-on-store.ts'
import { remember } from '../../undo/undo-store.ts'
import { createRoomStore, setLook, takeForWords } from '../create-store.ts'

/** What can be done with a result. Failures are reported by the frame. */
export interface ResultActions {
  /** Marks it as picked, or takes that back. */
  readonly pick: (asset: Asset) => void
  /** The same again from this picture, with the words it was made by. */
  readonly vary: (asset: Asset) => void
  /** Puts it on the table for words to change. */
  readonly change: (asset: Asset) => void
  readonly toEdit: (asset: Asset) => void
  readonly toVideo: (asset: Asset) => void
  readonly toTryOn: (asset: Asset) => void
  readonly toGallery: (asset: Asset) => void
  /** Puts another picture beside the one that is shown, or takes it away. */
  readonly compare: (asset: Asset, others: readonly Asset[]) => void
}

export function useResultActions(): ResultActions {
  const { t } = useTranslation()
  const { client } = useStudio()
  const queries = useQueryClient()
  const openPictures = useOpenPictures()
  return useMemo(
    () => ({
      pick: ({ id, flag }) => {
        const marks = (to: Asset['flag']) => [{ ids: [id], flag: to }]
        const to = flag === 'pick' ? null : 'pick'
        const mark = async (wanted: Asset['flag']): Promise<void> => {
          writeMarks(queries, marks(wanted))
          await client['library.mark']({ marks: marks(wanted) })
        }
        const text = t(to === 'pick' ? 'gallery.picked' : 'gallery.unflagged', { count: 1 })
        mark(to).then(
          () => {
            remember({ text, undo: () => mark(flag), redo: () => mark(to) }, { offer: 'quiet' })
            announce(text)
          },
          (thrown: unknown) => {
            reportProblem(StudioError.from(thrown))
            void queries.invalidateQueries({ queryKey: libraryKey })
          },
        )
      },
      vary: (asset) => {
        takeForWords(asset.id, madeBy(asset)?.prompt ?? '')
        // These words were written already: they go as they are.
        setLook({ encoder: 'off' })
        announce(t('create.varying'))
      },
      change: (asset) => {
        takeForWords(asset.id, '')
        announce(t('create.changing'))
        requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid=prompt]')?.focus())
      },
      toEdit: ({ id }) => openPictures({ pictures: [id] }),
      toVideo: ({ id }) => go('video', id),
      toTryOn: ({ id }) => {
        tryOnStore.getState().fill('person', id)
        go('try-on')
      },
      toGallery: (asset) => showPicture(asset),
      compare: ({ id }, others) =>
        createRoomStore.setState(({ beside }) => ({
          beside: beside === null ? (others.find((other) => other.id !== id)?.id ?? null) : null,
        })),
    }),
    [t, client, queries, openPictures],
  )
}
