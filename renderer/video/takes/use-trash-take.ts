import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../../app/domain/asset.ts'
import { StudioError } from '../../../app/domain/errors.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { remember } from '../../undo/undo-store.ts'
import { videoStore } from '../video-store.ts'

/** Moves a take to the trash, from where it can be taken back. */
export function useTrashTake(): (asset: Asset, name: string) => void {
  const { t } = useTranslation()
  const { client } = useStudio()
  return useCallback(
    ({ id }, name) => {
      const trash = async (): Promise<void> => {
        await client['library.trash']({ ids: [id] })
        // The other one of a pair stays, alone.
        videoStore.setState(({ clip, other, view }) =>
          clip === id ? { clip: other, other: null, view: other === null ? 'picture' : view } : other === id ? { other: null } : {},
        )
      }
      const undo = async (): Promise<void> => void (await client['library.restore']({ ids: [id] }))
      trash().then(
        () => remember({ text: t('video.trashed', { name }), undo, redo: trash }),
        (thrown: unknown) => reportProblem(StudioError.from(thrown)),
      )
    },
    [t, client],
  )
}
