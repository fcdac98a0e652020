import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../app/domain/errors.ts'
import { reportProblem } from '../frame/problem-store.ts'
import { RoomLayout } from '../frame/room-layout.tsx'
import { useStudio } from '../studio/studio-context.tsx'
import { BulkBar } from './bulk-bar.tsx'
import { DetailPane } from './detail-pane.tsx'
import { droppedFiles } from './dropped-files.ts'
import { EmptyGallery, EmptyTrash, FailingGallery, NoMatch } from './empty-gallery.tsx'
import { ExportClips } from './export-clips.tsx'
import { isNarrowed } from './filter.ts'
import { FilterBar } from './filter-bar.tsx'
import { FullScreen } from './full-screen.tsx'
import styles from './gallery.module.css'
import { GalleryProvider, useGallery } from './gallery-context.tsx'
import { galleryStore } from './gallery-store.ts'
import { MetaRow } from './meta-row.tsx'
import { PictureGrid } from './picture-grid.tsx'
import { ThumbnailProvider } from './thumbnail.tsx'
import { useGalleryCommands } from './use-gallery-commands.ts'

/** All pictures of the library, and its trash. */
export function GalleryRoom(): ReactNode {
  const { t } = useTranslation()
  return (
    <GalleryProvider>
      <RoomLayout title={t('room.gallery')}>
        <ThumbnailProvider>
          <Pictures />
        </ThumbnailProvider>
        <DetailPane />
      </RoomLayout>
      <FullScreen />
      <ExportClips />
    </GalleryProvider>
  )
}

function Pictures(): ReactNode {
  const { t } = useTranslation()
  const { actions } = useGallery()
  const input = useRef<HTMLInputElement>(null)
  const chooseFiles = (): void => input.current?.click()
  const { isOver, target } = useFileDrop(actions.bringIn)
  usePastedFiles(actions.bringIn)
  useGalleryCommands(chooseFiles)
  return (
    <section className={styles.gallery} aria-label={t('gallery.label')} data-testid="gallery" {...target}>
      <FilterBar onChooseFiles={chooseFiles} />
      <MetaRow />
      <Content onChooseFiles={chooseFiles} />
      <BulkBar />
      {isOver && (
        <div className={styles.dropping}>
          <span>{t('gallery.dropHere')}</span>
        </div>
      )}
      <input
        ref={input}
        type="file"
        accept="image/*,.heic,.heif,video/*,.mkv"
        multiple
        hidden
        data-testid="gallery-files"
        onChange={(event) => {
          actions.bringIn([...(event.target.files ?? [])])
          // The same file may be chosen again.
          event.target.value = ''
        }}
      />
    </section>
  )
}

function Content({ onChooseFiles }: { readonly onChooseFiles: () => void }): ReactNode {
  const { state, list } = useGallery()
  const filter = useStore(galleryStore, (store) => store.filter)
  if (state === 'failing') return <FailingGallery />
  if (state === 'ready' && list.count === 0) {
    if (isNarrowed(filter)) return <NoMatch />
    return filter.trashed ? <EmptyTrash /> : <EmptyGallery onChooseFiles={onChooseFiles} />
  }
  return <PictureGrid />
}

/** Takes files and folders that are dropped anywhere on the pictures. */
function useFileDrop(bringIn: (files: readonly File[]) => void) {
  const { pathOf } = useStudio()
  const [isOver, setOver] = useState(false)
  const take = async (transfer: DataTransfer): Promise<void> => {
    const direct = [...transfer.files]
    const walked = droppedFiles(transfer)
    // Where the host knows the paths it walks folders by itself, without a copy of every file.
    const hasPaths = direct.length > 0 && direct.every((file) => pathOf(file) !== '')
    bringIn(hasPaths ? direct : await walked)
  }
  const target = {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      take(event.dataTransfer).catch((thrown: unknown) =>
        reportProblem(new StudioError('file.unreadable', 'A dropped folder could not be read', { cause: thrown })),
      )
    },
  }
  return { isOver, target }
}

function usePastedFiles(bringIn: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      bringIn(files)
    }
    addEventListener('paste', paste)
    return () => removeEventListener('paste', paste)
  }, [bringIn])
}
