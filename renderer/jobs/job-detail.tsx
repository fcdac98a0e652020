import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { PanelHead } from '../frame/room-layout.tsx'
import { go } from '../frame/route.ts'
import { useFormat } from '../language/use-format.ts'
import { errorText } from '../studio/error-text.ts'
import { useJob } from '../studio/queries.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { Section } from '../ui/section.tsx'
import { DecisionButtons } from './decision-buttons.tsx'
import { doubtOf } from './decision-text.ts'
import styles from './job-detail.module.css'
import { JobFacts } from './job-facts.tsx'
import { JobMoney } from './job-money.tsx'
import { JobOrder } from './job-order.tsx'
import { JobPicture } from './job-picture.tsx'
import { jobTitle } from './job-text.ts'
import { JobTimeline } from './job-timeline.tsx'
import { canOpenResult, openResult } from './open-result.ts'
import { useJobActions } from './use-job-actions.ts'

/** Everything that is known of one job, and what can be done with it. */
export function JobDetail({ id }: { readonly id: JobId }): ReactNode {
  const { t, i18n } = useTranslation()
  const { data: job, error } = useJob(id)
  if (job === undefined || job === null) return <p className={styles.gone}>{error === null ? '' : t('errors.job.not-found')}</p>
  return (
    <>
      <PanelHead title={<bdi>{jobTitle(t, job)}</bdi>}>
        <IconButton label={t('app.close')} onClick={() => go('jobs')}>
          <X size={16} />
        </IconButton>
      </PanelHead>
      {job.kind !== 'import' && job.kind !== 'clean-up' && (
        <div className={styles.stage}>
          <JobPicture job={job} size="large" className={styles.picture} />
        </div>
      )}
      {job.error !== null && (
        <div className={styles.error}>
          <Note kind={job.state === 'failed' ? 'bad' : 'warn'} title={t(job.state === 'failed' ? 'jobs.lane.failed' : 'jobs.stopped')}>
            {errorText(t, i18n, job.error)}
          </Note>
        </div>
      )}
      <Section id="job.happened" title={t('jobs.happened')}>
        <JobTimeline job={job} />
      </Section>
      <Section id="job.facts" title={t('jobs.facts')}>
        <JobFacts job={job} />
      </Section>
      <JobMoney job={job} />
      {job.state === 'queued' && (
        <Section id="job.order" title={t('jobs.order')}>
          <JobOrder job={job} />
        </Section>
      )}
      <NextSteps job={job} />
    </>
  )
}

function NextSteps({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { cancel, retry, forget } = useJobActions()
  const doubt = doubtOf(t, job, format)
  const remove = (): void => {
    forget([job.id])
    go('jobs')
  }
  const canRetry = job.state === 'failed' || job.state === 'canceled' || job.state === 'needs-attention'
  return (
    <div className={styles.steps}>
      {canOpenResult(job) && (
        <Button onClick={() => openResult(job)} data-testid="open-result">
          {t(job.kind === 'try-on' ? 'jobs.openDraft' : 'jobs.openResult')}
        </Button>
      )}
      {doubt !== null && <DecisionButtons job={job} cost={doubt.cost} kind="plain" />}
      {canRetry && doubt === null && (
        <Button kind="line" onClick={() => retry(job)}>
          {t('jobs.again')}
        </Button>
      )}
      {(job.state === 'failed' || job.state === 'canceled') && (
        <Button kind="line" onClick={remove}>
          {t('jobs.forget')}
        </Button>
      )}
      {job.finishedAt === null && doubt === null && (
        <Button kind="line" disabled={job.cancelRequested} onClick={() => cancel(job)}>
          {t('jobs.cancel')}
        </Button>
      )}
    </div>
  )
}
