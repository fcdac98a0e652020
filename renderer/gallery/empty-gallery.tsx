import { FolderOpen, Images, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { NO_FILTER } from './filter.ts'
import styles from './gallery.module.css'
import { useGallery } from './gallery-context.tsx'
import { changeFilter } from './gallery-store.ts'

/** Teaches the room: where pictures come from, and a way to see it with some. */
export function EmptyGallery({ onChooseFiles }: { readonly onChooseFiles: () => void }): ReactNode {
  const { t } = useTranslation()
  const { actions } = useGallery()
  return (
    <div className={styles.empty} data-testid="gallery-empty">
      <button type="button" className={styles.target} onClick={onChooseFiles}>
        <Images size={20} aria-hidden />
        <span>{t('gallery.dropHere')}</span>
      </button>
      <h2>{t('gallery.empty')}</h2>
      <p>{t('gallery.emptyHow')}</p>
      <div className={styles.actions}>
        <Button kind="primary" disabled={actions.isBringing} onClick={actions.bringSample} data-testid="gallery-sample">
          <Play size={16} className="flip" aria-hidden />
          {t('tryOn.sample')}
        </Button>
        <Button kind="line" onClick={onChooseFiles}>
          <FolderOpen size={16} aria-hidden />
          {t('tryOn.choose')}
        </Button>
      </div>
    </div>
  )
}

export function NoMatch(): ReactNode {
  const { t } = useTranslation()
  const { text, origin, days, minRating, flag } = NO_FILTER
  return (
    <div className={styles.empty} data-testid="no-match">
      <h2>{t('gallery.noMatch')}</h2>
      <Button kind="line" onClick={() => changeFilter({ text, origin, days, minRating, flag })} data-testid="clear-filters">
        {t('gallery.clearFilters')}
      </Button>
    </div>
  )
}

export function EmptyTrash(): ReactNode {
  const { t } = useTranslation()
  return (
    <div className={styles.empty} data-testid="trash-empty">
      <h2>{t('gallery.trashEmpty')}</h2>
      <p>{t('gallery.trashEmptyHow')}</p>
      <Button kind="line" onClick={() => changeFilter({ trashed: false })}>
        {t('gallery.leaveTrash')}
      </Button>
    </div>
  )
}

export function FailingGallery(): ReactNode {
  const { t } = useTranslation()
  const { askAgain } = useGallery()
  return (
    <div className={styles.empty}>
      <Note
        kind="bad"
        role="alert"
        title={t('gallery.failing')}
        actions={
          <Button kind="line" onClick={askAgain}>
            {t('gallery.again')}
          </Button>
        }
        testId="gallery-failing"
      />
    </div>
  )
}
