import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../../app/domain/job.ts'
import { JobCost } from '../../jobs/job-cost.tsx'
import { Money } from '../../money/money.tsx'
import { requestOf, resultOf } from '../../providers/generate-job.ts'
import { providerName, providerOf } from '../../providers/provider-names.ts'
import { useModels } from '../../providers/queries.ts'
import styles from './takes.module.css'

/** Number of a take and who makes it; null for this machine. */
export function TakeMaker({ number, model }: { readonly number: number; readonly model: string | null }): ReactNode {
  const { t } = useTranslation()
  return (
    <span className={styles.who} data-testid="take-maker">
      <b>{t('video.takeN', { n: number })}</b>
      {model === null ? <span>{t('video.thisMachine')}</span> : <ServiceName model={model} />}
    </span>
  )
}

function ServiceName({ model }: { readonly model: string }): ReactNode {
  const label = useModels('image-to-video').data?.find(({ id }) => id === model)?.label ?? model
  const text = `${label}, ${providerName(providerOf(model))}`
  return (
    <span title={text}>
      <bdi>{text}</bdi>
    </span>
  )
}

/** What a take costs: what its service took once it is there, what is kept back for it before. */
export function TakeCost({ job }: { readonly job: JobSummary | null }): ReactNode {
  const { t } = useTranslation()
  const result = job === null ? null : resultOf(job)
  return (
    <span className={styles.price} data-testid="take-cost">
      {result !== null ? (
        <Money micros={result.chargeMicros} />
      ) : job !== null && requestOf(job) !== null ? (
        <JobCost job={job} />
      ) : (
        t('video.free')
      )}
    </span>
  )
}
