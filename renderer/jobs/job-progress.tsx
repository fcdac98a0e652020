import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { useFormat } from '../language/use-format.ts'
import { useStages } from '../studio/queries.ts'
import { garmentsOf } from '../try-on/found-garment.ts'
import { Num } from '../ui/num.tsx'
import { millisecondsLeft } from './time-left.ts'

/** Time a running job still needs, `0:09`; nothing while it cannot be told. */
export function TimeLeft({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const usualMs = useStages(garmentsOf(job)).data?.usualMs ?? null
  if (job.state !== 'running' || job.cancelRequested) return null
  // A job that measures it knows better than its pace.
  const left = job.progress.leftMs ?? millisecondsLeft(job.id, job.progress.fraction, job.kind === 'try-on' ? usualMs : null)
  if (left === null) return null
  const clock = format.clock(Math.max(1000, left))
  return (
    <Num>
      <span aria-hidden>{clock}</span>
      <span className="visually-hidden">{t('jobs.leftAbout', { time: clock })}</span>
    </Num>
  )
}
