import { Check, TriangleAlert } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import type { Defect, DraftedGarment, TryOnResult } from '../../app/domain/try-on.ts'
import { useFormat } from '../language/use-format.ts'
import { TruthPart } from '../truth/truth-part.tsx'
import { Button } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
import styles from './inspector.module.css'
import { NextStepButton } from './next-step-button.tsx'
import { NEXT_STEPS } from './next-steps.ts'
import own from './outfit.module.css'
import { tryOnStore } from './try-on-store.ts'

interface QualityCardProps {
  readonly job: JobSummary
  readonly draft: TryOnResult
  readonly found: DraftOverlays | undefined
}

/** The score against the threshold, then weaknesses in sentences, worst first, each with what can be done about it. */
export function QualityCard({ job, draft, found }: QualityCardProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const threshold = useStore(tryOnStore, (state) => state.settings.qualityThreshold)
  const isGood = draft.qualityScore >= threshold
  const share = (value: number): string => `${value * 100}%`
  const { garments } = draft
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
        data-amount
        style={{ '--p': share(draft.qualityScore), '--cap': share(threshold) } as CSSProperties}
      >
        <i />
      </div>
      {!isGood && <BelowThreshold score={draft.qualityScore} />}
      {garments.map((garment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a draft does not change; its garments are told by their places.
        <Judged key={index} garment={garment} place={index} found={found} isOneOfSeveral={garments.length > 1} />
      ))}
      <ul className={styles.truth}>
        <Fine text={t('quality.untouched')} />
      </ul>
      <TruthPart key={draft.draft.assetId} job={job} draft={draft} found={found} />
    </Section>
  )
}

interface JudgedProps {
  readonly garment: DraftedGarment
  readonly place: number
  readonly found: DraftOverlays | undefined
  readonly isOneOfSeveral: boolean
}

/** Less than this of a garment is seen: it is hidden. */
const HIDDEN = 0.01
/** From here on all of it is seen, but for pixels along an edge. */
const WHOLE = 0.98

/** What is said of one garment, under its name where it is one of several. */
function Judged({ garment, place, found, isOneOfSeveral }: JudgedProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { type, visible, qualityScore } = garment
  const defects = garment.defects.toSorted((a, b) => b.severity - a.severity)
  return (
    <>
      {isOneOfSeveral && (
        <h3 className={own.garment} data-testid="judged-garment">
          {t(`garmentType.${type}`)}
          <Num>{format.number(qualityScore, 2)}</Num>
        </h3>
      )}
      <ul className={styles.truth}>
        {defects.map((defect) => (
          <Weakness key={defect.code} defect={defect} found={found} place={place} />
        ))}
        {defects.length === 0 && visible >= HIDDEN && <Fine text={t(isOneOfSeveral ? 'quality.noneOf' : 'quality.none')} />}
        {visible < HIDDEN && <Fine text={t('quality.hidden')} />}
        {visible >= HIDDEN && visible < WHOLE && <Fine text={t('quality.seen', { share: format.percent(visible) })} />}
      </ul>
    </>
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

interface WeaknessProps {
  readonly defect: Defect
  /** Of the garment that is active on the stack. */
  readonly found: DraftOverlays | undefined
  /** Of the garment in the wearing order. */
  readonly place: number
}

function Weakness({ defect, found, place }: WeaknessProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const step = NEXT_STEPS[defect.code]
  return (
    <li data-testid="defect">
      <TriangleAlert size={16} className={styles.warn} aria-hidden />
      <span>{t(`defect.${defect.code}`)}</span>
      <span className={styles.gauge} title={t('quality.measured')} dir="ltr">
        <span className={styles.scale} aria-hidden style={{ '--at': `${defect.severity * 100}%` } as CSSProperties} />
        <Num>{format.percent(defect.severity)}</Num>
      </span>
      {step !== null && <NextStepButton step={step} found={found} place={place} />}
    </li>
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
