import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { LANGUAGES, languageOf } from '../../app/domain/languages.ts'
import type { Preferences } from '../../app/domain/preferences.ts'
import { useChangePreferences, usePreferences } from '../preferences/use-preferences.ts'
import { Choices } from '../ui/choices.tsx'
import { PageHead } from './page-head.tsx'
import styles from './settings.module.css'

type LanguageChoice = NonNullable<Preferences['language']> | 'system'

/** Language and theme. */
export function GeneralPage(): ReactNode {
  const { t } = useTranslation()
  const { language, theme } = usePreferences()
  const change = useChangePreferences()
  const systemLanguage = languageOf(navigator.languages)
  const systemName = LANGUAGES.find(({ id }) => id === systemLanguage)?.name ?? ''
  return (
    <>
      <PageHead title={t('settings.page.general')} help={t('settings.generalHelp')} />
      <div className={styles.form}>
        <Choices<LanguageChoice>
          legend={t('language.label')}
          help={t('settings.languageHelp')}
          name="language"
          value={language ?? 'system'}
          onChange={(next) => change({ language: next === 'system' ? null : next })}
          options={[
            { value: 'system', label: t('language.system', { name: systemName }) },
            ...LANGUAGES.map(({ id, name }) => ({ value: id, label: name, lang: id })),
          ]}
        />
        <Choices
          legend={t('theme.label')}
          help={t('settings.themeHelp')}
          name="theme"
          value={theme}
          onChange={(next) => change({ theme: next })}
          options={(['dark', 'light', 'system'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
        />
      </div>
    </>
  )
}
