import { Check, Circle, CircleX, LoaderCircle, Timer, TriangleAlert } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { JobSummary } from '../../app/domain/job.ts'
import { millisecondsLeft } from '../jobs/time-left.ts'
import { useFormat } from '../language/use-format.ts'
import { useStages } from '../studio/queries.ts'
import { Num } from '../ui/num.tsx'
import { draftOf } from './draft-of.ts'
import { garmentsOf } from './found-garment.ts'
import styles from './stage.module.css'
import { STEPS, type StepState, shareDone, stepOf, timeOf } from './steps.ts'
import { useTryOn } from './try-on-actions.tsx'
import { tryOnStore } from './try-on-store.ts'

/** The steps of a draft: what is done and how long it took, what is under way, where it stopped. */
export function Stepper(): ReactNode {
  const { t } = useTranslation()
  const { job, isRunning } = useTryOn()
  const format = useFormat()
  const draft = draftOf(job)
  const isLow = useStore(tryOnStore, ({ settings }) => draft !== null && draft.qualityScore < settings.qualityThreshold)
  const reached = stepOf((isRunning ? job?.progress.stage : job?.error?.stage) ?? undefined)
  const stateOf = (index: number): StepState => {
    if (draft !== null) return isLow && STEPS[index]?.id === 'check' ? 'weak' : 'done'
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
            {state === 'failed' && <span className={styles.stepTime}>{t('steps.stopped')}</span>}
            {state === 'current' && job !== null && <StepProgress job={job} stages={stages} />}
            {time !== undefined && (
              <span className={styles.stepTime}>
                {time === 'kept' ? t('steps.kept') : <Num>{format.number(time / 1000, digitsOf(time))}</Num>}
              </span>
            )}
          </li>
        )
      })}
      {draft !== null && (
        <li className={styles.sum}>
          <Timer size={14} aria-hidden />
          <span className="visually-hidden">{t('steps.total', { time: format.seconds(draft.totalMs, 1) })}</span>
          <span aria-hidden>
            <Num>{format.seconds(draft.totalMs, digitsOf(draft.totalMs))}</Num>
          </span>
        </li>
      )}
      {isRunning && job !== null && <TimeLeft job={job} />}
    </ol>
  )
}

/** Three digits are enough to compare by. */
const digitsOf = (ms: number): number => (ms < 10_000 ? 2 : 1)

function StepProgress({ job, stages }: { readonly job: JobSummary; readonly stages: readonly string[] }): ReactNode {
  const plan = useStages(garmentsOf(job)).data?.stages ?? []
  return (
    <span
      className={styles.stepProgress}
      aria-hidden
      data-amount
      style={{ '--p': `${100 * shareDone(plan, stages, job.progress.fraction)}%` } as CSSProperties}
    >
      <i />
    </span>
  )
}

function TimeLeft({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const left = millisecondsLeft(job.id, job.progress.fraction, useStages(garmentsOf(job)).data?.usualMs ?? null)
  return left === null ? null : <li className={styles.sum}>{t('steps.left', { time: format.seconds(left) })}</li>
}

function StepIcon({ state }: { readonly state: StepState }): ReactNode {
  switch (state) {
    case 'done':
      return <Check size={14} className={styles.ok} aria-hidden />
    case 'weak':
      return <TriangleAlert size={14} className={styles.warn} aria-hidden />
    case 'failed':
      return <CircleX size={14} className={styles.danger} aria-hidden />
    case 'current':
      return <LoaderCircle size={14} className={styles.spin} aria-hidden />
    case 'todo':
      return <Circle size={14} strokeDasharray="3 3" aria-hidden />
  }
}
