import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import { Money } from '../money/money.tsx'
import { useJobSpend } from '../money/queries.ts'
import { cloudModelOf } from '../providers/generate-job.ts'

/** What counts against limits for a job so far; work of this machine is free. */
export function JobCost({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  return cloudModelOf(job) === null ? t('video.free') : <PaidCost job={job} />
}

function PaidCost({ job }: { readonly job: JobSummary }): ReactNode {
  const entries = useJobSpend(job.id).data
  return entries === undefined ? null : <Money micros={entries.reduce((sum, { charge }) => sum + charge, 0)} />
}
