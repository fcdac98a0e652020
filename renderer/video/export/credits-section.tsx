import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Section } from '../../ui/section.tsx'
import { clipChoices } from './clip-choices.ts'
import styles from './clip-export.module.css'

const FIELDS = [
  { name: 'creator', label: 'export.creator', dir: 'auto', most: 200 },
  { name: 'copyright', label: 'export.copyright', dir: 'auto', most: 500 },
  { name: 'nameTemplate', label: 'export.names', dir: 'ltr', most: 200 },
] as const

/** What files are called, and what they say of themselves: nothing else of the original goes along. */
export function CreditsSection(): ReactNode {
  const { t } = useTranslation()
  const choices = useStore(clipChoices)
  return (
    <Section id="video.export.credits" title={t('export.about')}>
      {FIELDS.map(({ name, label, dir, most }) => (
        <label key={name} className={styles.row}>
          <span>{t(label)}</span>
          <input
            className={styles.field}
            dir={dir}
            maxLength={most}
            value={choices[name]}
            data-testid={`export-${name}`}
            onChange={(event) => clipChoices.setState({ [name]: event.target.value })}
          />
        </label>
      ))}
      <p className={styles.help}>
        <bdi dir="ltr">{'{name} {recipe} {width} {height} {date}'}</bdi>
      </p>
    </Section>
  )
}
