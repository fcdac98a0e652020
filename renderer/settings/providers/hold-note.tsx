import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProviderStatus } from '../../../app/contract/cloud.ts'
import { ERROR_CODES, type ErrorCode } from '../../../app/domain/errors.ts'
import { useFormat } from '../../language/use-format.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import styles from './providers.module.css'
import type { CloudProvider } from './providers-store.ts'
import { useProviderActions } from './use-provider-actions.ts'

/** Why nothing new is sent to a service, and the way to go on. */
export function HoldNote({ status: { id, pause } }: { readonly status: ProviderStatus }): ReactNode {
  const { t } = useTranslation()
  const format = useFormat()
  const { resume } = useProviderActions()
  if (pause === null) return null
  const isKnown = Object.hasOwn(ERROR_CODES, pause.code)
  return (
    <div className={styles.hold}>
      <Note
        kind="warn"
        title={t('providers.held', { time: format.moment(pause.at) })}
        testId="provider-hold"
        actions={
          <Button kind="line" onClick={() => resume(id as CloudProvider)} data-testid="resume-provider">
            {t('providers.goOn')}
          </Button>
        }
      >
        <p>{isKnown ? t(`errors.${pause.code as ErrorCode}`) : pause.message}</p>
        <p>{t('providers.heldHelp')}</p>
      </Note>
    </div>
  )
}
