import { Moon, Shirt, Sun, WifiOff } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tray } from '../jobs/tray.tsx'
import { useConnection } from '../studio/studio-context.tsx'
import { currentTheme, setTheme } from '../studio/theme.ts'
import { IconButton } from '../ui/button.tsx'
import { ConnectionNote } from './connection-note.tsx'
import styles from './frame.module.css'

/** Top bar, rail, room and tray. */
export function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <div className={styles.app}>
      <TopBar />
      <Rail />
      <main className={styles.room}>{children}</main>
      <Tray />
      <ConnectionNote />
    </div>
  )
}

function TopBar(): ReactNode {
  const { t } = useTranslation()
  const connection = useConnection()
  const [theme, setShownTheme] = useState(currentTheme)
  const next = theme === 'dark' ? 'light' : 'dark'
  return (
    <header className={styles.top}>
      <div className={styles.side}>
        <Mark />
        <span className={styles.name}>{t('app.name')}</span>
      </div>
      <div className={styles.side}>
        <span className={styles.badge} data-testid="connection" data-connection={connection}>
          <WifiOff size={14} aria-hidden />
          {connection === 'connected' ? t('app.offline') : t('app.connecting')}
        </span>
        <span className={styles.divider} />
        <IconButton
          label={next === 'light' ? t('app.themeLight') : t('app.themeDark')}
          onClick={() => {
            setTheme(next)
            setShownTheme(next)
          }}
        >
          {next === 'light' ? <Sun size={16} /> : <Moon size={16} />}
        </IconButton>
      </div>
    </header>
  )
}

function Mark(): ReactNode {
  const { t } = useTranslation()
  return (
    <span className={styles.mark} role="img" aria-label={t('app.name')}>
      <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeLinecap="round" aria-hidden="true">
        <path d="M4 3v11a3 3 0 0 0 6 0V6a3 3 0 0 1 6 0v11" />
        <path d="M4 3h6M10 17h6" opacity=".55" />
      </svg>
    </span>
  )
}

function Rail(): ReactNode {
  const { t } = useTranslation()
  return (
    <nav className={styles.rail} aria-label={t('app.rooms')}>
      <a href="#try-on" aria-current="page">
        <Shirt size={20} aria-hidden />
        <span>{t('room.tryOn')}</span>
      </a>
    </nav>
  )
}
