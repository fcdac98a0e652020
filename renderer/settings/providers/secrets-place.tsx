import { LockKeyhole, ShieldCheck, TriangleAlert } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SecretsStatus } from '../../../app/domain/secrets-status.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import settings from '../settings.module.css'
import { VaultDialog } from './vault-dialog.tsx'

/** Where keys are kept, in a few words. */
export function SecretsPlace({ secrets }: { readonly secrets: SecretsStatus }): ReactNode {
  const { t } = useTranslation()
  const Icon = secrets.isLocked ? LockKeyhole : secrets.lasts ? ShieldCheck : TriangleAlert
  const why = secrets.unavailable.map(({ kind, reason }) => `${t(`secrets.lacks.${kind}`)} (${reason})`).join(' ')
  return (
    <span title={why} data-testid="secrets-place" data-kind={secrets.kind} data-fine={secrets.lasts && !secrets.isLocked}>
      <Icon size={16} aria-hidden />
      {secrets.kind === 'keyring' ? t('secrets.keyring', { store: secrets.store }) : t(`secrets.${secrets.kind}`)}
    </span>
  )
}

/** What is to be known, or done, of the place where keys are kept; nothing where it is the keyring. */
export function SecretsNote({ secrets }: { readonly secrets: SecretsStatus }): ReactNode {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  if (secrets.kind === 'keyring' || secrets.kind === 'system' || (secrets.kind === 'vault' && !secrets.isLocked)) return null
  const reason = secrets.unavailable.find(({ kind }) => kind === 'keyring')?.reason
  return (
    <div className={settings.body}>
      <Note
        kind={secrets.isLocked ? 'warn' : 'plain'}
        title={t(secrets.isLocked ? 'secrets.lockedTitle' : 'secrets.sessionTitle')}
        testId="secrets-note"
        actions={
          <Button kind="line" onClick={() => setAsking(true)} data-testid="open-vault">
            {t(secrets.isLocked ? 'secrets.unlock' : 'secrets.makeVault')}
          </Button>
        }
      >
        <p>{t(secrets.isLocked ? 'secrets.lockedHelp' : 'secrets.sessionHelp')}</p>
        {reason !== undefined && !secrets.isLocked && (
          <p>
            {t('secrets.lacks.keyring')}{' '}
            <bdi lang="en" dir="ltr">
              {reason}
            </bdi>
          </p>
        )}
      </Note>
      {isAsking && <VaultDialog kind={secrets.isLocked ? 'open' : 'make'} onClose={() => setAsking(false)} />}
    </div>
  )
}
