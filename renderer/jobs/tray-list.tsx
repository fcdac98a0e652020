import { Check, ChevronUp, TriangleAlert, X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { go } from '../frame/route.ts'
import { useFormat } from '../language/use-format.ts'
import { draftOf } from '../try-on/draft-of.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { JobClock } from './job-clock.tsx'
import { JobPicture } from './job-picture.tsx'
import { jobTitle } from './job-text.ts'
import { openResult } from './open-result.ts'
import { fractionOf } from './time-left.ts'
import styles from './tray.module.css'
import { useJobActions } from './use-job-actions.ts'

interface TrayListProps {
  readonly attention: readonly JobSummary[]
  readonly running: readonly JobSummary[]
  readonly done: readonly JobSummary[]
}

/** The latest results are a glance; the rest is in the Jobs room. */
const LATEST = 4

/** The tray, opened: each job with a row of its own. */
export function TrayList({ attention, running, done }: TrayListProps): ReactNode {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const close = (): void => setOpen(false)
  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <IconButton label={t('tray.open')} data-testid="open-tray">
          <ChevronUp size={16} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.list} side="top" align="end" sideOffset={6} aria-label={t('tray.label')}>
          {attention.map((job) => (
            <div key={job.id} className={styles.attentionRow}>
              <TriangleAlert size={16} aria-hidden />
              <bdi className={styles.rowTitle}>{jobTitle(t, job)}</bdi>
              <Button onClick={() => leave(() => go('jobs'), close)}>{t('tray.look')}</Button>
            </div>
          ))}
          {running.map((job) => (
            <RunningRow key={job.id} job={job} />
          ))}
          {done.slice(0, LATEST).map((job) => (
            <DoneRow key={job.id} job={job} onOpen={() => leave(() => openResult(job), close)} />
          ))}
          {attention.length + running.length + done.length === 0 && <p className={styles.nothing}>{t('tray.nothingYet')}</p>}
          <div className={styles.listFoot}>
            <Button kind="quiet" onClick={() => leave(() => go('jobs'), close)}>
              {t('tray.all')}
            </Button>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function leave(to: () => void, close: () => void): void {
  close()
  to()
}

function RunningRow({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const { cancel } = useJobActions()
  const title = jobTitle(t, job)
  return (
    <div className={styles.row}>
      <JobPicture job={job} size="small" />
      <div className={styles.rowTitle}>
        <div className={styles.rowLine}>
          <bdi>{title}</bdi>
          <JobClock job={job} />
        </div>
        <ProgressBar label={title} fraction={fractionOf(job)} />
      </div>
      <IconButton label={t('jobs.cancelOne', { title })} disabled={job.cancelRequested} onClick={() => cancel(job)}>
        <X size={14} />
      </IconButton>
    </div>
  )
}

function DoneRow({ job, onOpen }: { readonly job: JobSummary; readonly onOpen: () => void }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const score = draftOf(job)?.qualityScore
  return (
    <div className={styles.row}>
      <JobPicture job={job} size="small" />
      <div className={styles.rowTitle}>
        <bdi>{jobTitle(t, job)}</bdi>
        <span className={styles.ok}>
          <Check size={14} aria-hidden />
          {t('jobs.state.succeeded')} {score !== undefined && <Num>{format.number(score, 2)}</Num>}
        </span>
      </div>
      <Button kind="quiet" onClick={onOpen}>
        {t('tray.show')}
      </Button>
    </div>
  )
}
