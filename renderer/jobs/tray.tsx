import { RotateCcw, TriangleAlert, X } from 'lucide-react'
import type { CSSProperties, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { useJobs } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { Button, IconButton } from '../ui/button.tsx'
import styles from './tray.module.css'

/** Running work with progress and cancel; what needs a person comes first. */
export function Tray(): ReactNode {
  const { t } = useTranslation()
  const jobs = useJobs().data?.jobs ?? []
  const attention = jobs.filter((job) => job.state === 'needs-attention')
  const running = jobs.filter((job) => job.state === 'running')
  const waiting = jobs.filter((job) => job.state === 'queued' || job.state === 'waiting').length
  const done = jobs.filter((job) => job.state === 'succeeded' && job.kind === 'try-on').length
  return (
    <section className={styles.tray} aria-label={t('tray.label')} data-testid="tray">
      {attention.length > 0 && <Attention jobs={attention} />}
      {running.map((job) => (
        <Work key={job.id} job={job} />
      ))}
      <span className={styles.last}>
        {waiting > 0 && <span>{t('tray.waiting', { count: waiting })}</span>}
        {done > 0 && <span>{t('tray.done', { count: done })}</span>}
        {running.length + waiting + attention.length + done === 0 && <span>{t('tray.nothing')}</span>}
      </span>
    </section>
  )
}

function Attention({ jobs }: { readonly jobs: readonly JobSummary[] }): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const [first] = jobs
  if (first === undefined) return null
  return (
    <div className={styles.attention} title={t('tray.attentionHelp')} role="alert">
      <TriangleAlert size={14} aria-hidden />
      {t('tray.attention', { count: jobs.length })}
      <Button kind="quiet" onClick={() => void client['jobs.retry']({ id: first.id })}>
        <RotateCcw size={14} aria-hidden />
        {t('tray.retry')}
      </Button>
      <Button kind="quiet" onClick={() => void client['jobs.cancel']({ id: first.id })}>
        {t('tray.discard')}
      </Button>
    </div>
  )
}

function Work({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const percent = Math.round(job.progress.fraction * 100)
  return (
    <div className={styles.work} data-testid="running-job">
      <strong>{t(`job.${job.kind}`)}</strong>
      <span className={styles.title}>{job.title}</span>
      <span
        role="progressbar"
        aria-label={`${t(`job.${job.kind}`)} ${job.title}`}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        {job.cancelRequested ? t('tray.stopping') : `${percent} %`}
      </span>
      <IconButton
        label={`${t('tryOn.cancel')}: ${job.title}`}
        disabled={job.cancelRequested}
        onClick={() => void client['jobs.cancel']({ id: job.id })}
      >
        <X size={14} />
      </IconButton>
      <i className={styles.progress} style={{ '--p': `${percent}%` } as CSSProperties} />
    </div>
  )
}
