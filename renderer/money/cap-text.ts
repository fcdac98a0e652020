import type { TFunction } from 'i18next'
import { providerName } from '../providers/provider-names.ts'
import type { ReachedCap } from './cap-reached.ts'
import { moneyText } from './money-text.ts'

/** Which limit is in the way, and what it still lets through. */
export function capText(t: TFunction, { cap, leftMicros, provider }: ReachedCap): string {
  const left = moneyText(leftMicros)
  if (cap.scope === 'job') return t('money.reached.job', { left })
  return t(`money.reached.${cap.scope}-${cap.period}`, { left, provider: providerName(provider) })
}
