import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { MoneyField } from '../../money/money-field.tsx'
import { useCaps, useSetCap } from '../../money/queries.ts'
import settings from '../settings.module.css'
import styles from './spend.module.css'

const LIMITS = [
  { scope: 'all', subject: null, period: 'day' },
  { scope: 'all', subject: null, period: 'month' },
  { scope: 'job', subject: null, period: 'ever' },
] as const

/** How much may be spent on everything together. What would pass a limit is not sent. */
export function LimitsSection(): ReactNode {
  const { t } = useTranslation()
  const caps = useCaps().data?.caps ?? []
  const setCap = useSetCap()
  return (
    <section className={settings.section}>
      <h3>{t('money.limits')}</h3>
      <div className={styles.limits}>
        {LIMITS.map((key) => (
          <MoneyField
            key={`${key.scope} ${key.period}`}
            label={t(`money.per.${key.scope === 'job' ? 'job' : key.period}`)}
            none={t('money.noLimit')}
            badText={t('money.noAmount')}
            micros={caps.find(({ scope, period }) => scope === key.scope && period === key.period)?.micros ?? null}
            testId={`limit-${key.scope}-${key.period}`}
            onChange={(micros) => setCap(key, micros)}
          />
        ))}
      </div>
      <p className={settings.dim}>{t('money.limitsHelp')}</p>
    </section>
  )
}
