import { Check, CircleX, LoaderCircle } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobId } from '../../../app/domain/ids.ts'
import { isFinished } from '../../../app/domain/job.ts'
import { clipExportResult } from '../../../app/domain/video/clip-export-result.ts'
import { standingText } from '../../jobs/job-text.ts'
import { useJobActions } from '../../jobs/use-job-actions.ts'
import { useFormat } from '../../language/use-format.ts'
import { errorText } from '../../studio/error-text.ts'
import { useJob, useJobs } from '../../studio/queries.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import styles from './clip-export.module.css'
import { filesOf } from './exported-clips.tsx'
import { PostList } from './post-list.tsx'

/** How the exports of many clips come along: one job each, so that one that fails leaves the others be. */
export function ExportedBatch({ jobs, onAgain }: { readonly jobs: readonly JobId[]; readonly onAgain: () => void }): ReactNode {
  const { t } = useTranslation()
  return (
    <div className={styles.result} data-testid="export-batch">
      <p>{t('video.export.batch', { count: jobs.length })}</p>
      <ul className={styles.files}>
        {jobs.map((id) => (
          <BatchRow key={id} jobId={id} />
        ))}
      </ul>
      <Button onClick={onAgain}>{t('export.more')}</Button>
    </div>
  )
}

function BatchRow({ jobId }: { readonly jobId: JobId }): ReactNode {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const { cancel, retry } = useJobActions()
  const isPaused = useJobs().data?.paused ?? false
  const job = useJob(jobId).data
  if (job === null || job === undefined) return <li aria-busy />
  const made = job.state === 'succeeded' ? clipExportResult.safeParse(job.result).data : undefined
  const isBad = job.state === 'failed' || job.state === 'needs-attention'
  const Icon = made !== undefined ? Check : isBad || job.state === 'canceled' ? CircleX : LoaderCircle
  const words =
    made !== undefined
      ? t('export.done', { count: filesOf(made).length })
      : job.error !== null && isBad
        ? errorText(t, i18n, job.error)
        : standingText(t, job, { format, isPaused })
  return (
    <li className={styles.batchRow} data-testid="batch-row" data-state={job.state}>
      <Icon size={16} aria-hidden />
      <bdi>{job.title}</bdi>
      <span className={styles.standing}>{words}</span>
      {job.state === 'running' && <ProgressBar label={job.title} fraction={job.progress.fraction} />}
      {!isFinished(job.state) && job.state !== 'needs-attention' && (
        <Button kind="quiet" disabled={job.cancelRequested} onClick={() => cancel(job)}>
          {t('video.export.cancelOne')}
        </Button>
      )}
      {isBad && (
        <Button kind="quiet" onClick={() => retry(job)}>
          {t('video.export.retry')}
        </Button>
      )}
      {made !== undefined && <PostList jobId={jobId} posts={made.posts} />}
    </li>
  )
}
