import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../language/use-format.ts'
import { Money } from '../../money/money.tsx'
import { providerName } from '../../providers/provider-names.ts'
import { useModels } from '../../providers/queries.ts'
import { Num } from '../../ui/num.tsx'
import settings from '../settings.module.css'

export type SpendSide = 'day' | 'provider' | 'model' | 'brand'

interface Line {
  readonly key: string | null
  readonly micros: number
  readonly openMicros: number
  readonly submissions: number
}

interface SpendTableProps {
  readonly sums: {
    readonly byDay: readonly Line[]
    readonly byProvider: readonly Line[]
    readonly byModel: readonly Line[]
    readonly byBrand: readonly Line[]
  }
  readonly side: SpendSide
}

/** Sums of the ledger by one of its sides: how often something was sent, what is still open, what it cost. */
export function SpendTable({ sums, side }: SpendTableProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const models = useModels().data
  const lines = { day: sums.byDay, provider: sums.byProvider, model: sums.byModel, brand: sums.byBrand }[side]
  const nameOf = (key: string | null): string => {
    if (key === null) return t('money.noBrand')
    if (side === 'day') return format.calendarDay(key)
    if (side === 'provider') return providerName(key)
    return models?.find(({ id }) => id === key)?.label ?? key
  }
  return (
    <table className={settings.table} aria-label={t(`money.sides.${side}`)} data-testid="spend-table">
      <thead>
        <tr>
          <th scope="col">{t(`money.sides.${side}`)}</th>
          <th scope="col" className={settings.number}>
            {t('money.sent')}
          </th>
          <th scope="col" className={settings.number}>
            {t('money.openColumn')}
          </th>
          <th scope="col" className={settings.number}>
            {t('money.spent')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ key, micros, openMicros, submissions }) => (
          <tr key={key ?? ''}>
            <th scope="row">
              <bdi>{nameOf(key)}</bdi>
            </th>
            <td className={settings.number}>
              <Num>{format.number(submissions)}</Num>
            </td>
            <td className={settings.number}>{openMicros > 0 && <Money micros={openMicros} />}</td>
            <td className={settings.number}>
              <Money micros={micros} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
