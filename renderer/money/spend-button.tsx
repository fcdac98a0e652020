import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand } from '../commands/command-handlers.ts'
import { moneyText } from './money-text.ts'
import { useDayCap, useSpend } from './queries.ts'
import styles from './spend-button.module.css'

/** What was spent today, and of how much where there is a limit; leads to where it can be looked at. */
export function SpendButton(): ReactNode {
  const { t } = useTranslation()
  const spent = useSpend().data?.all.micros
  const cap = useDayCap()
  if (spent === undefined) return null
  const text =
    cap === null ? t('money.today', { spent: moneyText(spent) }) : t('money.todayOf', { spent: moneyText(spent), cap: moneyText(cap) })
  return (
    <button
      type="button"
      className={styles.spend}
      title={t('money.todayHelp')}
      data-at-cap={cap !== null && spent >= cap}
      onClick={() => runCommand('help.spend')}
      data-testid="spend-today"
    >
      {text}
    </button>
  )
}
