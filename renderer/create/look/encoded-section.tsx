import { RotateCcw } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { StudioError } from '../../../app/domain/errors.ts'
import { errorText } from '../../studio/error-text.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { Switch } from '../../ui/switch.tsx'
import { useCreate } from '../create-context.tsx'
import { createRoomStore, setLook } from '../create-store.ts'
import styles from './look.module.css'

/** The prompt as it is sent: written from words, style, choices and garment; to be changed by hand, or switched off. */
export function EncodedSection(): ReactNode {
  const { t, i18n } = useTranslation()
  const { plan } = useCreate()
  const { mode, looks } = useStore(createRoomStore)
  const { encoder, edited } = looks[mode]
  const { words } = plan
  const id = useId()
  if (plan.model !== undefined && plan.model.form.promptField === null) return null
  const isOn = encoder === 'on'
  return (
    <Section id="create.encoded" title={t('look.encoded')} testId="encoded">
      <div className={styles.switch}>
        <span aria-hidden>{t('look.encoder')}</span>
        <Switch label={t('look.encoder')} isOn={isOn} testId="encoder" onChange={(to) => setLook({ encoder: to })} />
      </div>
      {!isOn && <p className={styles.dim}>{t('look.off')}</p>}
      {isOn && (
        <>
          <label htmlFor={id} className="visually-hidden">
            {t('look.encoded')}
          </label>
          <textarea
            id={id}
            className={styles.words}
            rows={7}
            maxLength={8_000}
            lang="en"
            dir="auto"
            value={words.prompt}
            placeholder={t('look.nothing')}
            onChange={(event) => setLook({ edited: event.target.value })}
            data-testid="encoded-prompt"
          />
          {edited !== null && (
            <div className={styles.edited}>
              <p className={styles.dim}>{t('look.edited')}</p>
              <Button kind="line" onClick={() => setLook({ edited: null })} data-testid="encode-again">
                <RotateCcw size={14} aria-hidden />
                {t('look.again')}
              </Button>
            </div>
          )}
          {words.problem !== null && <p role="alert">{errorText(t, i18n, StudioError.from(words.problem).toShape())}</p>}
          {edited === null && words.notes.length > 0 && (
            <ul className={styles.notes} data-testid="encode-notes">
              {words.notes.map(({ code, text }) => (
                <li key={`${code} ${text}`}>
                  {t(`look.note.${code}`)} {text !== '' && <bdi lang="en">{text}</bdi>}
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </Section>
  )
}
