import { KeyRound, LoaderCircle, LockKeyholeOpen, Wallet } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../app/domain/errors.ts'
import { go } from '../frame/route.ts'
import { capText } from '../money/cap-text.ts'
import { moneyText } from '../money/money-text.ts'
import { useLeftToday } from '../money/queries.ts'
import { providerName } from '../providers/provider-names.ts'
import { goToProvider } from '../settings/providers/providers-store.ts'
import { VaultDialog } from '../settings/providers/vault-dialog.tsx'
import { errorText } from '../studio/error-text.ts'
import { Button } from '../ui/button.tsx'
import { Num } from '../ui/num.tsx'
import styles from './final.module.css'
import { useFinal } from './final-context.tsx'

/** The button that makes a final, with its price; under it how much at most, by whom, and what is in the way. */
export function FinalFoot(): ReactNode {
  const { t } = useTranslation()
  const { plan, price, canStart, isStarting, start } = useFinal()
  const left = useLeftToday()
  return (
    <>
      <Button
        kind="primary"
        className={styles.run}
        data-main
        aria-disabled={!canStart}
        aria-describedby="final-help"
        data-off={!canStart}
        onClick={start}
        data-testid="final"
      >
        <span>
          {isStarting && <LoaderCircle size={16} className={styles.spin} aria-hidden />}
          {t('final.make')}
        </span>
        {price !== null && (
          <span className={styles.cost} data-testid="final-price">
            <Num>{price.isEstimate ? t('money.about', { price: moneyText(price.micros) }) : moneyText(price.micros)}</Num>
          </span>
        )}
      </Button>
      <div id="final-help" className={styles.help}>
        <Reason />
        {price !== null && plan.inUse !== undefined && (
          <p data-testid="final-price-help">
            {t(price.mostTries > 1 ? 'final.priceHelp' : 'final.priceHelpOne', {
              model: plan.inUse.model.label,
              provider: providerName(plan.inUse.model.provider),
              each: moneyText(price.micros),
              most: moneyText(price.mostMicros),
            })}{' '}
            {left !== null && t('money.leftToday', { left: moneyText(left) })}
          </p>
        )}
      </div>
    </>
  )
}

/** Why the button does nothing now, with the step that changes it. */
function Reason(): ReactNode {
  const { t, i18n } = useTranslation()
  const { plan, cap, priceProblem } = useFinal()
  const [isUnlocking, setUnlocking] = useState(false)
  const { obstacle, inUse } = plan
  if (obstacle === null && cap !== null) {
    return (
      <div className={styles.reason} data-testid="final-obstacle" data-obstacle="cap">
        <p>{capText(t, cap)}</p>
        <Button kind="line" onClick={() => go('settings', cap.cap.scope === 'provider' ? 'providers' : 'spend')}>
          <Wallet size={16} aria-hidden />
          {t('money.seeLimits')}
        </Button>
      </div>
    )
  }
  if (obstacle === null && priceProblem !== null) {
    return (
      <div className={styles.reason} data-testid="final-obstacle" data-obstacle="price">
        <p>{errorText(t, i18n, StudioError.from(priceProblem).toShape())}</p>
      </div>
    )
  }
  if (obstacle === null) return null
  const provider = inUse?.model.provider ?? null
  const text =
    obstacle === 'pictures'
      ? t('tryOn.needsBoth')
      : t(`create.obstacle.${obstacle}`, { name: provider === null ? '' : providerName(provider) })
  return (
    <div className={styles.reason} data-testid="final-obstacle" data-obstacle={obstacle}>
      <p>{text}</p>
      {(obstacle === 'no-key' || obstacle === 'off' || obstacle === 'paused') && (
        <Button kind="line" onClick={() => goToProvider(provider)} data-testid="final-provider">
          <KeyRound size={16} aria-hidden />
          {t(obstacle === 'no-key' ? 'providers.addKey' : 'create.seeProvider')}
        </Button>
      )}
      {obstacle === 'locked' && (
        <Button kind="line" onClick={() => setUnlocking(true)}>
          <LockKeyholeOpen size={16} aria-hidden />
          {t('secrets.unlock')}
        </Button>
      )}
      {isUnlocking && <VaultDialog kind="open" onClose={() => setUnlocking(false)} />}
    </div>
  )
}
