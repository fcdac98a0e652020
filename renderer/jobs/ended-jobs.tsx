import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobId } from '../../app/domain/ids.ts'
import type { JobState } from '../../app/domain/job.ts'
import { runCommand } from '../commands/command-handlers.ts'
import { useEndedJobs } from '../studio/queries.ts'
import { Button } from '../ui/button.tsx'
import { EndedRow } from './ended-row.tsx'
import { JobTable, Lane } from './job-table.tsx'
import styles from './jobs-room.module.css'

interface EndedJobsProps {
  readonly lane: 'failed' | 'finished'
  readonly states: readonly JobState[]
  readonly chosen: JobId | null
}

/** What ended, newest first, a page at a time. */
export function EndedJobs({ lane, states, chosen }: EndedJobsProps): ReactNode {
  const { t } = useTranslation()
  const { data, hasNextPage, fetchNextPage, isFetchingNextPage } = useEndedJobs(states)
  if (data === undefined) return null
  const jobs = data.pages.flatMap((page) => page.jobs)
  if (jobs.length === 0) {
    return (
      <div className={styles.none}>
        <p>{t(`jobs.none.${lane}`)}</p>
        <p>{t('jobs.noneHelp')}</p>
      </div>
    )
  }
  return (
    <>
      <JobTable kind="ended" label={t(`jobs.showing.${lane}`)}>
        <Lane
          columns={4}
          title={t(`jobs.lane.${lane}`)}
          {...(lane === 'failed' ? { note: t('jobs.laneNote.failed'), end: <ForgetAll /> } : {})}
        >
          {jobs.map((job) => (
            <EndedRow key={job.id} job={job} isChosen={job.id === chosen} />
          ))}
        </Lane>
      </JobTable>
      {hasNextPage && (
        <div className={styles.more}>
          <Button kind="line" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('jobs.more')}
          </Button>
        </div>
      )}
    </>
  )
}

function ForgetAll(): ReactNode {
  const { t } = useTranslation()
  return (
    <Button kind="quiet" onClick={() => runCommand('jobs.forget-failed')} data-testid="forget-all">
      {t('jobs.forgetAll')}
    </Button>
  )
}
