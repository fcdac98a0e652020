import { Languages, Laptop, Moon, PanelsTopLeft, Search, Sun, SunMoon, WifiOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { LANGUAGES } from '../../app/domain/languages.ts'
import { MARK } from '../../app/domain/mark.ts'
import { runCommand } from '../commands/command-handlers.ts'
import { shortcutFor } from '../commands/command-table.ts'
import { SpendButton } from '../money/spend-button.tsx'
import { spokenLanguage } from '../preferences/apply-face.ts'
import { useChangePreferences, usePreferences } from '../preferences/use-preferences.ts'
import { useConnection } from '../studio/studio-context.tsx'
import { IconButton } from '../ui/button.tsx'
import { ChoiceMenu } from '../ui/choice-menu.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { panelStore, togglePanels } from './panel-store.ts'
import styles from './top-bar.module.css'

/** Name, search, whether the studio answers, and how it looks. */
export function TopBar(): ReactNode {
  const { t } = useTranslation()
  return (
    <header className={styles.top}>
      <div className={styles.side}>
        <span className={styles.mark} aria-hidden>
          <Mark />
        </span>
        <span className={styles.name}>{t('app.name')}</span>
      </div>
      <SearchButton />
      <div className={styles.end}>
        <ConnectionBadge />
        <SpendButton />
        <span className={styles.divider} />
        <PanelsButton />
        <ThemeMenu />
        <LanguageMenu />
      </div>
    </header>
  )
}

function Mark(): ReactNode {
  return (
    <svg
      width={MARK.sizePx}
      height={MARK.sizePx}
      viewBox={`0 0 ${MARK.sizePx} ${MARK.sizePx}`}
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path d={MARK.ribbon} />
      <path d={MARK.ends} opacity={MARK.endsOpacity} />
    </svg>
  )
}

function SearchButton(): ReactNode {
  const { t } = useTranslation()
  const shortcut = shortcutFor('palette.open', usePreferences().shortcuts)
  return (
    <button type="button" className={styles.search} onClick={() => runCommand('palette.open')} data-testid="open-palette">
      <Search size={16} aria-hidden />
      <span>{t('app.search')}</span>
      {shortcut !== null && <Kbd shortcut={shortcut} />}
    </button>
  )
}

function ConnectionBadge(): ReactNode {
  const { t } = useTranslation()
  const connection = useConnection()
  const isFine = connection === 'connected'
  const text = isFine ? t('app.local') : connection === 'connecting' ? t('app.connecting') : t('app.unreachable')
  const Icon = isFine ? Laptop : WifiOff
  return (
    <span className={styles.badge} title={isFine ? t('app.localHelp') : text} data-testid="connection" data-connection={connection}>
      <Icon size={14} aria-hidden />
      <span>{text}</span>
    </span>
  )
}

function PanelsButton(): ReactNode {
  const { t } = useTranslation()
  const areHidden = useStore(panelStore, (state) => state.arePanelsHidden)
  return (
    <IconButton label={t(areHidden ? 'app.showPanels' : 'app.hidePanels')} aria-pressed={areHidden} onClick={togglePanels}>
      <PanelsTopLeft size={16} />
    </IconButton>
  )
}

const THEME_ICONS = { dark: Moon, light: Sun, system: SunMoon } as const

function ThemeMenu(): ReactNode {
  const { t } = useTranslation()
  const { theme } = usePreferences()
  const change = useChangePreferences()
  const Icon = THEME_ICONS[theme]
  return (
    <ChoiceMenu
      label={t('theme.label')}
      icon={<Icon size={16} aria-hidden />}
      value={theme}
      options={(['dark', 'light', 'system'] as const).map((value) => ({ value, label: t(`theme.${value}`) }))}
      onChange={(next) => change({ theme: next })}
      testId="theme-menu"
    />
  )
}

function LanguageMenu(): ReactNode {
  const { t } = useTranslation()
  const { language } = usePreferences()
  const change = useChangePreferences()
  return (
    <ChoiceMenu
      label={t('language.label')}
      icon={<Languages size={16} aria-hidden />}
      value={spokenLanguage(language)}
      options={LANGUAGES.map(({ id, name }) => ({ value: id, label: name, lang: id }))}
      onChange={(next) => change({ language: next })}
      testId="language-menu"
    />
  )
}
