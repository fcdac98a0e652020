import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Asset } from '../../app/domain/asset.ts'
import { galleryStore, setExported } from './gallery-store.ts'

// It belongs to the room of clips, which is fetched when the page has come to rest.
const ClipExportSheet = lazy(async () => ({ default: (await import('../video/export/clip-export-sheet.tsx')).ClipExportSheet }))

/** The export of the clips that were chosen, while it is open. */
export function ExportClips(): ReactNode {
  const { t } = useTranslation()
  const [first, ...others] = useStore(galleryStore, (state) => state.exported)
  if (first === undefined) return null
  const name = others.length === 0 ? first.name : t('gallery.clips', { count: others.length + 1 })
  return (
    <Suspense>
      <ClipExportSheet clips={[first, ...others]} name={name} onClose={() => setExported([])} />
    </Suspense>
  )
}

/** Those of the chosen that are clips, and not in the trash; null where a picture is among them, or somebody too far away to be known. */
export function clipsOf(chosen: ReadonlySet<Asset['id']>, there: readonly Asset[]): readonly Asset[] | null {
  const clips = there.filter(({ id, clip, trashedAt }) => chosen.has(id) && clip !== null && trashedAt === null)
  return clips.length > 0 && clips.length === chosen.size ? clips : null
}
