import { Ban, CircleCheck, CircleX, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { useFormat } from '../language/use-format.ts'
import { errorText } from '../studio/error-text.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import styles from './job-table.module.css'
import { JobCell } from './job-table.tsx'
import { jobTitle } from './job-text.ts'
import { canOpenResult, openResult } from './open-result.ts'
import { useJobActions } from './use-job-actions.ts'

/** A job that ended: how, when, and what can be done now. */
export function EndedRow({ job, isChosen }: { readonly job: JobSummary; readonly isChosen: boolean }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { retry, forget } = useJobActions()
  const remove = (button: HTMLElement): void => {
    focusNeighbour(button)
    forget([job.id])
  }
  const title = jobTitle(t, job)
  return (
    <tr data-chosen={isChosen} data-testid="job-row" data-state={job.state}>
      <JobCell job={job} isChosen={isChosen} />
      <td className={styles.stage}>
        <Ending job={job} />
      </td>
      <td className={styles.ended}>{job.finishedAt !== null && <Num>{format.moment(job.finishedAt)}</Num>}</td>
      <td className={styles.actions}>
        {job.state === 'succeeded' && canOpenResult(job) && (
          <Button kind="quiet" className={styles.act} onClick={() => openResult(job)}>
            {t(job.kind === 'try-on' ? 'jobs.openDraft' : 'jobs.openResult')}
          </Button>
        )}
        {job.state !== 'succeeded' && (
          <Button className={styles.act} aria-label={t('jobs.againOne', { title })} onClick={() => retry(job)}>
            {t('jobs.again')}
          </Button>
        )}
        {job.state !== 'succeeded' && (
          <IconButton label={t('jobs.forgetOne', { title })} onClick={(event) => remove(event.currentTarget)}>
            <X size={16} />
          </IconButton>
        )}
      </td>
    </tr>
  )
}

/** The row goes: the keys go on with the next job, else with the one before. */
function focusNeighbour(button: HTMLElement): void {
  const row = button.closest('tr')
  const link = [row?.nextElementSibling, row?.previousElementSibling].map((other) => other?.querySelector('a')).find((found) => found)
  link?.focus()
}

function Ending({ job }: { readonly job: JobSummary }): ReactNode {
  const { t, i18n } = useTranslation()
  const Icon = job.state === 'succeeded' ? CircleCheck : job.state === 'failed' ? CircleX : Ban
  const text = job.state === 'failed' && job.error !== null ? errorText(t, i18n, job.error) : t(`jobs.state.${job.state}`)
  return (
    <span className={styles.ending} data-state={job.state}>
      <Icon size={16} aria-hidden />
      <span>{text}</span>
    </span>
  )
}
