import { Shirt, User, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { IconButton } from '../ui/button.tsx'
import { remember } from '../undo/undo-store.ts'
import { DropZone } from './drop-zone.tsx'
import styles from './slots.module.css'
import { useTryOn } from './try-on-actions.tsx'
import { type Slot, tryOnStore } from './try-on-store.ts'

/** The person or the garment: empty, on its way, or there. Dropping or picking replaces what is in it. */
export function PictureSlot({ slot }: { readonly slot: Slot }): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { bringIn, bringing } = useTryOn()
  const id = useStore(tryOnStore, (state) => state[slot])
  const fill = useStore(tryOnStore, (state) => state.fill)
  const asset = useAsset(id).data ?? null
  const name = t(slot === 'person' ? 'tryOn.person' : 'tryOn.garment')
  const Icon = slot === 'person' ? User : Shirt
  const onFiles = (files: readonly File[]): void => void bringIn(files, files.length > 1 ? undefined : slot)
  const clear = (): void => {
    fill(slot, null)
    remember({ text: t('tryOn.removed', { name }), undo: () => fill(slot, id), redo: () => fill(slot, null) })
  }
  return (
    <section className={styles.block}>
      <header className={styles.head}>
        <h2>{name}</h2>
        {id !== null && (
          <IconButton label={`${t('tryOn.remove')}: ${name}`} onClick={clear}>
            <X size={16} />
          </IconButton>
        )}
      </header>
      <div className={styles.holder}>
        <DropZone
          label={`${name}: ${t(id === null ? 'tryOn.dropOrPick' : 'tryOn.replace')}`}
          onFiles={onFiles}
          className={styles.slot}
          testId={`${slot}-slot`}
        >
          {bringing.includes(slot) ? (
            <span className={styles.skeleton} role="status">
              {t('tryOn.bringing')}
            </span>
          ) : asset !== null ? (
            <img src={studio.mediaUrl(asset.hash, 'large')} alt="" draggable={false} data-testid={`${slot}-picture`} />
          ) : (
            <span className={styles.empty}>
              <Icon size={20} aria-hidden />
              {t('tryOn.dropOrPick')}
            </span>
          )}
        </DropZone>
        {asset !== null && (
          <bdi dir="ltr" className={styles.caption}>
            {t('unit.size', { width: asset.width, height: asset.height })}
          </bdi>
        )}
      </div>
    </section>
  )
}
