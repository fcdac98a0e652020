import { RefreshCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LogEntry } from '../../app/contract/host.ts'
import { useFormat } from '../language/use-format.ts'
import { useLog } from '../studio/queries.ts'
import { IconButton } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import { Segmented } from '../ui/segmented.tsx'
import logStyles from './log.module.css'
import styles from './settings.module.css'

/** The end of the log, newest first. */
export function LogSection(): ReactNode {
  const { t } = useTranslation()
  const [shown, setShown] = useState<'all' | 'warnings'>('all')
  const { data: entries = [], refetch } = useLog(shown)
  return (
    <section className={styles.section}>
      <header className={styles.sectionHead}>
        <h3>{t('diagnostics.log')}</h3>
        <Segmented
          label={t('diagnostics.level')}
          value={shown}
          onChange={setShown}
          options={(['all', 'warnings'] as const).map((value) => ({ value, label: t(`diagnostics.showing.${value}`) }))}
        />
        <IconButton label={t('diagnostics.refresh')} onClick={() => void refetch()}>
          <RefreshCw size={16} />
        </IconButton>
      </header>
      <p className={styles.dim}>{t('diagnostics.logHelp')}</p>
      {entries.length === 0 ? <p className={styles.dim}>{t('diagnostics.logNone')}</p> : <LogTable entries={entries} />}
    </section>
  )
}

function LogTable({ entries }: { readonly entries: readonly LogEntry[] }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls is reached by the keyboard.
    <section className={logStyles.log} tabIndex={0} aria-label={t('diagnostics.log')} data-testid="log">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('diagnostics.time')}</th>
            <th scope="col">{t('diagnostics.level')}</th>
            <th scope="col">{t('diagnostics.message')}</th>
            <th scope="col">{t('diagnostics.reference')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={`${entry.at} ${entry.message} ${entry.ref}`} data-level={entry.level}>
              <td>
                <Num>{format.moment(entry.at)}</Num>
              </td>
              <td>{t(`diagnostics.levels.${entry.level}`)}</td>
              <td lang="en">
                <Num>{entry.code === null ? entry.message : `${entry.message} (${entry.code})`}</Num>
              </td>
              <td>{entry.ref !== null && <Num>{entry.ref}</Num>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
