import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Segmented } from '../../ui/segmented.tsx'
import styles from './export.module.css'
import { exportChoices } from './export-choices.ts'

const LABELS = ['auto', 'always', 'never'] as const

/** What files are called, and what they say of themselves. */
export function CreditsFields(): ReactNode {
  const { t } = useTranslation()
  const { nameTemplate, creator, copyright, keepCamera, aiLabel } = useStore(exportChoices)
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('export.about')}</legend>
      <label className={styles.row}>
        <span>{t('export.names')}</span>
        <input
          className={styles.field}
          dir="ltr"
          maxLength={200}
          value={nameTemplate}
          aria-describedby="export-names-help"
          onChange={(event) => exportChoices.setState({ nameTemplate: event.target.value })}
        />
      </label>
      <p id="export-names-help" className={styles.help}>
        <bdi dir="ltr">{'{name} {recipe} {width} {height} {date} {version}'}</bdi>
      </p>
      <label className={styles.row}>
        <span>{t('export.creator')}</span>
        <input
          className={styles.field}
          dir="auto"
          maxLength={200}
          value={creator}
          onChange={(event) => exportChoices.setState({ creator: event.target.value })}
        />
      </label>
      <label className={styles.row}>
        <span>{t('export.copyright')}</span>
        <input
          className={styles.field}
          dir="auto"
          maxLength={500}
          value={copyright}
          onChange={(event) => exportChoices.setState({ copyright: event.target.value })}
        />
      </label>
      <label className={styles.tick}>
        <input type="checkbox" checked={keepCamera} onChange={(event) => exportChoices.setState({ keepCamera: event.target.checked })} />
        <span>{t('export.keepCamera')}</span>
      </label>
      <div className={styles.stacked}>
        <span>{t('export.aiLabel')}</span>
        <Segmented
          label={t('export.aiLabel')}
          value={aiLabel}
          options={LABELS.map((value) => ({ value, label: t(`export.label.${value}`) }))}
          onChange={(value) => exportChoices.setState({ aiLabel: value })}
          isWide
        />
      </div>
    </fieldset>
  )
}
