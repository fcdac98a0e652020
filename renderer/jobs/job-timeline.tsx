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
  const events = withoutLooks(useJobHistory(job.id).data?.events ?? [])
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

/** Work at a service is looked at again and again: of a row of looks only the first is something that happened. */
export function withoutLooks(events: readonly JobEvent[]): readonly JobEvent[] {
  return events.filter(({ from, to }, index) => {
    if (to === 'running' && from === 'waiting') return events[index + 1]?.to !== 'waiting' && index + 1 < events.length
    if (to !== 'waiting') return true
    const before = events
      .slice(0, index)
      .findLast((event) => event.to === 'waiting' || event.to === 'needs-attention' || event.to === 'queued')
    return before?.to !== 'waiting'
  })
}
