import { Check, KeyRound, Sparkles } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { modelPrice } from '../../money/model-price.ts'
import { providerName } from '../../providers/provider-names.ts'
import { goToProvider } from '../../settings/providers/providers-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Num } from '../../ui/num.tsx'
import { useCreate } from '../create-context.tsx'
import { createRoomStore, setModel } from '../create-store.ts'
import { modelInUse, type Offered } from '../plan/choose-model.ts'
import { abilitiesOf } from './abilities.ts'
import styles from './output.module.css'

/** Every model that takes what is on the table: who runs it, what it costs, what it can; and what is in the way of those that cannot be asked. */
export function ModelSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation()
  const { plan } = useCreate()
  const { mode, model: chosen } = useStore(createRoomStore)
  const choose = (model: string | null): void => {
    setModel(model)
    onClose()
  }
  const first = modelInUse(plan.offered, null)
  const sorted = plan.offered.toSorted((a, b) => Number(b.readiness === 'ready') - Number(a.readiness === 'ready'))
  return (
    <Dialog label={t('create.chooseModel')} kind="sheet" onClose={onClose} className={styles.sheet}>
      <div className={styles.cards} data-testid="model-cards">
        <button type="button" className={styles.card} aria-pressed={chosen[mode] === null} onClick={() => choose(null)} data-testid="model-automatic">
          <span className={styles.cardHead}>
            <Sparkles size={16} aria-hidden />
            <strong>{t('create.automatic')}</strong>
            {chosen[mode] === null && <Check size={16} aria-hidden />}
          </span>
          <span className={styles.dim}>
            {first === undefined ? t('create.noModel') : t('create.automaticHelp', { model: first.model.label })}
          </span>
        </button>
        {sorted.map((offered) => (
          <ModelCard key={offered.model.id} offered={offered} isChosen={chosen[mode] === offered.model.id} onChoose={choose} />
        ))}
      </div>
    </Dialog>
  )
}

interface ModelCardProps {
  readonly offered: Offered
  readonly isChosen: boolean
  readonly onChoose: (model: string) => void
}

function ModelCard({ offered: { model, readiness }, isChosen, onChoose }: ModelCardProps): ReactNode {
  const { t } = useTranslation()
  const abilities = abilitiesOf(model).map(({ ability, count }) => t(`ability.${ability}`, { count }))
  return (
    <div className={styles.cardBox} data-testid="model-card" data-model={model.id} data-readiness={readiness}>
      <button type="button" className={styles.card} aria-pressed={isChosen} onClick={() => onChoose(model.id)}>
        <span className={styles.cardHead}>
          <strong>
            <bdi>{model.label}</bdi>
          </strong>
          {isChosen && <Check size={16} aria-hidden />}
          <span className={styles.cardPrice}>
            <Num>{modelPrice(t, model)}</Num>
          </span>
        </span>
        <span className={styles.dim}>
          <bdi>{providerName(model.provider)}</bdi>
          {abilities.length > 0 && ` · ${abilities.join(t('providers.and'))}`}
          {model.status === 'preview' && ` · ${t('create.preview')}`}
        </span>
        {readiness !== 'ready' && <span className={styles.blocked}>{t(`create.readiness.${readiness}`)}</span>}
      </button>
      {(readiness === 'no-key' || readiness === 'off' || readiness === 'paused') && (
        <Button kind="line" className={styles.cardKey} onClick={() => goToProvider(model.provider)}>
          <KeyRound size={14} aria-hidden />
          {t(readiness === 'no-key' ? 'providers.addKey' : 'create.seeProvider')}
        </Button>
      )}
    </div>
  )
}
