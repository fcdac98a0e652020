import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobEvent, JobSummary } from '../../app/domain/job.ts'
import { useFormat } from '../language/use-format.ts'
import { useJobHistory } from '../studio/queries.ts'
import { Num } from '../ui/num.tsx'
import styles from './job-detail.module.css'

/** What happened to a job, with the time of each step. */
export function JobTimeline({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const events = useJobHistory(job.id).data?.events ?? []
  const wordOf = ({ from, to }: JobEvent): string => t(`jobs.happenedOn.${to === 'queued' && from !== null ? 'requeued' : to}`)
  return (
    <>
      <ol className={styles.timeline} data-testid="timeline">
        {events.map((event) => (
          <li key={event.seq}>
            <Num>{format.moment(event.at)}</Num>
            <span>{wordOf(event)}</span>
          </li>
        ))}
      </ol>
      {job.finishedAt === null && job.state !== 'needs-attention' && <p className={styles.note}>{t('jobs.restartNote')}</p>}
    </>
  )
}
