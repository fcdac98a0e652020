import { ArrowUp, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { useFormat } from '../language/use-format.ts'
import { useActiveJobs } from '../studio/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { ProgressBar } from '../ui/progress-bar.tsx'
import { Elapsed } from './job-clock.tsx'
import { JobCost } from './job-cost.tsx'
import { TimeLeft } from './job-progress.tsx'
import styles from './job-table.module.css'
import { JobCell } from './job-table.tsx'
import { jobTitle, standingText } from './job-text.ts'
import { fractionOf } from './time-left.ts'
import { useJobActions } from './use-job-actions.ts'
import { movedOrder, waitingOrder } from './waiting-order.ts'

interface JobRowProps {
  readonly job: JobSummary
  readonly isChosen: boolean
  readonly isPaused: boolean
  /** Its place in its lane. */
  readonly place: 'first' | 'other'
}

/** A job that runs or waits. */
export function JobRow({ job, isChosen, isPaused, place }: JobRowProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { cancel, reorder } = useJobActions()
  const jobs = useActiveJobs().data?.jobs ?? []
  const title = jobTitle(t, job)
  const fraction = fractionOf(job)
  const runFirst = (): void => {
    const order = movedOrder(
      waitingOrder(jobs).map(({ id }) => id),
      job.id,
      'first',
    )
    if (order !== null) reorder(order)
  }
  return (
    <tr data-chosen={isChosen} data-testid="job-row" data-state={job.state}>
      <JobCell job={job} isChosen={isChosen} />
      <td className={styles.stage}>
        {standingText(t, job, { format, isPaused })} <Elapsed job={job} />
      </td>
      <td className={styles.progress}>
        {(job.state === 'running' || fraction > 0) && (
          <div className={styles.bar} dir="ltr">
            <ProgressBar label={title} fraction={fraction} />
            <Num>{format.percent(fraction)}</Num>
          </div>
        )}
      </td>
      <td className={styles.left}>
        <TimeLeft job={job} />
      </td>
      <td className={styles.left}>
        <JobCost job={job} />
      </td>
      <td className={styles.actions}>
        {job.state === 'queued' && place !== 'first' && (
          <IconButton label={t('jobs.moveOne.first', { title })} onClick={runFirst}>
            <ArrowUp size={16} />
          </IconButton>
        )}
        <IconButton label={t('jobs.cancelOne', { title })} disabled={job.cancelRequested} onClick={() => cancel(job)}>
          <X size={16} />
        </IconButton>
      </td>
    </tr>
  )
}
