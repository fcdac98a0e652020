import { Check, Circle, CircleX, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStages } from '../studio/queries.ts'
import { draftOf } from './draft-of.ts'
import styles from './stage.module.css'
import { useTryOn } from './try-on-actions.tsx'

type StepState = 'done' | 'current' | 'failed' | 'todo'

/** The stages of the pipeline: what is done and how long it took, what is under way, where it stopped. */
export function Stepper(): ReactNode {
  const { t } = useTranslation()
  const { job, isRunning } = useTryOn()
  const stages = useStages().data?.stages ?? []
  const draft = draftOf(job)
  if (stages.length === 0) return null
  const stopped = job?.error?.stage
  const reached = stages.findIndex((stage) => stage.id === (isRunning ? job?.progress.stage : stopped))
  const stateOf = (index: number): StepState => {
    if (draft !== null) return 'done'
    if (job === null || reached < 0 || index > reached) return 'todo'
    if (index < reached) return 'done'
    return isRunning ? 'current' : 'failed'
  }
  return (
    <ol className={styles.steps} aria-label={t('stages.label')} data-testid="stepper">
      {stages.map((stage, index) => {
        const state = stateOf(index)
        const run = draft?.stages.find((candidate) => candidate.id === stage.id)
        return (
          <li key={stage.id} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
            <StepIcon state={state} />
            {t(`stage.${stage.id}` as 'stage.load-photo', { defaultValue: stage.id })}
            {run !== undefined && (
              <span className={styles.stepTime}>{run.cached ? t('stages.remembered') : (run.ms / 1000).toFixed(2)}</span>
            )}
          </li>
        )
      })}
      {draft !== null && <li className={styles.sum}>{t('stages.total', { seconds: (draft.totalMs / 1000).toFixed(2) })}</li>}
    </ol>
  )
}

function StepIcon({ state }: { readonly state: StepState }): ReactNode {
  if (state === 'done') return <Check size={14} className={styles.ok} aria-hidden />
  if (state === 'failed') return <CircleX size={14} className={styles.danger} aria-hidden />
  if (state === 'current') return <LoaderCircle size={14} className={styles.spin} aria-hidden />
  return <Circle size={14} strokeDasharray="3 3" aria-hidden />
}
