import { Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_GARMENTS } from '../../app/domain/garment-region.ts'
import { IconButton } from '../ui/button.tsx'
import { GarmentRowView } from './garment-row.tsx'
import { canAdd, wornOf } from './garment-stack.ts'
import styles from './stack.module.css'
import { TuckChoice } from './tuck-choice.tsx'
import { useGarmentStack } from './use-garment-stack.ts'
import { useRowDrag } from './use-row-drag.ts'

/** What the person is to wear, the innermost first: a list to be ordered by dragging, by buttons or by Alt and the arrows. */
export function GarmentList(): ReactNode {
  const { t } = useTranslation()
  const actions = useGarmentStack()
  const drag = useRowDrag(actions.move)
  const { stack, said } = actions
  const isOutfit = stack.rows.length > 1
  return (
    <section className={styles.stack}>
      <header className={styles.head}>
        <h2>{isOutfit ? t('stack.title') : t('tryOn.garment')}</h2>
        {isOutfit && <small>{t('stack.order')}</small>}
        {wornOf(stack).length > 0 && (
          <IconButton
            className={styles.add}
            label={t('stack.add')}
            disabled={!canAdd(stack)}
            onClick={actions.add}
            data-testid="add-garment"
          >
            <Plus size={16} />
          </IconButton>
        )}
      </header>
      <ol className={styles.rows} aria-label={t('stack.title')}>
        {stack.rows.map((row, index) => (
          <GarmentRowView key={row.key} row={row} index={index} actions={actions} drag={drag} />
        ))}
      </ol>
      {canAdd(stack) && !isOutfit && (
        <button type="button" className={styles.more} onClick={actions.add}>
          <span className={styles.hole}>
            <Plus size={16} aria-hidden />
          </span>
          <span>{t('stack.more')}</span>
        </button>
      )}
      {wornOf(stack).length === MOST_GARMENTS && <p className={styles.note}>{t('stack.most', { n: MOST_GARMENTS })}</p>}
      <TuckChoice />
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </section>
  )
}
