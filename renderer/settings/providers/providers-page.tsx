import { Activity } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import { moneyText } from '../../money/money-text.ts'
import { useCaps, useDayCap, useSpend } from '../../money/queries.ts'
import { useModels, useProviders } from '../../providers/queries.ts'
import { errorText } from '../../studio/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Num } from '../../ui/num.tsx'
import { PageHead } from '../page-head.tsx'
import settings from '../settings.module.css'
import { LocalRow, ProviderRow } from './provider-row.tsx'
import styles from './providers.module.css'
import { type CloudProvider, providersStore } from './providers-store.ts'
import { SecretsNote, SecretsPlace } from './secrets-place.tsx'
import { useProviderActions } from './use-provider-actions.ts'

/** Services that work for money: which are on, which have a key, what they may cost. Nothing is asked of one that is off. */
export function ProvidersPage(): ReactNode {
  const { t, i18n } = useTranslation()
  const { data, error } = useProviders()
  const models = useModels().data ?? []
  const chosen = useStore(providersStore, (state) => state.chosen)
  const { test } = useProviderActions()
  const testable = data?.providers.filter(({ isOn, hasKey }) => isOn && hasKey) ?? []
  return (
    <>
      <PageHead title={t('settings.page.providers')} help={t('providers.help')}>
        <Button
          kind="line"
          disabled={testable.length === 0}
          onClick={() => {
            for (const { id } of testable) test(id as CloudProvider)
          }}
          data-testid="test-all"
        >
          <Activity size={16} aria-hidden />
          {t('providers.testAll')}
        </Button>
      </PageHead>
      {error !== null && (
        <div className={settings.body}>
          <Note kind="bad" title={errorText(t, i18n, StudioError.from(error).toShape())} />
        </div>
      )}
      {data !== undefined && (
        <>
          <SecretsNote secrets={data.secrets} />
          <div className={styles.sums}>
            <SecretsPlace secrets={data.secrets} />
            <span>{t('providers.onOf', { on: data.providers.filter(({ isOn }) => isOn).length, all: data.providers.length })}</span>
            <TodayLine />
          </div>
          <table className={styles.table} aria-label={t('settings.page.providers')}>
            <thead>
              <tr>
                <th scope="col">{t('providers.column.provider')}</th>
                <th scope="col" className={styles.state}>
                  {t('providers.column.state')}
                </th>
                <th scope="col">{t('providers.column.key')}</th>
                <th scope="col" className={styles.cap}>
                  {t('providers.column.spend')}
                </th>
                <th scope="col" className={styles.on}>
                  {t('providers.column.on')}
                </th>
              </tr>
            </thead>
            <tbody>
              <LocalRow />
              {data.providers.map((status) => (
                <ProviderRow
                  key={status.id}
                  status={status}
                  isChosen={status.id === chosen}
                  models={models.filter(({ provider }) => provider === status.id)}
                />
              ))}
            </tbody>
          </table>
        </>
      )}
    </>
  )
}

function TodayLine(): ReactNode {
  const { t } = useTranslation()
  const spent = useSpend().data?.all.micros
  const cap = useDayCap()
  const isKnown = useCaps().data !== undefined
  if (spent === undefined || !isKnown) return null
  return (
    <span>
      <Num>
        {cap === null
          ? t('money.today', { spent: moneyText(spent) })
          : t('money.todayOf', { spent: moneyText(spent), cap: moneyText(cap) })}
      </Num>
    </span>
  )
}
