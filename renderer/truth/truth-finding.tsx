import { Check, CircleX, Minus, TriangleAlert } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DraftOverlays } from '../../app/domain/draft-overlays.ts'
import type { TruthMeasure } from '../../app/domain/truth-report.ts'
import { useFormat } from '../language/use-format.ts'
import { NextStepButton } from '../try-on/next-step-button.tsx'
import { Num } from '../ui/num.tsx'
import styles from './truth.module.css'
import { scaleOf } from './truth-scale.ts'
import { TRUTH_STEPS } from './truth-steps.ts'

const ICONS = { kept: Check, doubtful: TriangleAlert, changed: CircleX, unknown: Minus } as const

interface FindingProps {
  readonly measure: TruthMeasure
  readonly found: DraftOverlays | undefined
  /** Steps are of a draft; a final has none that would show something. */
  readonly offers?: 'next-step' | 'nothing'
}

/** One property in a sentence: what differs with a scale and a next step, the rest with its number. */
export function TruthFinding({ measure, found, offers = 'next-step' }: FindingProps): ReactNode {
  const { t } = useTranslation()
  const { verdict, sentence } = measure
  const Icon = ICONS[verdict]
  const isProblem = verdict === 'changed' || verdict === 'doubtful'
  return (
    <li data-testid="truth-finding" data-measure={measure.measure} data-verdict={verdict}>
      <Icon size={16} className={styles[verdict]} role="img" aria-label={t(`truth.icon.${verdict}`)} />
      <span>{t(`truth.sentence.${sentence}`)}</span>
      <Measured measure={measure} isProblem={isProblem} />
      {isProblem && offers === 'next-step' && <NextStepButton step={TRUTH_STEPS[measure.measure]} found={found} place={0} />}
    </li>
  )
}

function Measured({ measure, isProblem }: { readonly measure: TruthMeasure; readonly isProblem: boolean }): ReactNode {
  const { t } = useTranslation()
  const value = useValueText(measure)
  const scale = isProblem ? scaleOf(measure) : null
  if (value === null && scale === null) return null
  return (
    <span className={styles.measured} title={t(`truth.unit.${measure.measure}`)} dir="ltr">
      {scale !== null && (
        <span
          className={styles.scale}
          aria-hidden
          style={{ '--from': `${scale.from * 100}%`, '--to': `${100 - scale.to * 100}%`, '--at': `${scale.at * 100}%` } as CSSProperties}
        />
      )}
      {value !== null && <Num>{value}</Num>}
    </span>
  )
}

/** The number as a person reads it; null where the sentence says it all. */
function useValueText({ measure, sentence, value }: TruthMeasure): string | null {
  const { t } = useTranslation()
  const format = useFormat()
  if (value === null) return null
  const signed = (text: string): string => (value > 0 ? `+${text}` : text)
  switch (measure) {
    case 'colour':
      return t('truth.deltaE', { value: format.number(value, 1) })
    case 'print':
    case 'sharpness':
      return format.percent(value)
    case 'stripes':
      if (sentence === 'stripes-lost' || sentence === 'stripes-missing') return null
      return sentence === 'stripes-angle'
        ? t('truth.degrees', { value: signed(format.number(value)) })
        : t('truth.times', { value: format.number(value, 2) })
    case 'sleeves':
    case 'hem':
    case 'neckline':
      return signed(format.percent(value))
  }
}
