import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ProviderStatus } from '../../../app/contract/cloud.ts'
import { PanelHead, SidePanel } from '../../frame/room-layout.tsx'
import { useFormat } from '../../language/use-format.ts'
import { modelPrice } from '../../money/model-price.ts'
import { MoneyField } from '../../money/money-field.tsx'
import { useCaps, useSetCap } from '../../money/queries.ts'
import { useModels, useProviders } from '../../providers/queries.ts'
import { Num } from '../../ui/num.tsx'
import { Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import { HoldNote } from './hold-note.tsx'
import { KeySection } from './key-section.tsx'
import styles from './providers.module.css'
import { type CloudProvider, providersStore } from './providers-store.ts'
import { StandingMark } from './standing-mark.tsx'
import { useProviderActions } from './use-provider-actions.ts'

/** Everything of the service that was chosen: its key, its limits, its prices. */
export function ProviderPanel(): ReactNode {
  const { t } = useTranslation()
  const chosen = useStore(providersStore, (state) => state.chosen)
  const status = useProviders().data?.providers.find(({ id }) => id === chosen)
  const { flip } = useProviderActions()
  return (
    <SidePanel side="end" label={t('providers.one')}>
      {status === undefined ? (
        <p className={styles.pick}>{t('providers.pick')}</p>
      ) : (
        <div data-testid="provider-panel" data-provider={status.id}>
          <PanelHead title={status.label}>
            <StandingMark status={status} kind="head" />
            <Switch
              label={t('providers.switchOn', { name: status.label })}
              isOn={status.isOn}
              onChange={(to) => flip(status.id as CloudProvider, to)}
            />
          </PanelHead>
          <HoldNote status={status} />
          <KeySection key={status.id} status={status} />
          <CapsSection status={status} />
          <PricesSection provider={status.id} />
        </div>
      )}
    </SidePanel>
  )
}

function CapsSection({ status }: { readonly status: ProviderStatus }): ReactNode {
  const { t } = useTranslation()
  const caps = useCaps().data?.caps ?? []
  const setCap = useSetCap()
  return (
    <Section id="providers.caps" title={t('providers.caps')}>
      {(['day', 'month'] as const).map((period) => (
        <MoneyField
          key={`${status.id} ${period}`}
          label={t(`money.per.${period}`)}
          none={t('money.noLimit')}
          badText={t('money.noAmount')}
          micros={caps.find((cap) => cap.scope === 'provider' && cap.subject === status.id && cap.period === period)?.micros ?? null}
          testId={`cap-${period}`}
          onChange={(micros) => setCap({ scope: 'provider', subject: status.id, period }, micros)}
        />
      ))}
      <p className={styles.hint}>{t('providers.capsHelp')}</p>
    </Section>
  )
}

function PricesSection({ provider }: { readonly provider: string }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const models = useModels().data?.filter((model) => model.provider === provider && model.status !== 'deprecated') ?? []
  const newest = models
    .flatMap(({ price }) => (price === null ? [] : [price.asOf]))
    .toSorted()
    .at(-1)
  return (
    <Section id="providers.prices" title={t('providers.prices')}>
      <dl className={styles.prices}>
        {models.map((model) => (
          <div key={model.id}>
            <dt>
              <bdi>{model.label}</bdi>
            </dt>
            <dd>
              <Num>{modelPrice(t, model)}</Num>
            </dd>
          </div>
        ))}
      </dl>
      {newest !== undefined && <p className={styles.hint}>{t('providers.pricesOf', { day: format.calendarDay(newest) })}</p>}
    </Section>
  )
}
