import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { APP_COMMANDS, type CommandId } from '../../app/domain/app-commands.ts'
import type { Overrides } from '../commands/command-table.ts'
import { matchScore } from '../commands/palette-search.ts'
import { announce } from '../frame/announcer.tsx'
import { useChangePreferences, usePreferences } from '../preferences/use-preferences.ts'
import { Button } from '../ui/button.tsx'
import { remember } from '../undo/undo-store.ts'
import { PageHead } from './page-head.tsx'
import styles from './settings.module.css'
import { ShortcutRow } from './shortcut-row.tsx'

/** Every command with its key, which can be changed. */
export function ShortcutsPage(): ReactNode {
  const { t } = useTranslation()
  const { shortcuts } = usePreferences()
  const change = useChangePreferences()
  const [query, setQuery] = useState('')
  const [edited, setEdited] = useState<CommandId | null>(null)
  const shown = APP_COMMANDS.filter((command) => matchScore(t(command.labelKey), query) > 0)
  const store = (next: Overrides): void => change({ shortcuts: { ...next } })
  const resetAll = (): void => {
    store({})
    announce(t('shortcuts.resetDone'))
    remember({ text: t('shortcuts.resetDone'), undo: () => store(shortcuts), redo: () => store({}) })
  }
  return (
    <>
      <PageHead title={t('settings.page.shortcuts')} help={t('shortcuts.help')}>
        <Button kind="line" disabled={Object.keys(shortcuts).length === 0} onClick={resetAll} data-testid="reset-shortcuts">
          {t('shortcuts.resetAll')}
        </Button>
      </PageHead>
      <div className={styles.filter}>
        <input
          type="search"
          className={styles.field}
          aria-label={t('shortcuts.filter')}
          placeholder={t('shortcuts.filter')}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <table className={styles.table} aria-label={t('settings.page.shortcuts')}>
        <thead>
          <tr>
            <th scope="col">{t('shortcuts.command')}</th>
            <th scope="col">{t('shortcuts.where')}</th>
            <th scope="col">{t('shortcuts.key')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((command) => (
            <ShortcutRow
              key={command.id}
              command={command}
              shortcuts={shortcuts}
              isEdited={edited === command.id}
              onEdit={(isEdited) => setEdited(isEdited ? command.id : null)}
              onStore={store}
            />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p className={styles.none}>{t('shortcuts.noneFound')}</p>}
    </>
  )
}
