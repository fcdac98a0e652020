import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useResults } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import styles from './stage.module.css'
import { tryOnStore } from './try-on-store.ts'

/** The drafts made so far, newest first; choosing one brings it back with the pictures it was made of. */
export function DraftStrip(): ReactNode {
  const { t } = useTranslation()
  const studio = useStudio()
  const { job, show, fill } = useStore(tryOnStore)
  const drafts = (useResults().data?.assets ?? []).filter((asset) => asset.lineage?.kind === 'try-on')
  return (
    <section className={styles.strip} aria-label={t('tryOn.drafts')}>
      {drafts.length === 0 && <span className={styles.none}>{t('tryOn.noDrafts')}</span>}
      {drafts.map((asset, index) => (
        <button
          key={asset.id}
          type="button"
          className={styles.thumb}
          aria-pressed={asset.lineage?.jobId === job}
          aria-label={t('tryOn.draftN', { n: drafts.length - index })}
          data-testid="draft-thumb"
          onClick={() => {
            for (const parent of asset.lineage?.parents ?? []) {
              if (parent.role === 'person' || parent.role === 'garment') fill(parent.role, parent.assetId)
            }
            show(asset.lineage?.jobId ?? null)
          }}
        >
          <img src={studio.mediaUrl(asset.hash, 'small')} alt="" loading="lazy" />
        </button>
      ))}
    </section>
  )
}
