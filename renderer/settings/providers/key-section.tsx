import { Activity, Check, KeyRound } from 'lucide-react'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ProviderStatus } from '../../../app/contract/cloud.ts'
import { errorText } from '../../studio/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Note } from '../../ui/note.tsx'
import { Section } from '../../ui/section.tsx'
import styles from './providers.module.css'
import { type CloudProvider, providersStore } from './providers-store.ts'
import { useProviderActions } from './use-provider-actions.ts'

/** Keys of all services are longer. */
const LEAST = 8

/** The key of a service: put in, looked at, replaced, taken away. Once it is in, it is never shown again. */
export function KeySection({ status }: { readonly status: ProviderStatus }): ReactNode {
  const { t } = useTranslation()
  const [isReplacing, setReplacing] = useState(false)
  const isTesting = useStore(providersStore, ({ testing }) => testing.includes(status.id as CloudProvider))
  const { test, removeKey } = useProviderActions()
  const id = status.id as CloudProvider
  const isAsking = !status.hasKey || isReplacing
  return (
    <Section id="providers.key" title={t('providers.key')} testId="key-section">
      {isAsking ? (
        <KeyForm status={status} onEnd={() => setReplacing(false)} />
      ) : (
        <>
          <p className={styles.keptKey} data-testid="key-kept">
            <KeyRound size={16} aria-hidden />
            {t('providers.keptHelp')}
          </p>
          <div className={styles.buttons}>
            <Button disabled={isTesting || !status.isOn} onClick={() => test(id)} data-testid="test-key">
              <Activity size={16} aria-hidden />
              {t('providers.test')}
            </Button>
            <Button kind="line" disabled={isTesting} onClick={() => setReplacing(true)} data-testid="replace-key">
              {t('providers.replace')}
            </Button>
            <Button kind="quiet" disabled={isTesting} onClick={() => removeKey(id)} data-testid="remove-key">
              {t('providers.remove')}
            </Button>
          </div>
          {!status.isOn && <p className={styles.hint}>{t('providers.offHelp')}</p>}
        </>
      )}
      <div role="status">{!isTesting && <TestResult status={status} />}</div>
    </Section>
  )
}

/** The field is not the page's state: what is typed lies in it alone, and is gone with the form. */
function KeyForm({ status, onEnd }: { readonly status: ProviderStatus; readonly onEnd: () => void }): ReactNode {
  const { t } = useTranslation()
  const id = useId()
  const field = useRef<HTMLInputElement>(null)
  const [isShort, setShort] = useState(false)
  const isTesting = useStore(providersStore, ({ testing }) => testing.includes(status.id as CloudProvider))
  const { setKey } = useProviderActions()
  useEffect(() => field.current?.focus(), [])
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const key = field.current?.value.trim() ?? ''
    setShort(key.length < LEAST)
    if (key.length < LEAST || field.current === null) return
    field.current.value = ''
    onEnd()
    void setKey(status.id as CloudProvider, key)
  }
  return (
    <form className={styles.keyForm} onSubmit={submit}>
      <label htmlFor={id} className="visually-hidden">
        {t('providers.keyOf', { name: status.label })}
      </label>
      <input
        ref={field}
        id={id}
        type="password"
        className={styles.key}
        placeholder={t('providers.paste')}
        autoComplete="off"
        spellCheck={false}
        dir="ltr"
        aria-invalid={isShort}
        data-testid="key-field"
      />
      {isShort && (
        <p className={styles.problem} role="alert">
          {t('providers.tooShort')}
        </p>
      )}
      <div className={styles.buttons}>
        <Button kind="primary" type="submit" disabled={isTesting} data-testid="save-key">
          {t(status.isOn ? 'providers.saveAndTest' : 'providers.saveOnAndTest')}
        </Button>
        {status.hasKey && (
          <Button kind="quiet" onClick={onEnd}>
            {t('providers.leaveKey')}
          </Button>
        )}
      </div>
      <p className={styles.hint}>{t('providers.keyHelp')}</p>
    </form>
  )
}

function TestResult({ status }: { readonly status: ProviderStatus }): ReactNode {
  const { t, i18n } = useTranslation()
  const id = status.id as CloudProvider
  const answer = useStore(providersStore, (state) => state.answers[id])
  const problem = useStore(providersStore, (state) => state.problems[id]) ?? status.health?.error ?? null
  if (problem !== null) return <Note kind="bad" title={errorText(t, i18n, problem)} testId="test-problem" />
  if (answer === undefined) return null
  return (
    <dl className={styles.answer} data-testid="test-answer">
      <div data-fine>
        <dt>
          <Check size={16} aria-hidden />
          {t(answer.isCertain ? 'providers.answers.fine' : 'providers.answers.likely')}
        </dt>
      </div>
      {answer.account !== null && (
        <div>
          <dt>{t('providers.answers.account')}</dt>
          <dd>
            <bdi>{answer.account}</bdi>
          </dd>
        </div>
      )}
      {answer.balance !== null && (
        <div>
          <dt>{t('providers.answers.balance')}</dt>
          <dd>
            <bdi dir="ltr">{answer.balance}</bdi>
          </dd>
        </div>
      )}
    </dl>
  )
}
