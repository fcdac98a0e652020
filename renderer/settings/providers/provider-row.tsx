import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderStatus } from '../../../app/contract/cloud.ts'
import type { CloudModel } from '../../../app/domain/cloud/model.ts'
import { useFormat } from '../../language/use-format.ts'
import { Money } from '../../money/money.tsx'
import { useCaps, useSpend } from '../../money/queries.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Switch } from '../../ui/switch.tsx'
import styles from './providers.module.css'
import { type CloudProvider, chooseProvider } from './providers-store.ts'
import { StandingMark } from './standing-mark.tsx'
import { useProviderActions } from './use-provider-actions.ts'

/** What needs no service, to stand beside those that do. */
export function LocalRow(): ReactNode {
  const { t } = useTranslation()
  return (
    <tr data-testid="provider-local">
      <td>
        <span className={styles.name}>{t('video.thisMachine')}</span>
        <small>{t('providers.localDoes')}</small>
      </td>
      <td>
        <span className={styles.standing} data-standing="works">
          <Check size={16} aria-hidden />
          <span>
            {t('providers.ready')}
            <small>{t('providers.noNetwork')}</small>
          </span>
        </span>
      </td>
      <td className={styles.dim}>{t('providers.noneNeeded')}</td>
      <td className={styles.dim}>{t('video.free')}</td>
      <td className={styles.on} />
    </tr>
  )
}

interface ProviderRowProps {
  readonly status: ProviderStatus
  readonly isChosen: boolean
  readonly models: readonly CloudModel[]
}

/** A service in the list; pressed, it is shown at the side. */
export function ProviderRow({ status, isChosen, models }: ProviderRowProps): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { flip } = useProviderActions()
  const id = status.id as CloudProvider
  const tasks = [...new Set(models.flatMap((model) => model.tasks))]
  const flipTo = (to: 'on' | 'off'): void => {
    chooseProvider(id)
    flip(id, to)
  }
  return (
    <tr data-chosen={isChosen} data-testid={`provider-${id}`}>
      <td>
        <button type="button" className={styles.name} aria-pressed={isChosen} onClick={() => chooseProvider(id)}>
          {status.label}
        </button>
        <small>{format.list(tasks.map((task) => t(`task.${task}`)))}</small>
      </td>
      <td>
        <StandingMark status={status} kind="list" />
      </td>
      <td>
        {status.hasKey ? (
          <span className={styles.dim}>{t('providers.kept')}</span>
        ) : (
          <Button kind="line" className={styles.small} onClick={() => chooseProvider(id)} data-testid={`add-key-${id}`}>
            {t('providers.addKey')}
          </Button>
        )}
      </td>
      <td className={styles.cap}>
        <SpendOfDay provider={id} label={status.label} />
      </td>
      <td className={styles.on}>
        <Switch label={t('providers.switchOn', { name: status.label })} isOn={status.isOn} onChange={flipTo} testId={`switch-${id}`} />
      </td>
    </tr>
  )
}

function SpendOfDay({ provider, label }: { readonly provider: string; readonly label: string }): ReactNode {
  const { t } = useTranslation()
  const spent = useSpend().data?.byProvider.find(({ key }) => key === provider)?.micros ?? 0
  const caps = useCaps().data?.caps.filter(({ scope, period }) => scope === 'provider' && period === 'day') ?? []
  const cap = caps.find(({ subject }) => subject === provider) ?? caps.find(({ subject }) => subject === null)
  if (cap === undefined) return spent === 0 ? <span className={styles.dim}>{t('providers.noCap')}</span> : <Money micros={spent} />
  return (
    <>
      <span className={styles.capLine}>
        <Money micros={spent} />
        <span className={styles.dim}>
          <Money micros={cap.micros} />
        </span>
      </span>
      <ProgressBar label={t('providers.capUsed', { name: label })} fraction={cap.micros === 0 ? 1 : Math.min(1, spent / cap.micros)} />
    </>
  )
}
