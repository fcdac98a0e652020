import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { StudioError } from '../../../app/domain/errors.ts'
import { providersKey } from '../../studio/query-keys.ts'
import { useStudio } from '../../studio/studio-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './providers.module.css'

interface VaultDialogProps {
  readonly kind: 'open' | 'make'
  readonly onClose: () => void
}

/** Shorter ones the vault refuses. */
const LEAST = 8

/** Asks for the passphrase of the vault; twice for one that is made, because nobody can ask it back. */
export function VaultDialog({ kind, onClose }: VaultDialogProps): ReactNode {
  const { t } = useTranslation()
  const { client } = useStudio()
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string | null>(null)
  const [isWorking, setWorking] = useState(false)
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    const form = event.currentTarget
    const said = new FormData(form)
    const passphrase = String(said.get('passphrase') ?? '')
    if (passphrase.length < LEAST) return setProblem(t('secrets.tooShort', { count: LEAST }))
    if (kind === 'make' && passphrase !== said.get('again')) return setProblem(t('secrets.notSame'))
    setWorking(true)
    setProblem(null)
    try {
      await client['secrets.unlock']({ passphrase })
      form.reset()
      await queries.invalidateQueries({ queryKey: providersKey })
      onClose()
    } catch (thrown) {
      const { code } = StudioError.from(thrown)
      setProblem(code === 'secrets.locked' ? t('secrets.wrong') : t(`errors.${code}`))
      setWorking(false)
    }
  }
  return (
    <Dialog label={t(kind === 'open' ? 'secrets.unlock' : 'secrets.makeVault')} kind="sheet" onClose={onClose} className={styles.vault}>
      <form className={styles.vaultForm} onSubmit={(event) => void submit(event)}>
        <p className={styles.dim}>{t(kind === 'open' ? 'secrets.lockedHelp' : 'secrets.makeHelp')}</p>
        <label>
          {t('secrets.passphrase')}
          <input
            name="passphrase"
            type="password"
            autoComplete="off"
            required
            minLength={LEAST}
            className={styles.key}
            data-testid="passphrase"
          />
        </label>
        {kind === 'make' && (
          <label>
            {t('secrets.again')}
            <input name="again" type="password" autoComplete="off" required className={styles.key} data-testid="passphrase-again" />
          </label>
        )}
        {problem !== null && (
          <p role="alert" className={styles.problem} data-testid="vault-problem">
            {problem}
          </p>
        )}
        <div className={styles.buttons}>
          <Button kind="primary" type="submit" disabled={isWorking} data-testid="unlock-vault">
            {t(kind === 'open' ? 'secrets.unlock' : 'secrets.makeVault')}
          </Button>
          <Button kind="quiet" onClick={onClose}>
            {t('app.close')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
