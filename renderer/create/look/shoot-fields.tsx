import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Shoot } from '../../../app/domain/prompting/shoot.ts'
import { VOCABULARY } from '../../../app/domain/prompting/vocabulary.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { createRoomStore, setLook } from '../create-store.ts'
import styles from './look.module.css'

const NAMES = Object.keys(VOCABULARY) as readonly (keyof Shoot)[]

/** The shoot by choices instead of words. What is not chosen is left to the model. */
export function ShootFields(): ReactNode {
  const { t } = useTranslation()
  const { mode, looks } = useStore(createRoomStore)
  const { shoot } = looks[mode]
  const chosen = Object.keys(shoot).length
  const change = (name: keyof Shoot, option: string): void => {
    const { [name]: _before, ...rest } = shoot
    // The options are those of the vocabulary.
    setLook({ shoot: option === '' ? rest : ({ ...rest, [name]: option } as Shoot) })
  }
  return (
    <details className={styles.shoot} data-testid="shoot">
      <summary>{chosen === 0 ? t('shoot.title') : t('shoot.titleOf', { n: chosen })}</summary>
      {NAMES.map((name) => (
        <SelectField
          key={name}
          label={t(`shoot.name.${name}`)}
          value={shoot[name] ?? ''}
          options={[
            { value: '', label: t('shoot.open') },
            ...Object.keys(VOCABULARY[name]).map((id) => ({ value: id, label: optionText(name, id) })),
          ]}
          onChange={(option) => change(name, option)}
          testId={`shoot-${name}`}
        />
      ))}
    </details>
  )

  function optionText(name: keyof Shoot, id: string): string {
    return name === 'lens' ? t('shoot.millimetres', { n: Number.parseInt(id, 10) }) : t(`shoot.${name}.${id}` as 'shoot.mood.calm')
  }
}
