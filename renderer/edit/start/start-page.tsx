import { FolderOpen, ImagePlus, Play } from 'lucide-react'
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../../app/domain/errors.ts'
import { isTyping } from '../../commands/typing.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useBringSample } from '../../try-on/use-bring-in.ts'
import { Button } from '../../ui/button.tsx'
import { PicturePicker } from '../panels/picture-picker.tsx'
import { useBringFiles } from '../use-add-files.ts'
import { useOpenPictures } from '../use-open-pictures.ts'
import { DocumentGrid } from './document-grid.tsx'
import { NewCanvas } from './new-canvas.tsx'
import styles from './start.module.css'

/** Teaches the room: drop a picture, take one of the library, go on with a document, or begin with an empty canvas. */
export function StartPage(): ReactNode {
  const { t } = useTranslation()
  const { bring, isBringing } = useBringFiles()
  const bringSample = useBringSample()
  const openPictures = useOpenPictures()
  const [isPicking, setPicking] = useState(false)
  const files = useRef<HTMLInputElement>(null)
  const openFiles = async (chosen: readonly File[]): Promise<void> => {
    const pictures = await bring(chosen)
    if (pictures.length > 0) openPictures({ pictures })
  }
  const latest = useRef(openFiles)
  useEffect(() => {
    latest.current = openFiles
  })
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const pasted = [...(event.clipboardData?.files ?? [])]
      if (pasted.length > 0 && !isTyping()) void latest.current(pasted)
    }
    addEventListener('paste', paste)
    return () => removeEventListener('paste', paste)
  }, [])
  const openSample = (): void =>
    void bringSample().then(
      ([first]) => first !== undefined && openPictures({ pictures: [first] }),
      (thrown: unknown) => reportProblem(StudioError.from(thrown)),
    )
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    void openFiles([...event.dataTransfer.files])
  }
  return (
    <section
      className={styles.page}
      aria-label={t('room.edit')}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      data-testid="edit-start"
    >
      <div className={styles.inner}>
        <div className={styles.drop}>
          <ImagePlus size={24} aria-hidden />
          <h2>{t('edit.lead')}</h2>
          <p>{t('edit.leadHow')}</p>
          <div className={styles.actions}>
            <Button kind="primary" disabled={isBringing} onClick={() => files.current?.click()} data-testid="edit-choose">
              <FolderOpen size={16} aria-hidden />
              {t('edit.chooseFile')}
            </Button>
            <Button kind="line" onClick={() => setPicking(true)} data-testid="edit-library">
              {t('edit.fromLibrary')}
            </Button>
            <Button kind="quiet" onClick={openSample} data-testid="edit-sample">
              <Play size={16} aria-hidden />
              {t('edit.sample')}
            </Button>
          </div>
          <input
            ref={files}
            type="file"
            hidden
            multiple
            accept="image/*,.heic,.heif"
            aria-label={t('edit.chooseFile')}
            data-testid="edit-start-files"
            onChange={(event) => {
              void openFiles([...(event.target.files ?? [])])
              event.target.value = ''
            }}
          />
        </div>
        <NewCanvas />
        <DocumentGrid />
      </div>
      {isPicking && (
        <PicturePicker
          label={t('edit.fromLibrary')}
          onClose={() => setPicking(false)}
          onPick={({ id }) => openPictures({ pictures: [id] })}
        />
      )}
    </section>
  )
}
