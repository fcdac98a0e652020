import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../app/domain/errors.ts'
import type { JobSummary } from '../../app/domain/job.ts'
import { moneyText } from '../money/money-text.ts'
import { useCaps, useSpend } from '../money/queries.ts'
import { cloudModelOf } from '../providers/generate-job.ts'
import { providerName, providerOf } from '../providers/provider-names.ts'
import { useProviders } from '../providers/queries.ts'
import { Num } from '../ui/num.tsx'
import { Lane } from './job-table.tsx'
import styles from './provider-lanes.module.css'

/** Jobs of services, those of each service together; jobs of this machine are none. */
export function byProvider(jobs: readonly JobSummary[]): ReadonlyMap<string, readonly JobSummary[]> {
  const lanes = new Map<string, JobSummary[]>()
  for (const job of jobs) {
    const model = cloudModelOf(job)
    if (model === null) continue
    const provider = providerOf(model)
    lanes.set(provider, [...(lanes.get(provider) ?? []), job])
  }
  return lanes
}

interface ProviderLanesProps {
  /** Running first, then in the order in which they run. */
  readonly jobs: readonly JobSummary[]
  readonly row: (job: JobSummary, index: number) => ReactNode
}

/** A lane for each service that has work: how much is out there, why it waits, what it cost today. */
export function ProviderLanes({ jobs, row }: ProviderLanesProps): ReactNode {
  const { t } = useTranslation()
  const lanes = byProvider(jobs)
  const providers = useProviders({ isWanted: lanes.size > 0 }).data?.providers
  return [...lanes].map(([provider, own]) => {
    const status = providers?.find(({ id }) => id === provider)
    const isHeld = status !== undefined && (status.pause !== null || !status.isOn)
    const atWork = own.filter(({ state }) => state === 'running' || state === 'waiting').length
    const note = !isHeld
      ? t('jobs.atWork', { n: atWork, all: own.length })
      : status.pause === null
        ? t('create.readiness.off')
        : t(`errors.${status.pause.code as ErrorCode}`)
    return (
      <Lane key={provider} columns={6} title={providerName(provider)} note={note} end={<LaneSpend provider={provider} />}>
        {own.map(row)}
      </Lane>
    )
  })
}

function LaneSpend({ provider }: { readonly provider: string }): ReactNode {
  const { t } = useTranslation()
  const spent = useSpend().data?.byProvider.find(({ key }) => key === provider)?.micros ?? 0
  const cap = useCaps().data?.caps.find(({ scope, subject, period }) => scope === 'provider' && subject === provider && period === 'day')
  return (
    <span className={styles.spend}>
      <Num>
        {cap === undefined
          ? t('money.today', { spent: moneyText(spent) })
          : t('money.todayOf', { spent: moneyText(spent), cap: moneyText(cap.micros) })}
      </Num>
    </span>
  )
}
