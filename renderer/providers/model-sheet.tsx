import { Check, KeyRound } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../language/use-format.ts'
import { modelPrice } from '../money/model-price.ts'
import { goToProvider } from '../settings/providers/providers-store.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Num } from '../ui/num.tsx'
import { abilitiesOf } from './abilities.ts'
import type { Offered } from './choose-model.ts'
import styles from './model-sheet.module.css'
import { providerName } from './provider-names.ts'

interface ModelSheetProps {
  readonly offered: readonly Offered[]
  /** The studio's name of the model; null for what is used without a choice. */
  readonly chosen: string | null
  /** What is used without a choice. */
  readonly first: { readonly icon: ReactNode; readonly label: string; readonly help: string }
  readonly onChoose: (model: string | null) => void
  readonly onClose: () => void
}

/** Models to choose one of: who runs it, what it costs, what it can; and what is in the way of those that cannot be asked, which come last. */
export function ModelSheet({ offered, chosen, first, onChoose, onClose }: ModelSheetProps): ReactNode {
  const { t } = useTranslation()
  const choose = (model: string | null): void => {
    onChoose(model)
    onClose()
  }
  const sorted = offered.toSorted((a, b) => Number(b.readiness === 'ready') - Number(a.readiness === 'ready'))
  return (
    <Dialog label={t('create.chooseModel')} kind="sheet" onClose={onClose} className={styles.sheet}>
      <div className={styles.cards} data-testid="model-cards">
        <button type="button" className={styles.card} aria-pressed={chosen === null} onClick={() => choose(null)} data-testid="model-first">
          <span className={styles.head}>
            {first.icon}
            <strong>{first.label}</strong>
            {chosen === null && <Check size={16} aria-hidden />}
          </span>
          <span className={styles.dim}>{first.help}</span>
        </button>
        {sorted.map((one) => (
          <ModelCard key={one.model.id} offered={one} isChosen={chosen === one.model.id} onChoose={choose} />
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
  const format = useFormat()
  const abilities = abilitiesOf(model).map(({ ability, count }) => t(`ability.${ability}`, { count }))
  return (
    <div className={styles.box} data-testid="model-card" data-model={model.id} data-readiness={readiness}>
      <button type="button" className={styles.card} aria-pressed={isChosen} onClick={() => onChoose(model.id)}>
        <span className={styles.head}>
          <strong>
            <bdi>{model.label}</bdi>
          </strong>
          {isChosen && <Check size={16} aria-hidden />}
          <span className={styles.price}>
            <Num>{modelPrice(t, model)}</Num>
          </span>
        </span>
        <span className={styles.dim}>
          <bdi>{providerName(model.provider)}</bdi>
          {abilities.length > 0 && ` · ${format.list(abilities)}`}
          {model.status === 'preview' && ` · ${t('create.preview')}`}
        </span>
        {readiness !== 'ready' && <span className={styles.blocked}>{t(`create.readiness.${readiness}`)}</span>}
      </button>
      {(readiness === 'no-key' || readiness === 'off' || readiness === 'paused') && (
        <Button kind="line" className={styles.key} onClick={() => goToProvider(model.provider)} data-testid="card-key">
          <KeyRound size={14} aria-hidden />
          {t(readiness === 'no-key' ? 'providers.addKey' : 'create.seeProvider')}
        </Button>
      )}
    </div>
  )
}
