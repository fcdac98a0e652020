import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { InputsPanel } from './inputs-panel.tsx'
import { Inspector } from './inspector.tsx'
import { StageColumn } from './stage-column.tsx'
import styles from './try-on.module.css'
import { TryOnProvider } from './try-on-actions.tsx'

/** Person and garment in, a draft out. */
export function TryOnRoom(): ReactNode {
  const { t } = useTranslation()
  return (
    <TryOnProvider>
      <div className={styles.room}>
        <h1 className="visually-hidden">{t('room.tryOn')}</h1>
        <InputsPanel />
        <StageColumn />
        <Inspector />
      </div>
    </TryOnProvider>
  )
}
