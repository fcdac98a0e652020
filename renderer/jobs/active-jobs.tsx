import { RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { useFormat } from '../language/use-format.ts'
import { cloudModelOf } from '../providers/generate-job.ts'
import { useActiveJobs } from '../studio/queries.ts'
import { Button } from '../ui/button.tsx'
import { Note } from '../ui/note.tsx'
import { DecisionButtons } from './decision-buttons.tsx'
import { doubtOf } from './decision-text.ts'
import { JobRow } from './job-row.tsx'
import { JobTable, Lane } from './job-table.tsx'
import { jobTitle } from './job-text.ts'
import styles from './jobs-room.module.css'
import { ProviderLanes } from './provider-lanes.tsx'
import { useJobActions } from './use-job-actions.ts'
import { waitingOrder } from './waiting-order.ts'

/** What needs a person, then what runs, then what waits in the order it will run. */
export function ActiveJobs({ chosen }: { readonly chosen: JobId | null }): ReactNode {
  const { t } = useTranslation()
  const list = useActiveJobs().data
  if (list === undefined) return null
  const attention = list.jobs.filter((job) => job.state === 'needs-attention')
  const isHere = (job: JobSummary): boolean => cloudModelOf(job) === null
  const atWork = list.jobs.filter((job) => job.state === 'running' || job.state === 'waiting')
  const order = waitingOrder(list.jobs)
  const running = atWork.filter(isHere)
  const waiting = order.filter(isHere)
  const paid = [...atWork, ...order].filter((job) => !isHere(job))
  const row = (job: JobSummary, index: number): ReactNode => (
    <JobRow key={job.id} job={job} isChosen={job.id === chosen} isPaused={list.paused} place={index === 0 ? 'first' : 'other'} />
  )
  return (
    <>
      {attention.map((job, index) => (
        // One primary action a screen.
        <AttentionNote key={job.id} job={job} kind={index === 0 ? 'primary' : 'plain'} />
      ))}
      {running.length + waiting.length + paid.length > 0 && (
        <JobTable kind="active" label={t('jobs.showing.active')}>
          {running.length > 0 && (
            <Lane columns={6} title={t('jobs.lane.running')}>
              {running.map(row)}
            </Lane>
          )}
          {waiting.length > 0 && (
            <Lane columns={6} title={t('jobs.lane.waiting')} note={t('jobs.laneNote.waiting')}>
              {waiting.map(row)}
            </Lane>
          )}
          <ProviderLanes jobs={paid} row={row} />
        </JobTable>
      )}
      {running.length + waiting.length + paid.length + attention.length === 0 && (
        <div className={styles.none}>
          <p>{t('jobs.none.active')}</p>
          <p>{t('jobs.noneHelp')}</p>
        </div>
      )}
    </>
  )
}

function AttentionNote({ job, kind }: { readonly job: JobSummary; readonly kind: 'primary' | 'plain' }): ReactNode {
  const { t } = useTranslation()
  const { cancel, retry } = useJobActions()
  const format = useFormat()
  const title = jobTitle(t, job)
  const doubt = doubtOf(t, job, format)
  if (doubt !== null) {
    return (
      <div className={styles.attention}>
        <Note
          kind="warn"
          role="status"
          title={doubt.title}
          testId="attention"
          actions={<DecisionButtons job={job} cost={doubt.cost} kind={kind} />}
        >
          {doubt.text}
        </Note>
      </div>
    )
  }
  return (
    <div className={styles.attention}>
      <Note
        kind="warn"
        role="status"
        title={t('jobs.attentionTitle', { title })}
        testId="attention"
        actions={
          <>
            <Button kind={kind} onClick={() => retry(job)}>
              <RotateCcw size={16} aria-hidden />
              {t('jobs.again')}
            </Button>
            <Button kind="line" onClick={() => cancel(job)}>
              {t('jobs.discard')}
            </Button>
          </>
        }
      >
        {t('jobs.attentionHelp')}
      </Note>
    </div>
  )
}
