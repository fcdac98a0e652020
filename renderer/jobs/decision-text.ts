import type { TFunction } from 'i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import type { Format } from '../language/use-format.ts'
import { moneyText } from '../money/money-text.ts'
import { cloudModelOf } from '../providers/generate-job.ts'
import { providerName, providerOf } from '../providers/provider-names.ts'

/** What a person has to know to decide about a job of a service: what happened, and how much it is about. */
export interface Doubt {
  readonly title: string
  readonly text: string
  /** What one more send may cost, in words; null where nobody knows. */
  readonly cost: string | null
}

/** Null for a job that was cut off on this machine, which costs nothing to try again. */
export function doubtOf(t: TFunction, job: JobSummary, format: Format): Doubt | null {
  const model = cloudModelOf(job)
  if (model === null || job.state !== 'needs-attention') return null
  const details = job.error?.details ?? {}
  const provider = providerName(typeof details['provider'] === 'string' ? details['provider'] : providerOf(model))
  const micros = details['costMicros']
  const cost = typeof micros === 'number' ? moneyText(micros) : null
  const waited = typeof details['waitedMs'] === 'number' ? format.clock(details['waitedMs']) : null
  if (job.error?.code === 'provider.outcome-unknown') {
    return {
      title: t('decide.unknownTitle', { provider, title: job.title }),
      text: cost === null ? t('decide.unknown', { provider }) : t('decide.unknownCost', { provider, cost }),
      cost,
    }
  }
  if (waited !== null) {
    return { title: t('decide.lateTitle', { provider, title: job.title }), text: t('decide.late', { provider, waited }), cost }
  }
  return { title: t('decide.stuckTitle', { title: job.title }), text: t('decide.stuck', { provider }), cost }
}
