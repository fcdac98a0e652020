import { Check, TriangleAlert } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { Defect, TryOnResult } from '../../app/domain/try-on.ts'
import { useFormat } from '../language/use-format.ts'
import { Button } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
import styles from './inspector.module.css'
import { NEXT_STEPS, SHOW_TEXTS } from './next-steps.ts'
import { hasOverlay } from './overlays.ts'
import { tryOnStore } from './try-on-store.ts'

interface QualityCardProps {
  readonly draft: TryOnResult
  readonly found: DraftOverlays | undefined
}

/** The score against the threshold, then weaknesses in sentences, worst first, each with what can be done about it. */
export function QualityCard({ draft, found }: QualityCardProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const threshold = useStore(tryOnStore, (state) => state.settings.qualityThreshold)
  const isGood = draft.qualityScore >= threshold
  const defects = draft.defects.toSorted((a, b) => b.severity - a.severity)
  const share = (value: number): string => `${value * 100}%`
  return (
    <Section id="try-on.quality" title={t('quality.title')} testId="quality">
      <div className={styles.score}>
        <span className={styles.value} data-testid="score">
          <bdi dir="ltr">{format.number(draft.qualityScore, 2)}</bdi>
        </span>
        <span>
          <strong className={isGood ? undefined : styles.warn}>{t(isGood ? 'quality.good' : 'quality.low')}</strong>
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
      {!isGood && <BelowThreshold score={draft.qualityScore} />}
      <ul className={styles.truth}>
        {defects.map((defect) => (
          <Weakness key={defect.code} defect={defect} found={found} />
        ))}
        {defects.length === 0 && <Fine text={t('quality.none')} />}
        <Fine text={t('quality.untouched')} />
      </ul>
    </Section>
  )
}

/** A finished draft that is not as good as was asked for: no failure, so it offers to take it. */
function BelowThreshold({ score }: { readonly score: number }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const change = useStore(tryOnStore, (state) => state.change)
  // The settings go in steps of .05.
  const enough = Math.floor(score * 20) / 20
  return (
    <div className={styles.low} data-testid="below-threshold">
      <p>{t('quality.lowHow')}</p>
      <Button kind="line" onClick={() => change({ qualityThreshold: enough })}>
        {t('quality.accept', { threshold: format.number(enough, 2) })}
      </Button>
    </div>
  )
}

function Weakness({ defect, found }: { readonly defect: Defect; readonly found: DraftOverlays | undefined }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li data-testid="defect">
      <TriangleAlert size={16} className={styles.warn} aria-hidden />
      <span>{t(`defect.${defect.code}`)}</span>
      <span className={styles.gauge} title={t('quality.measured')} dir="ltr">
        <span className={styles.scale} aria-hidden style={{ '--at': `${defect.severity * 100}%` } as CSSProperties} />
        <Num>{format.percent(defect.severity)}</Num>
      </span>
      <Step defect={defect} found={found} />
    </li>
  )
}

function Step({ defect, found }: { readonly defect: Defect; readonly found: DraftOverlays | undefined }): ReactNode {
  const { t } = useTranslation()
  const { overlays, toggleOverlay, fill } = useStore(tryOnStore)
  const step = NEXT_STEPS[defect.code]
  if (step === null) return null
  if ('replace' in step) {
    return (
      <Button className={styles.step} onClick={() => fill(step.replace, null)}>
        {t(step.replace === 'person' ? 'nextStep.otherPerson' : 'nextStep.otherGarment')}
      </Button>
    )
  }
  if (!hasOverlay(step.show, found)) return null
  return (
    <Button className={styles.step} aria-pressed={overlays.includes(step.show)} onClick={() => toggleOverlay(step.show)}>
      {t(SHOW_TEXTS[step.show])}
    </Button>
  )
}

function Fine({ text }: { readonly text: string }): ReactNode {
  return (
    <li>
      <Check size={16} className={styles.ok} aria-hidden />
      <span>{text}</span>
    </li>
  )
}
