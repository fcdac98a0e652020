import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobSummary } from '../../app/domain/job.ts'
import type { LedgerEntry } from '../../app/domain/money/submission.ts'
import { finalWorkOf } from '../final/final-of.ts'
import { useFormat } from '../language/use-format.ts'
import { Money } from '../money/money.tsx'
import { useJobSpend } from '../money/queries.ts'
import { cloudModelOf, requestOf } from '../providers/generate-job.ts'
import { providerName, providerOf } from '../providers/provider-names.ts'
import { useModels } from '../providers/queries.ts'
import { Num } from '../ui/num.tsx'
import { Section } from '../ui/section.tsx'
import styles from './job-detail.module.css'

/** What a job sent to services: when, what was kept back for it, and what it came to. */
export function JobMoney({ job }: { readonly job: JobSummary }): ReactNode {
  const { t } = useTranslation()
  const model = cloudModelOf(job)
  const maxMicros = requestOf(job)?.maxMicros ?? finalWorkOf(job)?.maxMicros ?? null
  const hours = requestOf(job)?.window?.hours ?? null
  const entries = useJobSpend(job.id).data ?? []
  const models = useModels().data
  if (model === null) return null
  const charge = entries.reduce((sum, entry) => sum + entry.charge, 0)
  return (
    <Section id="job.money" title={t('jobs.money')} aside={<Money micros={charge} />} testId="job-money">
      <dl className={styles.facts}>
        <div>
          <dt>{t('create.madeBy')}</dt>
          <dd>
            <bdi>{models?.find(({ id }) => id === model)?.label ?? model}</bdi> · <bdi>{providerName(providerOf(model))}</bdi>
          </dd>
        </div>
        {maxMicros !== null && (
          <div>
            <dt>{t('jobs.atMost')}</dt>
            <dd>
              <Money micros={maxMicros} />
            </dd>
          </div>
        )}
        {hours !== null && (
          <div>
            <dt>{t('create.when')}</dt>
            <dd>
              <Num>{t('jobs.hours', hours)}</Num>
            </dd>
          </div>
        )}
      </dl>
      {entries.length === 0 ? (
        <p className={styles.note}>{t('jobs.nothingSent')}</p>
      ) : (
        <ol className={styles.sends} data-testid="submissions">
          {entries.toReversed().map((entry) => (
            <Send key={entry.id} entry={entry} />
          ))}
        </ol>
      )}
    </Section>
  )
}

function Send({ entry }: { readonly entry: LedgerEntry }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li data-state={entry.state}>
      <span>
        {t('jobs.sendN', { n: entry.number })} <Num>{format.moment(entry.intendedAt)}</Num>
      </span>
      <span className={styles.sendState}>{t(`jobs.send.${entry.state}`)}</span>
      <span className={styles.sendSum}>
        <Money micros={entry.charge} /> <small>{t(`jobs.basis.${entry.basis}`)}</small>
      </span>
    </li>
  )
}
