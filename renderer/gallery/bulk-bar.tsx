import clsx from 'clsx'
import { Download, Flag, FlagOff, Trash2, Undo2, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button, IconButton } from '../ui/button.tsx'
import { undoStore } from '../undo/undo-store.ts'
import { clipsOf } from './export-clips.tsx'
import styles from './gallery.module.css'
import { useGallery } from './gallery-context.tsx'
import { clearSelection, galleryStore, setExported } from './gallery-store.ts'
import { Rating } from './stars.tsx'

/** What can be done with several pictures at once. For one, the pane beside the grid says it. */
export function BulkBar(): ReactNode {
  const { t } = useTranslation()
  const { list, actions } = useGallery()
  const chosen = useStore(galleryStore, (state) => state.selection.chosen)
  const isTrash = useStore(galleryStore, (state) => state.filter.trashed)
  const isUndoOffered = useStore(undoStore, (state) => state.offered !== null)
  if (chosen.size < 2) return null
  const there = list.there.filter(({ id }) => chosen.has(id))
  const ratings = new Set(there.map(({ rating }) => rating))
  // Of those that are far away nothing is known.
  const [shared = null] = ratings.size === 1 && there.length === chosen.size ? ratings : []
  const clips = isTrash ? null : clipsOf(chosen, list.there)
  return (
    <div
      className={clsx(styles.bulk, isUndoOffered && styles.raised)}
      role="toolbar"
      aria-label={t('gallery.forSelected')}
      data-testid="bulk-bar"
    >
      <strong>{t('gallery.selected', { count: chosen.size })}</strong>
      <span className={styles.rule} />
      <Rating rating={shared} onRate={(rating) => actions.mark({ rating })} />
      <span className={styles.rule} />
      <Button kind="quiet" onClick={() => actions.mark({ flag: 'pick' })}>
        <Flag size={16} aria-hidden />
        {t('gallery.pick')}
      </Button>
      <Button kind="quiet" onClick={() => actions.mark({ flag: 'reject' })}>
        <FlagOff size={16} aria-hidden />
        {t('gallery.reject')}
      </Button>
      {clips !== null && (
        <Button kind="quiet" onClick={() => setExported(clips)} data-testid="bulk-export">
          <Download size={16} aria-hidden />
          {t('export.title')}
        </Button>
      )}
      {isTrash ? (
        <Button kind="primary" onClick={actions.restore} data-testid="bulk-restore">
          <Undo2 size={16} className="flip" aria-hidden />
          {t('gallery.restore')}
        </Button>
      ) : (
        <Button kind="quiet" onClick={actions.trash} data-testid="bulk-trash">
          <Trash2 size={16} aria-hidden />
          {t('gallery.delete')}
        </Button>
      )}
      <IconButton label={t('gallery.clearSelection')} onClick={clearSelection}>
        <X size={16} />
      </IconButton>
    </div>
  )
}
