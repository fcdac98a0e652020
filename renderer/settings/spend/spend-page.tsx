import { Download } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../../app/domain/errors.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { moneyText } from '../../money/money-text.ts'
import { useCaps, useSpend } from '../../money/queries.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Num } from '../../ui/num.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { PageHead } from '../page-head.tsx'
import settings from '../settings.module.css'
import { LimitsSection } from './limits-section.tsx'
import { saveText } from './save-text.ts'
import styles from './spend.module.css'
import { SPEND_PERIODS, type SpendPeriod, spanOf } from './spend-period.ts'
import { type SpendSide, SpendTable } from './spend-table.tsx'

const SIDES = ['day', 'provider', 'model', 'brand'] as const satisfies readonly SpendSide[]

/** What was spent, by day, service, model and brand, and how much may be. */
export function SpendPage(): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const [period, setPeriod] = useState<SpendPeriod>('month')
  const [side, setSide] = useState<SpendSide>('day')
  const caps = useCaps().data
  const span = caps === undefined ? {} : spanOf(period, caps.day)
  const sums = useSpend(span).data
  const save = async (): Promise<void> => {
    const { csv } = await client['ledger.csv'](span)
    saveText(csv, { name: `drape-spend-${sums?.from ?? ''}-${sums?.to ?? ''}.csv`, type: 'text/csv' })
  }
  return (
    <>
      <PageHead title={t('settings.page.spend')} help={t('money.help')}>
        <Button
          kind="line"
          disabled={sums === undefined || sums.all.submissions === 0}
          onClick={() => void save().catch((thrown: unknown) => reportProblem(StudioError.from(thrown)))}
          data-testid="save-csv"
        >
          <Download size={16} aria-hidden />
          {t('money.csv')}
        </Button>
      </PageHead>
      <LimitsSection />
      <section className={settings.section}>
        <div className={styles.choices}>
          <Segmented
            label={t('money.period')}
            value={period}
            onChange={setPeriod}
            options={SPEND_PERIODS.map((value) => ({ value, label: t(`money.periods.${value}`) }))}
          />
          <Segmented
            label={t('money.by')}
            value={side}
            onChange={setSide}
            options={SIDES.map((value) => ({ value, label: t(`money.sides.${value}`) }))}
          />
        </div>
        {sums !== undefined && (
          <>
            <p className={styles.total} data-testid="spend-total">
              <Num>{moneyText(sums.all.micros)}</Num>
              {sums.all.openMicros > 0 && <span>{t('money.open', { open: moneyText(sums.all.openMicros) })}</span>}
            </p>
            {sums.all.submissions === 0 ? <p className={settings.dim}>{t('money.nothing')}</p> : <SpendTable sums={sums} side={side} />}
          </>
        )}
      </section>
    </>
  )
}
