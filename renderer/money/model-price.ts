import type { TFunction } from 'i18next'
import type { CloudModel } from '../../app/domain/cloud/model.ts'
import { moneyText } from './money-text.ts'

/** What one unit of a model costs with its defaults, by the price list; an estimate begins with "about". */
export function modelPrice(t: TFunction, { price }: Pick<CloudModel, 'price'>): string {
  if (price === null) return t('money.unknown')
  const each = t(`money.each.${price.unit}`, { price: moneyText(price.micros + (price.baseMicros ?? 0)) })
  return price.certainty === 'documented' ? each : t('money.about', { price: each })
}
