import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '../../app/domain/asset.ts'
import { StudioError } from '../../app/domain/errors.ts'
import type { AssetId } from '../../app/domain/ids.ts'
import { announce } from '../frame/announcer.tsx'
import { reportProblem } from '../frame/problem-store.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { useBringIn } from '../try-on/use-bring-in.ts'
import { useEditor } from './edit-context.tsx'
import { addPicture } from './session/layer-actions.ts'

/** Brings files into the library and gives what they are there. */
export function useBringFiles(): { readonly bring: (files: readonly File[]) => Promise<readonly AssetId[]>; readonly isBringing: boolean } {
  const bringIn = useBringIn()
  const [count, setCount] = useState(0)
  const bring = useCallback(
    async (files: readonly File[]) => {
      setCount((now) => now + 1)
      try {
        return await bringIn(files)
      } catch (thrown) {
        reportProblem(StudioError.from(thrown))
        return []
      } finally {
        setCount((now) => now - 1)
      }
    },
    [bringIn],
  )
  return { bring, isBringing: count > 0 }
}

/** Puts files, or pictures of the library, into the open document as layers. */
export function useAddFiles(): {
  readonly addFiles: (files: readonly File[]) => Promise<void>
  readonly addAsset: (asset: Asset, kind: 'photo' | 'logo') => void
} {
  const { t } = useTranslation()
  const { client } = useStudio()
  const editor = useEditor()
  const { bring } = useBringFiles()
  const addAsset = useCallback(
    ({ id, hash, width, height, name }: Asset, kind: 'photo' | 'logo') => {
      const plain = name.replace(/\.[^.]+$/, '').slice(0, 200)
      addPicture(editor, kind, { name: plain === '' ? name : plain, picture: { assetId: id, hash, width, height } })
      announce(t('edit.added', { name: plain }))
    },
    [editor, t],
  )
  const addFiles = useCallback(
    async (files: readonly File[]) => {
      for (const id of await bring(files)) addAsset(await client['library.get']({ id }), 'photo')
    },
    [bring, client, addAsset],
  )
  return { addFiles, addAsset }
}
