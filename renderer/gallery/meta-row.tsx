import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useFormat } from '../language/use-format.ts'
import { Button } from '../ui/button.tsx'
import { isNarrowed } from './filter.ts'
import styles from './gallery.module.css'
import { useGallery } from './gallery-context.tsx'
import { changeFilter, galleryStore } from './gallery-store.ts'

/** How many are shown and how many are chosen; heard as it changes. */
export function MetaRow(): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { list, counts, actions } = useGallery()
  const filter = useStore(galleryStore, (state) => state.filter)
  const chosen = useStore(galleryStore, (state) => state.selection.chosen.size)
  const all = filter.trashed ? counts?.trashed : counts?.kept
  const allText = all === undefined || all === 0 ? '' : t('gallery.shown', { count: all })
  return (
    <div className={styles.meta}>
      {filter.trashed && <strong>{t('gallery.inTrash')}</strong>}
      <span role="status" data-testid="count">
        {isNarrowed(filter) && all !== undefined ? t('gallery.shownOf', { shown: format.number(list.count), all: allText }) : allText}
      </span>
      <span role="status" className={styles.dim} data-testid="selected-count">
        {chosen > 0 ? t('gallery.selected', { count: chosen }) : ''}
      </span>
      <span className={styles.metaEnd}>
        {actions.isBringing && (
          <span className={styles.dim} role="status">
            {t('gallery.bringing')}
          </span>
        )}
        {filter.trashed && (
          <Button kind="quiet" className={styles.small} onClick={() => changeFilter({ trashed: false })} data-testid="leave-trash">
            {t('gallery.leaveTrash')}
          </Button>
        )}
      </span>
    </div>
  )
}
