import { KeyRound, LoaderCircle, LockKeyholeOpen, Wallet } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import { shortcutFor } from '../../commands/command-table.ts'
import { go } from '../../frame/route.ts'
import { capText } from '../../money/cap-text.ts'
import { moneyText } from '../../money/money-text.ts'
import { useLeftToday } from '../../money/queries.ts'
import { usePreferences } from '../../preferences/use-preferences.ts'
import { providerName } from '../../providers/provider-names.ts'
import { goToProvider } from '../../settings/providers/providers-store.ts'
import { VaultDialog } from '../../settings/providers/vault-dialog.tsx'
import { errorText } from '../../studio/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Num } from '../../ui/num.tsx'
import { useCreate } from '../create-context.tsx'
import { createRoomStore } from '../create-store.ts'
import styles from './panel.module.css'

/** The button that spends money: how much is on it, and under it how much at most, by whom, and what is left. */
export function RunBar(): ReactNode {
  const { t } = useTranslation()
  const { plan, price, canMake, isStarting, make } = useCreate()
  const count = useStore(createRoomStore, (state) => state.pictures)
  const shortcut = shortcutFor('create.make', usePreferences().shortcuts)
  return (
    <div className={styles.foot} data-testid="run-bar">
      <Button
        kind="primary"
        className={styles.run}
        aria-disabled={!canMake}
        aria-describedby="create-run-help"
        data-off={!canMake}
        onClick={make}
        data-testid="make"
      >
        <span>
          {isStarting && <LoaderCircle size={16} className={styles.spin} aria-hidden />}
          {t('create.make', { count })}
        </span>
        {price !== undefined && (
          <span className={styles.cost} data-testid="price">
            <Num>{price.isEstimate ? t('money.about', { price: moneyText(price.micros) }) : moneyText(price.micros)}</Num>
          </span>
        )}
      </Button>
      <div id="create-run-help" className={styles.runHelp}>
        <Reason />
        {price !== undefined && plan.model !== undefined && (
          <p data-testid="price-help">
            {t('create.priceHelp', {
              model: plan.model.label,
              provider: providerName(plan.model.provider),
              each: moneyText(Math.ceil(price.micros / count)),
              most: moneyText(price.mostMicros),
            })}{' '}
            <LeftToday />
            {shortcut !== null && canMake && <Kbd shortcut={shortcut} />}
          </p>
        )}
      </div>
    </div>
  )
}

function LeftToday(): ReactNode {
  const { t } = useTranslation()
  const left = useLeftToday()
  return left === null ? null : `${t('money.leftToday', { left: moneyText(left) })} `
}

/** Why the button does nothing now, with the step that changes it. */
function Reason(): ReactNode {
  const { t, i18n } = useTranslation()
  const { plan, cap, priceProblem } = useCreate()
  const [isUnlocking, setUnlocking] = useState(false)
  const { obstacle, model } = plan
  if (obstacle === null && cap === null && priceProblem === null) return null
  if (obstacle === null && cap !== null) {
    return (
      <div className={styles.reason} data-testid="make-obstacle" data-obstacle="cap">
        <p>{capText(t, cap)}</p>
        <Button kind="line" className={styles.small} onClick={() => go('settings', cap.cap.scope === 'provider' ? 'providers' : 'spend')}>
          <Wallet size={16} aria-hidden />
          {t('money.seeLimits')}
        </Button>
      </div>
    )
  }
  if (obstacle === null) {
    return (
      <div className={styles.reason} data-testid="make-obstacle" data-obstacle="price">
        <p>{errorText(t, i18n, StudioError.from(priceProblem).toShape())}</p>
      </div>
    )
  }
  // A moment after each letter.
  if (obstacle === 'writing') return null
  const name = model === undefined ? '' : providerName(model.provider)
  return (
    <div className={styles.reason} data-testid="make-obstacle" data-obstacle={obstacle}>
      <p>{t(`create.obstacle.${obstacle}`, { name })}</p>
      {(obstacle === 'no-key' || obstacle === 'off' || obstacle === 'paused') && (
        <Button kind="line" className={styles.small} onClick={() => goToProvider(model?.provider ?? null)} data-testid="to-provider">
          <KeyRound size={16} aria-hidden />
          {t(obstacle === 'no-key' ? 'providers.addKey' : 'create.seeProvider')}
        </Button>
      )}
      {obstacle === 'locked' && (
        <Button kind="line" className={styles.small} onClick={() => setUnlocking(true)}>
          <LockKeyholeOpen size={16} aria-hidden />
          {t('secrets.unlock')}
        </Button>
      )}
      {isUnlocking && <VaultDialog kind="open" onClose={() => setUnlocking(false)} />}
    </div>
  )
}
