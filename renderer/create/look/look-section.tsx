import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { STYLES } from '../../../app/domain/prompting/styles.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { remember } from '../../undo/undo-store.ts'
import { createRoomStore, setLook } from '../create-store.ts'
import styles from './look.module.css'
import { ShootFields } from './shoot-fields.tsx'
import { usePresetActions, usePresets } from './use-looks.ts'

type StyleId = keyof typeof STYLES

const STYLE_IDS = Object.keys(STYLES) as readonly StyleId[]

/** Style, choices of a shoot, and looks that were saved. They count while the prompt is written. */
export function LookSection(): ReactNode {
  const { t } = useTranslation()
  const { mode, looks } = useStore(createRoomStore)
  const { style, encoder } = looks[mode]
  return (
    <Section id="create.look" title={t('look.title')} testId="look">
      {encoder === 'off' && <p className={styles.dim}>{t('look.needsEncoder')}</p>}
      <fieldset className={styles.styles} aria-label={t('look.style')}>
        {STYLE_IDS.map((id) => (
          <button
            key={id}
            type="button"
            className={styles.style}
            aria-pressed={style === id}
            data-testid={`style-${id}`}
            onClick={() => setLook({ style: style === id ? null : id })}
          >
            {t(`look.styles.${id}`)}
          </button>
        ))}
      </fieldset>
      <ShootFields />
      <Presets />
    </Section>
  )
}

function Presets(): ReactNode {
  const { t } = useTranslation()
  const presets = usePresets()
  const { save, forget } = usePresetActions()
  const [chosen, setChosen] = useState('')
  const take = (wanted: string): void => {
    setChosen(wanted)
    const preset = presets.find((one) => one.name === wanted)
    if (preset !== undefined) setLook({ style: preset.style, shoot: preset.shoot })
  }
  const forgetLook = async (): Promise<void> => {
    const forgotten = await forget(chosen)
    setChosen('')
    if (forgotten === null) return
    remember({
      text: t('look.forgotten', { name: forgotten.name }),
      undo: () => save(forgotten),
      redo: async () => void (await forget(forgotten.name)),
    })
  }
  const isThere = presets.some((one) => one.name === chosen)
  return (
    <div className={styles.presets}>
      {presets.length > 0 && (
        <SelectField
          label={t('look.saved')}
          value={isThere ? chosen : ''}
          options={[{ value: '', label: t('look.none') }, ...presets.map((one) => ({ value: one.name, label: one.name }))]}
          onChange={take}
          testId="preset"
        />
      )}
      {isThere && (
        <Button kind="quiet" onClick={() => void forgetLook()} data-testid="forget-preset">
          {t('look.forget')}
        </Button>
      )}
      <SaveLook onSaved={setChosen} />
    </div>
  )
}

/** Keeps style and choices under a name; a look of the same name is replaced. */
function SaveLook({ onSaved }: { readonly onSaved: (name: string) => void }): ReactNode {
  const { t } = useTranslation()
  const id = useId()
  const { save } = usePresetActions()
  const [name, setName] = useState('')
  const { mode, looks } = useStore(createRoomStore)
  const { style, shoot } = looks[mode]
  const trimmed = name.trim()
  const saveLook = (): void => {
    if (trimmed === '') return
    void save({ name: trimmed, brand: null, style, shoot, prompt: '', negativePrompt: '' }).then(() => onSaved(trimmed))
    setName('')
  }
  return (
    <form
      className={styles.save}
      onSubmit={(event) => {
        event.preventDefault()
        saveLook()
      }}
    >
      <label htmlFor={id} className="visually-hidden">
        {t('look.nameIt')}
      </label>
      <input
        id={id}
        type="text"
        maxLength={80}
        placeholder={t('look.nameIt')}
        value={name}
        dir="auto"
        onChange={(event) => setName(event.target.value)}
        data-testid="preset-name"
      />
      <Button type="submit" kind="line" disabled={trimmed === ''} data-testid="save-preset">
        {t('look.save')}
      </Button>
    </form>
  )
}
