import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { shortcutFor } from '../commands/command-table.ts'
import { currentPlatform, displayShortcut } from '../commands/shortcut.ts'
import { usePreferences } from '../preferences/use-preferences.ts'
import styles from './edit.module.css'
import { useEdit, useEditor } from './edit-context.tsx'
import { TOOL_GROUPS } from './tool-list.ts'

/** The tools. One stop of the Tab key; arrows move within, and every tool has a key of its own. */
export function ToolRail(): ReactNode {
  const { t } = useTranslation()
  const editor = useEditor()
  const { shortcuts } = usePreferences()
  const tool = useEdit((state) => state.tool)
  const rail = useRef<HTMLDivElement>(null)
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const buttons = [...(rail.current?.querySelectorAll<HTMLElement>('button') ?? [])]
    const next = buttons[(buttons.indexOf(event.target as HTMLElement) + step + buttons.length) % buttons.length]
    if (step === 0) return
    event.preventDefault()
    next?.focus()
  }
  return (
    <div ref={rail} className={styles.rail} role="toolbar" aria-orientation="vertical" aria-label={t('edit.tools')} onKeyDown={move}>
      {TOOL_GROUPS.map((group) => (
        <div key={group[0]?.id} className={styles.group}>
          {group.map(({ id, Icon, labelKey, command }) => {
            const shortcut = shortcutFor(command, shortcuts)
            const label = t(labelKey)
            return (
              <button
                key={id}
                type="button"
                aria-label={label}
                aria-pressed={tool === id}
                tabIndex={tool === id ? 0 : -1}
                title={shortcut === null ? label : `${label} (${displayShortcut(shortcut, currentPlatform())})`}
                data-testid={`tool-${id}`}
                onClick={() => editor.store.setState({ tool: id })}
              >
                <Icon size={18} aria-hidden />
              </button>
            )
          })}
        </div>
      ))}
    </div>
  )
}
