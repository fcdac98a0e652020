import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { hashOf } from '../frame/route.ts'
import { JobPicture } from './job-picture.tsx'
import styles from './job-table.module.css'
import { jobKindText, jobTitle } from './job-text.ts'

interface JobTableProps {
  /** `active` tells where a job stands and how far it is, `ended` how and when it ended. */
  readonly kind: 'active' | 'ended'
  readonly label: string
  readonly children: ReactNode
}

/** Jobs in lanes, one row each. */
export function JobTable({ kind, label, children }: JobTableProps): ReactNode {
  const { t } = useTranslation()
  return (
    <table className={styles.table} aria-label={label} data-kind={kind}>
      <thead>
        <tr>
          <th scope="col">{t('jobs.column.job')}</th>
          <th scope="col" className={styles.stage}>
            {t('jobs.column.stage')}
          </th>
          {kind === 'active' && (
            <th scope="col" className={styles.progress}>
              {t('jobs.column.progress')}
            </th>
          )}
          <th scope="col" className={kind === 'active' ? styles.left : styles.ended}>
            {t(kind === 'active' ? 'jobs.column.left' : 'jobs.column.ended')}
          </th>
          {kind === 'active' && (
            <th scope="col" className={styles.left}>
              {t('jobs.column.cost')}
            </th>
          )}
          <th scope="col" className={styles.actions}>
            <span className="visually-hidden">{t('jobs.column.actions')}</span>
          </th>
        </tr>
      </thead>
      {children}
    </table>
  )
}

interface LaneProps {
  readonly columns: 4 | 6
  readonly title: string
  readonly note?: string
  /** What can be done with all of the lane. */
  readonly end?: ReactNode
  readonly children: ReactNode
}

export function Lane({ columns, title, note, end, children }: LaneProps): ReactNode {
  return (
    <tbody>
      <tr className={styles.lane}>
        <th colSpan={columns} scope="rowgroup">
          <div className={styles.laneHead}>
            <strong>{title}</strong>
            {note !== undefined && <span>{note}</span>}
            {end}
          </div>
        </th>
      </tr>
      {children}
    </tbody>
  )
}

/** Picture, name and kind of a job; the name leads to what happened to it. */
export function JobCell({ job, isChosen }: { readonly job: JobSummary; readonly isChosen: boolean }): ReactNode {
  const { t } = useTranslation()
  return (
    <td>
      <div className={styles.job}>
        <JobPicture job={job} size="small" />
        <div className={styles.names}>
          <a href={hashOf('jobs', isChosen ? '' : job.id)} aria-current={isChosen ? 'true' : undefined} className={styles.name}>
            <bdi>{jobTitle(t, job)}</bdi>
          </a>
          <span className={styles.kind}>{jobKindText(t, job)}</span>
        </div>
      </div>
    </td>
  )
}
