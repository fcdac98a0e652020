import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useAsset } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import styles from './stage.module.css'
import { tryOnStore } from './try-on-store.ts'

/** The person large on the stage, before there is a draft and while it is made. */
export function InputView(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { person, stack } = useStore(tryOnStore)
  const asset = useAsset(person ?? stack.rows[stack.active]?.id ?? null).data ?? null
  return (
    <>
      <div className={styles.bar}>
        <span className={styles.barTitle}>{t('tryOn.new')}</span>
      </div>
      <div className={styles.stage} data-canvas>
        {asset !== null && (
          <img
            className={styles.whole}
            src={studio.mediaUrl(asset.hash, 'large')}
            alt={asset.name}
            width={asset.width}
            height={asset.height}
          />
        )}
      </div>
    </>
  )
}
