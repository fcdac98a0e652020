import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { RoomId } from '../../app/domain/app-commands.ts'
import { shortcutFor } from '../commands/command-table.ts'
import { currentPlatform, displayShortcut } from '../commands/shortcut.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import { useJobs } from '../studio/queries.ts'
import styles from './rail.module.css'
import { ROOMS } from './rooms.ts'
import { hashOf } from './route.ts'

/** The rooms, and on Jobs how many wait for a person. */
export function Rail({ room }: { readonly room: RoomId }): ReactNode {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  const attention = (useJobs().data?.jobs ?? []).filter((job) => job.state === 'needs-attention').length
  const entries = (end: 'start' | 'end'): ReactNode =>
    ROOMS.filter((one) => one.end === end).map(({ id, labelKey, Icon, command }) => {
      const shortcut = shortcutFor(command, shortcuts)
      const count = id === 'jobs' ? attention : 0
      return (
        <a
          key={id}
          href={hashOf(id)}
          aria-current={id === room ? 'page' : undefined}
          title={shortcut === null ? t(labelKey) : `${t(labelKey)} (${displayShortcut(shortcut, currentPlatform())})`}
          data-testid={`room-${id}`}
        >
          <Icon size={20} aria-hidden />
          <span>{t(labelKey)}</span>
          {count > 0 && (
            <span className={styles.count}>
              <span aria-hidden>{count}</span>
              <span className="visually-hidden">{t('tray.attention', { count })}</span>
            </span>
          )}
        </a>
      )
    })
  return (
    <nav className={styles.rail} aria-label={t('app.rooms')}>
      {entries('start')}
      <span className={styles.gap} />
      {entries('end')}
    </nav>
  )
}
