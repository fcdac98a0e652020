import { Check, Circle, CircleX, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../language/use-format.ts'
import { Num } from '../ui/num.tsx'
import { draftOf } from './draft-of.ts'
import styles from './stage.module.css'
import { STEPS, type StepState, stepOf, timeOf } from './steps.ts'
import { useTryOn } from './try-on-actions.tsx'

/** The steps of a draft: what is done and how long it took, what is under way, where it stopped. */
export function Stepper(): ReactNode {
  const { t } = useTranslation()
  const { job, isRunning } = useTryOn()
  const format = useFormat()
  const draft = draftOf(job)
  const reached = stepOf((isRunning ? job?.progress.stage : job?.error?.stage) ?? undefined)
  const stateOf = (index: number): StepState => {
    if (draft !== null) return 'done'
    if (reached < 0 || index > reached) return 'todo'
    if (index < reached) return 'done'
    return isRunning ? 'current' : 'failed'
  }
  return (
    <ol className={styles.steps} aria-label={t('steps.label')} data-testid="stepper">
      {STEPS.map(({ id, stages }, index) => {
        const state = stateOf(index)
        const time = draft === null ? undefined : timeOf(draft, stages)
        return (
          <li key={id} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
            <StepIcon state={state} />
            {t(`steps.${id}`)}
            {time !== undefined && (
              <span className={styles.stepTime}>{time === 'kept' ? t('steps.kept') : <Num>{format.number(time / 1000, 2)}</Num>}</span>
            )}
          </li>
        )
      })}
      {draft !== null && <li className={styles.sum}>{t('steps.total', { time: format.seconds(draft.totalMs, 2) })}</li>}
    </ol>
  )
}

function StepIcon({ state }: { readonly state: StepState }): ReactNode {
  if (state === 'done') return <Check size={14} className={styles.ok} aria-hidden />
  if (state === 'failed') return <CircleX size={14} className={styles.danger} aria-hidden />
  if (state === 'current') return <LoaderCircle size={14} className={styles.spin} aria-hidden />
  return <Circle size={14} strokeDasharray="3 3" aria-hidden />
}
