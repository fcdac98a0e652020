import { CircleX, LoaderCircle, RotateCcw, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../../app/domain/job.ts'
import { DecisionButtons } from '../../jobs/decision-buttons.tsx'
import { type Doubt, doubtOf } from '../../jobs/decision-text.ts'
import { JobClock } from '../../jobs/job-clock.tsx'
import { standingText } from '../../jobs/job-text.ts'
import { fractionOf } from '../../jobs/time-left.ts'
import { useJobActions } from '../../jobs/use-job-actions.ts'
import { useFormat } from '../../language/use-format.ts'
import { requestOf } from '../../providers/generate-job.ts'
import { errorText } from '../../studio/error-text.ts'
import { useJobs } from '../../studio/queries.ts'
import { IconButton } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { TakeCost, TakeMaker } from './take-maker.tsx'
import styles from './takes.module.css'

/** A take that is made, asks something, or came to nothing. */
export function WorkingTake({ job, number }: { readonly job: JobSummary; readonly number: number }): ReactNode {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { cancel, retry, forget } = useJobActions()
  const isPaused = useJobs().data?.paused ?? false
  const name = t('video.takeN', { n: number })
  const doubt = doubtOf(t, job, format)
  if (doubt !== null) return <DoubtfulTake job={job} number={number} doubt={doubt} />
  const isOver = job.state === 'failed' || job.state === 'needs-attention'
  if (isOver) {
    const why = job.error === null ? t(`jobs.state.${job.state}`) : errorText(t, i18n, job.error)
    return (
      <>
        <span className={styles.icon} data-kind="bad">
          <CircleX size={16} aria-hidden />
        </span>
        <TakeMaker number={number} model={requestOf(job)?.choice.model ?? null} />
        <p className={styles.why} role="alert" data-testid="take-problem">
          {why}
        </p>
        <span className={styles.actions}>
          <IconButton label={t('video.retryTake', { name })} onClick={() => retry(job)} data-testid="retry-take">
            <RotateCcw size={16} />
          </IconButton>
          <IconButton label={t('video.forgetTake', { name })} onClick={() => forget([job.id])} data-testid="forget-take">
            <X size={16} />
          </IconButton>
        </span>
      </>
    )
  }
  return (
    <>
      <span className={styles.icon}>
        <LoaderCircle size={16} aria-hidden />
      </span>
      <TakeMaker number={number} model={requestOf(job)?.choice.model ?? null} />
      <span className={styles.film} data-busy>
        <ProgressBar label={name} fraction={fractionOf(job)} />
      </span>
      <span className={styles.standing} data-testid="take-standing">
        <span>{standingText(t, job, { format, isPaused })}</span>
        <JobClock job={job} />
      </span>
      <TakeCost job={job} />
      <span className={styles.actions}>
        <IconButton
          label={t('video.cancelTake', { name })}
          disabled={job.cancelRequested}
          onClick={() => cancel(job)}
          data-testid="cancel-take"
        >
          <X size={16} />
        </IconButton>
      </span>
    </>
  )
}

interface DoubtfulTakeProps {
  readonly job: JobSummary
  readonly number: number
  readonly doubt: Doubt
}

/** What is known of it, and the three ways on. */
function DoubtfulTake({ job, number, doubt }: DoubtfulTakeProps): ReactNode {
  return (
    <>
      <span className={styles.icon} data-kind="warn">
        <TriangleAlert size={16} aria-hidden />
      </span>
      <TakeMaker number={number} model={requestOf(job)?.choice.model ?? null} />
      <div className={styles.doubt} role="alert" data-testid="take-doubt">
        <p>
          <b>{doubt.title}</b> {doubt.text}
        </p>
        <div className={styles.decide}>
          <DecisionButtons job={job} cost={doubt.cost} kind="plain" />
        </div>
      </div>
    </>
  )
}
