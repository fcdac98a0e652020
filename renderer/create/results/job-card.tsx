import { RotateCcw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../../app/domain/job.ts'
import { go } from '../../frame/route.ts'
import { DecisionButtons } from '../../jobs/decision-buttons.tsx'
import { doubtOf } from '../../jobs/decision-text.ts'
import { JobClock } from '../../jobs/job-clock.tsx'
import { standingText } from '../../jobs/job-text.ts'
import { fractionOf } from '../../jobs/time-left.ts'
import { useJobActions } from '../../jobs/use-job-actions.ts'
import { useFormat } from '../../language/use-format.ts'
import { cloudModelOf } from '../../providers/generate-job.ts'
import { problemStep } from '../../providers/problem-step.ts'
import { providerOf } from '../../providers/provider-names.ts'
import { goToProvider } from '../../settings/providers/providers-store.ts'
import { errorText } from '../../studio/error-text.ts'
import { useJobs } from '../../studio/queries.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import styles from './results.module.css'

/** A job that has no picture: how far it is, what it asks, or why it came to nothing. */
export function JobCard({ job }: { readonly job: JobSummary }): ReactNode {
  return (
    <div className={styles.card} data-testid="job-card" data-state={job.state}>
      {job.state === 'needs-attention' ? <Attention job={job} /> : job.state === 'failed' ? <Failed job={job} /> : <Working job={job} />}
    </div>
  )
}

function Working({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const isPaused = useJobs().data?.paused ?? false
  const { cancel } = useJobActions()
  const fraction = fractionOf(job)
  return (
    <div className={styles.working} role="status">
      <p className={styles.cardTitle}>
        <bdi>{job.title}</bdi>
      </p>
      <p className={styles.dim}>
        {standingText(t, job, { format, isPaused })} · <JobClock job={job} />
      </p>
      {fraction > 0 && <ProgressBar label={job.title} fraction={fraction} />}
      <div className={styles.buttons}>
        <Button kind="line" disabled={job.cancelRequested} onClick={() => cancel(job)} data-testid="cancel-generate">
          <X size={16} aria-hidden />
          {t('jobs.cancel')}
        </Button>
        <Button kind="quiet" onClick={() => go('jobs', job.id)}>
          {t('create.seeJob')}
        </Button>
      </div>
      <p className={styles.dim}>{t('create.safe')}</p>
    </div>
  )
}

function Attention({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const doubt = doubtOf(t, job, format)
  if (doubt === null) return null
  return (
    <Note
      kind="warn"
      role="alert"
      title={doubt.title}
      testId="create-attention"
      actions={<DecisionButtons job={job} cost={doubt.cost} kind="plain" />}
    >
      {doubt.text}
    </Note>
  )
}

function Failed({ job }: { readonly job: JobSummary }): ReactNode {
  const { t, i18n } = useTranslation()
  const { retry, forget } = useJobActions()
  const { error } = job
  const step = error === null ? null : problemStep(error)
  const provider = providerOf(cloudModelOf(job) ?? '')
  return (
    <Note
      kind="bad"
      role="alert"
      title={t('create.failedTitle', { title: job.title })}
      testId="create-failed"
      actions={
        <>
          {step === 'provider' && (
            <Button onClick={() => goToProvider(provider)} data-testid="failed-provider">
              {t('create.seeProvider')}
            </Button>
          )}
          {step === 'words' && (
            <Button onClick={() => document.querySelector<HTMLElement>('[data-testid=prompt]')?.focus()}>{t('create.editWords')}</Button>
          )}
          {step === 'limits' && <Button onClick={() => go('settings', 'spend')}>{t('money.seeLimits')}</Button>}
          {step !== 'words' && step !== 'model' && (
            <Button kind="line" onClick={() => retry(job)} data-testid="failed-again">
              <RotateCcw size={16} aria-hidden />
              {t('jobs.again')}
            </Button>
          )}
          <Button kind="quiet" onClick={() => forget([job.id])} data-testid="failed-forget">
            {t('jobs.forget')}
          </Button>
        </>
      }
    >
      {error !== null && <p>{errorText(t, i18n, error)}</p>}
      {step === 'model' && <p>{t('create.otherModel')}</p>}
    </Note>
  )
}
