import { RotateCcw, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, defaultShortcut, type Overrides, shortcutFor, withShortcut } from '../commands/command-table.ts'
import { currentPlatform, displayShortcut } from '../commands/shortcut.ts'
import { announce } from '../frame/announcer.tsx'
import { IconButton } from '../ui/button.tsx'
import { Kbd } from '../ui/kbd.tsx'
import styles from './settings.module.css'
import { ShortcutRecorder } from './shortcut-recorder.tsx'
import keyStyles from './shortcuts.module.css'

interface ShortcutRowProps {
  readonly command: Command
  readonly shortcuts: Overrides
  readonly isEdited: boolean
  readonly onEdit: (isEdited: boolean) => void
  readonly onStore: (shortcuts: Overrides) => void
}

/** A command and its key: press it to change it, take it away, or put it back. */
export function ShortcutRow({ command, shortcuts, isEdited, onEdit, onStore }: ShortcutRowProps): ReactNode {
  const { t } = useTranslation()
  const label = t(command.labelKey)
  const shown = (shortcut: string | null): string =>
    shortcut === null ? t('shortcuts.none') : displayShortcut(shortcut, currentPlatform())
  const now = shortcutFor(command.id, shortcuts)
  const usual = defaultShortcut(command.id)
  const store = (next: Overrides): void => {
    onStore(next)
    onEdit(false)
    announce(t('shortcuts.changed', { command: label, key: shown(shortcutFor(command.id, next)) }))
  }
  return (
    <tr data-testid={`shortcut-${command.id}`}>
      <th scope="row">{label}</th>
      <td className={styles.dim}>{command.room === null ? t('help.everywhere') : t('room.tryOn')}</td>
      <td>
        {isEdited ? (
          <ShortcutRecorder command={command} shortcuts={shortcuts} onStore={store} onLeave={() => onEdit(false)} />
        ) : (
          <span className={keyStyles.keys}>
            <button type="button" className={keyStyles.key} onClick={() => onEdit(true)} data-testid="change-shortcut">
              <span className="visually-hidden">{t('shortcuts.keyOf', { command: label })} </span>
              {now === null ? <span className={styles.dim}>{t('shortcuts.none')}</span> : <Kbd shortcut={now} />}
            </button>
            {now !== null && (
              <IconButton
                label={t('shortcuts.remove', { command: label })}
                onClick={() => store(withShortcut(shortcuts, command.id, null))}
              >
                <X size={14} />
              </IconButton>
            )}
            {now !== usual && (
              <IconButton
                label={
                  usual === null
                    ? t('shortcuts.resetNone', { command: label })
                    : t('shortcuts.reset', { command: label, key: shown(usual) })
                }
                onClick={() => store(withShortcut(shortcuts, command.id, usual))}
              >
                <RotateCcw size={14} />
              </IconButton>
            )}
          </span>
        )}
      </td>
    </tr>
  )
}
