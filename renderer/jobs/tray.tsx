import { TriangleAlert, X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { go } from '../frame/route.ts'
import { cloudModelOf } from '../providers/generate-job.ts'
import { useJobs } from '../studio/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { JobClock } from './job-clock.tsx'
import { JobPicture } from './job-picture.tsx'
import { jobTitle } from './job-text.ts'
import { canOpenResult } from './open-result.ts'
import { fractionOf } from './time-left.ts'
import styles from './tray.module.css'
import { TrayList } from './tray-list.tsx'
import { useJobActions } from './use-job-actions.ts'

/** More running jobs than this are in the list that opens. */
const SHOWN = 3

/** Running work with progress and cancel; what needs a person comes first. */
export function Tray(): ReactNode {
  const { t } = useTranslation()
  const list = useJobs().data
  const jobs = list?.jobs ?? []
  const of = (...states: readonly JobSummary['state'][]): readonly JobSummary[] => jobs.filter((job) => states.includes(job.state))
  const attention = of('needs-attention')
  const running = of('running', 'waiting').filter((job) => job.state === 'running' || cloudModelOf(job) !== null)
  const waiting = of('queued').length
  const done = of('succeeded').filter((job) => canOpenResult(job) && isToday(job.finishedAt))
  return (
    <section className={styles.tray} aria-label={t('tray.label')} data-testid="tray">
      {attention.length > 0 && (
        <button type="button" className={styles.attention} onClick={() => go('jobs')} data-testid="tray-attention">
          <TriangleAlert size={14} aria-hidden />
          {t('tray.attention', { count: attention.length })}
        </button>
      )}
      {running.slice(0, SHOWN).map((job) => (
        <Work key={job.id} job={job} />
      ))}
      <div className={styles.last}>
        {list?.paused === true && <span className={styles.paused}>{t('tray.paused')}</span>}
        {waiting > 0 && <span>{t('tray.waiting', { count: waiting })}</span>}
        {done.length > 0 && (
          <span className={styles.done}>
            {done.slice(0, SHOWN).map((job) => (
              <JobPicture key={job.id} job={job} size="small" className={styles.thumb} />
            ))}
            {t('tray.doneToday', { count: done.length })}
          </span>
        )}
        {jobs.length > 0 && running.length + waiting + attention.length + done.length === 0 && <span>{t('tray.nothing')}</span>}
        {jobs.length === 0 && <span>{t('tray.nothing')}</span>}
        <TrayList attention={attention} running={running} done={done} />
      </div>
    </section>
  )
}

function isToday(at: number | null): boolean {
  return at !== null && new Date(at).toDateString() === new Date().toDateString()
}

function Work({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const { cancel } = useJobActions()
  const percent = Math.round(fractionOf(job) * 100)
  const title = jobTitle(t, job)
  return (
    <div className={styles.work} data-testid="running-job">
      <JobPicture job={job} size="small" className={styles.thumb} />
      <button type="button" className={styles.title} onClick={() => go('jobs', job.id)}>
        <strong>{t(`job.${job.kind}`)}</strong>
        <bdi>{job.title}</bdi>
      </button>
      <span className={styles.left}>{job.cancelRequested ? t('jobs.state.stopping') : <JobClock job={job} />}</span>
      <IconButton label={t('jobs.cancelOne', { title })} disabled={job.cancelRequested} onClick={() => cancel(job)}>
        <X size={14} />
      </IconButton>
      <span
        className={styles.progress}
        dir="ltr"
        role="progressbar"
        aria-label={`${t(`job.${job.kind}`)} ${job.title}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        style={{ '--p': `${percent}%` } as CSSProperties}
      />
    </div>
  )
}
