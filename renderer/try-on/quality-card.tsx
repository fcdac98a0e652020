import { Check, TriangleAlert } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { TryOnResult } from '../../app/domain/try-on.ts'
import { useFormat } from '../language/use-format.ts'
import { Section } from '../ui/section.tsx'
import styles from './inspector.module.css'
import { tryOnStore } from './try-on-store.ts'

/** The score against the threshold, then weaknesses in sentences, worst first. */
export function QualityCard({ draft }: { readonly draft: TryOnResult }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const threshold = useStore(tryOnStore, (state) => state.settings.qualityThreshold)
  const defects = draft.defects.toSorted((a, b) => b.severity - a.severity)
  const share = (value: number): string => `${value * 100}%`
  return (
    <Section id="try-on.quality" title={t('quality.title')} testId="quality">
      <div className={styles.score}>
        <span className={styles.value} data-testid="score">
          <bdi dir="ltr">{format.number(draft.qualityScore, 2)}</bdi>
        </span>
        <span>
          <strong>{t(draft.verdict === 'ok' ? 'quality.good' : 'quality.low')}</strong>
          <small>{t('quality.threshold', { threshold: format.number(threshold, 2) })}</small>
        </span>
      </div>
      <div
        className={styles.bar}
        dir="ltr"
        aria-hidden
        style={{ '--p': share(draft.qualityScore), '--cap': share(threshold) } as CSSProperties}
      >
        <i />
      </div>
      <ul className={styles.truth}>
        {defects.map((defect) => (
          <li key={defect.code} data-testid="defect">
            <TriangleAlert size={16} className={styles.warn} aria-hidden />
            <span>{t(`defect.${defect.code}`)}</span>
          </li>
        ))}
        {defects.length === 0 && (
          <li>
            <Check size={16} className={styles.ok} aria-hidden />
            <span>{t('quality.none')}</span>
          </li>
        )}
        <li>
          <Check size={16} className={styles.ok} aria-hidden />
          <span>{t('quality.untouched')}</span>
        </li>
      </ul>
    </Section>
  )
}
