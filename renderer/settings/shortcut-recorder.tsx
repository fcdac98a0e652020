import { TriangleAlert } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Command, conflictOf, type Overrides, withShortcut } from '../commands/command-table.ts'
import { currentPlatform, displayShortcut, isReserved, shortcutOf } from '../commands/shortcut.ts'
import { Button } from '../ui/button.tsx'
import styles from './shortcuts.module.css'

interface ShortcutRecorderProps {
  readonly command: Command
  readonly shortcuts: Overrides
  readonly onStore: (shortcuts: Overrides) => void
  readonly onLeave: () => void
}

/** Listens for the new key of a command. One that belongs to another command is taken from it only when that is asked for. */
export function ShortcutRecorder({ command, shortcuts, onStore, onLeave }: ShortcutRecorderProps): ReactNode {
  const { t } = useTranslation()
  const [wanted, setWanted] = useState<string | null>(null)
  const other = wanted === null ? undefined : conflictOf(command.id, wanted, shortcuts)
  const shown = wanted === null ? '' : displayShortcut(wanted, currentPlatform())
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape' && command.id !== 'try-on.cancel') {
      onLeave()
      return
    }
    const shortcut = shortcutOf(event, currentPlatform())
    if (shortcut === null) return
    if (isReserved(shortcut) || conflictOf(command.id, shortcut, shortcuts) !== undefined) setWanted(shortcut)
    else onStore(withShortcut(shortcuts, command.id, shortcut))
  }
  const take = (): void => {
    if (wanted === null || other === undefined) return
    onStore(withShortcut(withShortcut(shortcuts, other.id, null), command.id, wanted))
  }
  return (
    <span className={styles.recorder}>
      <button type="button" ref={focusOnMount} className={styles.recording} onKeyDown={press} data-testid="record-shortcut">
        {wanted === null ? t('shortcuts.press') : shown}
      </button>
      {wanted !== null && (
        <span className={styles.conflict} role="alert">
          <TriangleAlert size={14} aria-hidden />
          {other === undefined
            ? t('shortcuts.reserved', { key: shown })
            : t('shortcuts.conflict', { key: shown, command: t(other.labelKey) })}
        </span>
      )}
      {other !== undefined && <Button onClick={take}>{t('shortcuts.take')}</Button>}
      <Button kind="quiet" onClick={onLeave}>
        {t('shortcuts.keep')}
      </Button>
    </span>
  )
}

const focusOnMount = (element: HTMLElement | null): void => element?.focus()
