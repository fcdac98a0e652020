import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../language/use-format.ts'
import styles from './storage.module.css'
import type { KindUse } from './storage-page.tsx'

/** The largest kinds have a grey of their own, the rest shares the last. */
const STEPS = 4

/** The kinds as one bar, in neutral steps; each step says its kind and share in the line below. */
export function StorageBar({ kinds, totalBytes }: { readonly kinds: readonly KindUse[]; readonly totalBytes: number }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const parts = kinds.slice(0, STEPS).filter(({ sizeBytes }) => sizeBytes > 0)
  return (
    <div className={styles.shares}>
      <div className={styles.stack} aria-hidden>
        {kinds.map(({ kind, sizeBytes }, i) => (
          <i key={kind} data-step={Math.min(i + 1, STEPS)} style={{ flexGrow: sizeBytes } as CSSProperties} />
        ))}
      </div>
      <ul className={styles.legend} aria-label={t('storage.share')}>
        {parts.map(({ kind, sizeBytes }, i) => (
          <li key={kind}>
            <i data-step={i + 1} aria-hidden />
            {t(`storage.kinds.${kind}`)}
            <bdi dir="ltr">{format.percent(totalBytes === 0 ? 0 : sizeBytes / totalBytes)}</bdi>
          </li>
        ))}
      </ul>
    </div>
  )
}
