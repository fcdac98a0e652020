import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobId } from '../../../app/domain/ids.ts'
import type { JobSummary } from '../../../app/domain/job.ts'
import { type ClipExportResult, clipExportResult } from '../../../app/domain/video/clip-export-result.ts'
import { ExportedFile } from '../../edit/export/exported-files.tsx'
import { TimeLeft } from '../../jobs/job-progress.tsx'
import { standingText } from '../../jobs/job-text.ts'
import { useJobActions } from '../../jobs/use-job-actions.ts'
import { useFormat } from '../../language/use-format.ts'
import { errorText } from '../../studio/error-text.ts'
import { useJob, useJobs } from '../../studio/queries.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import styles from './clip-export.module.css'
import { PostList } from './post-list.tsx'

/** How an export comes along, and the files that came of it: to save, to show, to drag out. They stay in the Gallery either way. */
export function ExportedClips({ jobId, onAgain }: { readonly jobId: JobId; readonly onAgain: () => void }): ReactNode {
  const { t, i18n } = useTranslation()
  const job = useJob(jobId).data
  if (job?.state === 'failed' || job?.state === 'canceled' || job?.state === 'needs-attention') {
    return (
      <div className={styles.result} role="alert" data-testid="export-failed">
        <p>{job.error === null ? t(`jobs.state.${job.state}`) : errorText(t, i18n, job.error)}</p>
        <Button onClick={onAgain}>{t('export.again')}</Button>
      </div>
    )
  }
  const made = job?.state === 'succeeded' ? clipExportResult.safeParse(job.result) : undefined
  if (made?.success !== true) return <Working job={job ?? null} />
  const files = filesOf(made.data)
  return (
    <div className={styles.result} data-testid="exported">
      <p role="status">{t('export.done', { count: files.length })}</p>
      <ul className={styles.files}>
        {files.map((file) => (
          <ExportedFile key={file.assetId} file={file} copies="nothing" />
        ))}
      </ul>
      <PostList jobId={jobId} posts={made.data.posts} />
      <Button onClick={onAgain}>{t('export.more')}</Button>
    </div>
  )
}

/** Everything that an export made, in the order it is shown. */
export function filesOf({ files, gif, webp }: ClipExportResult) {
  return [...files.flatMap(({ cover, ...file }) => [file, ...(cover === null ? [] : [cover])]), gif, webp].filter((file) => file !== null)
}

function Working({ job }: { readonly job: JobSummary | null }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { cancel } = useJobActions()
  const isPaused = useJobs().data?.paused ?? false
  return (
    <div className={styles.result}>
      <ProgressBar label={t('export.working')} fraction={job?.progress.fraction ?? 0} />
      <p role="status" className={styles.standing}>
        {job === null ? t('export.working') : standingText(t, job, { format, isPaused })} {job !== null && <TimeLeft job={job} />}
      </p>
      {job !== null && (
        <Button kind="line" disabled={job.cancelRequested} onClick={() => cancel(job)} data-testid="cancel-export">
          {t('video.export.cancel')}
        </Button>
      )}
    </div>
  )
}
