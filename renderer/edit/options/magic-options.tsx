import clsx from 'clsx'
import { LoaderCircle, Shirt, User } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/button.tsx'
import styles from '../edit.module.css'
import { useEdit } from '../edit-context.tsx'
import { selectedLayer } from '../session/editor.ts'
import { useSelect } from '../use-select.ts'

/** Finds the person, the garment, or what is scribbled on, and hides the rest of the layer. */
export function MagicOptions(): ReactNode {
  const { t } = useTranslation()
  const layer = useEdit(selectedLayer)
  const { isSelecting } = useSelect()
  if (layer === null || !('picture' in layer) || layer.locked) return <span className={styles.note}>{t('edit.notPaintable')}</span>
  return (
    <>
      <CutOutButtons layerId={layer.id} />
      <span className={styles.divider} />
      <span className={clsx(styles.note, styles.roomy)}>{t('edit.magicHint')}</span>
      {isSelecting && (
        <span className={styles.note} role="status">
          <LoaderCircle size={16} className={styles.spin} aria-hidden />
          {t('edit.selecting')}
        </span>
      )}
    </>
  )
}

export function CutOutButtons({ layerId }: { readonly layerId: string }): ReactNode {
  const { t } = useTranslation()
  const { select, isSelecting } = useSelect()
  return (
    <>
      <Button
        kind="line"
        disabled={isSelecting}
        onClick={() => select(layerId, { subject: 'person', seeds: [] })}
        data-testid="cut-out-person"
      >
        <User size={16} aria-hidden />
        {t('edit.cutOutPerson')}
      </Button>
      <Button
        kind="line"
        disabled={isSelecting}
        onClick={() => select(layerId, { subject: 'garment', seeds: [] })}
        data-testid="cut-out-garment"
      >
        <Shirt size={16} aria-hidden />
        {t('edit.cutOutGarment')}
      </Button>
    </>
  )
}
