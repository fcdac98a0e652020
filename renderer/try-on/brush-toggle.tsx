import { Brush } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { brushStore } from '../brush/brush-store.ts'
import styles from './overlays.module.css'

/** Takes the brush in hand, and puts it away. */
export function BrushToggle(): ReactNode {
  const { t } = useTranslation()
  const { isOn, toggle } = useStore(brushStore)
  return (
    <span className={styles.toggles}>
      <button
        type="button"
        className={styles.toggle}
        aria-pressed={isOn}
        title={t('brush.title')}
        data-testid="toggle-brush"
        onClick={toggle}
      >
        <Brush size={16} aria-hidden />
        <span className={styles.word}>{t('brush.title')}</span>
      </button>
    </span>
  )
}
