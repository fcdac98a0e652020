import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useResults } from '../studio/queries.ts'
import { Segmented } from '../ui/segmented.tsx'
import { mayTuck, wornOf } from './garment-stack.ts'
import { knownType } from './known-type.ts'
import styles from './stack.module.css'
import { tryOnStore } from './try-on-store.ts'

/** Where the innermost top ends. Asked only where something for each half of the body is worn, as far as is known. */
export function TuckChoice(): ReactNode {
  const { t } = useTranslation()
  const { stack, settings, change } = useStore(tryOnStore)
  const results = useResults().data?.assets ?? []
  if (!mayTuck(wornOf(stack).map((row) => knownType(row, results)))) return null
  return (
    <div className={styles.tuck} data-testid="tuck">
      <span>{t('tuck.label')}</span>
      <Segmented
        label={t('tuck.label')}
        value={settings.tuck}
        options={[
          { value: 'auto', label: t('tuck.auto') },
          { value: 'in', label: t('tuck.in') },
          { value: 'out', label: t('tuck.out') },
        ]}
        onChange={(tuck) => change({ tuck })}
        isWide
      />
    </div>
  )
}
