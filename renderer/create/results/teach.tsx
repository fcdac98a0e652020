import { KeyRound, Shirt } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { go } from '../../frame/route.ts'
import { goToProvider } from '../../settings/providers/providers-store.ts'
import { tryOnStore } from '../../try-on/try-on-store.ts'
import { Button } from '../../ui/button.tsx'
import { useCreate } from '../create-context.tsx'
import { createRoomStore } from '../create-store.ts'
import styles from './results.module.css'

/** What the room is for, while nothing was made: with a service at hand what to do, without one how to get one, and what goes without. */
export function Teach(): ReactNode {
  const { t } = useTranslation()
  const { plan } = useCreate()
  if (plan.hasService === undefined) return null
  if (plan.hasService) {
    return (
      <div className={styles.teach} data-testid="create-teach">
        <h2>{t('create.lead')}</h2>
        <p>{t('create.leadHow')}</p>
      </div>
    )
  }
  const draftInstead = (): void => {
    const { garment } = createRoomStore.getState()
    if (garment !== null) tryOnStore.getState().fill('garment', garment)
    go('try-on')
  }
  return (
    <div className={styles.teach} data-testid="create-no-keys">
      <h2>{t('create.noKeys')}</h2>
      <p>{t('create.noKeysHow')}</p>
      <div className={styles.buttons}>
        <Button kind="primary" onClick={() => goToProvider(plan.model?.provider ?? null)} data-testid="create-add-key">
          <KeyRound size={16} aria-hidden />
          {t('providers.addKey')}
        </Button>
        <Button kind="line" onClick={draftInstead} data-testid="create-local-draft">
          <Shirt size={16} aria-hidden />
          {t('create.localDraft')}
        </Button>
      </div>
      <p>{t('create.localDraftHelp')}</p>
    </div>
  )
}
