import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { APP_COMMANDS, type CommandId } from '../../app/domain/app-commands.ts'
import { canRun } from '../commands/command-handlers.ts'
import { canUndoTyping, isTyping } from '../commands/typing.ts'
import { spokenLanguage } from '../preferences/apply-face.ts'
import { preferenceStore } from '../preferences/preference-store.ts'
import { useHost } from '../studio/queries.ts'
import { useStudio } from '../studio/studio-context.tsx'
import { undoStore } from '../undo/undo-store.ts'

/** What happens at once is told at once, and once. */
const QUIET_MS = 50

/** Tells a menu bar of the system what cannot be done now and which choices are made, whenever that may have changed. */
export function useNativeMenu(): void {
  const { desktop } = useStudio()
  const queries = useQueryClient()
  const hasMenu = useHost().data?.capabilities.nativeMenu ?? false
  useEffect(() => {
    if (!hasMenu) return
    let told = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = (): void => {
      const state = menuState()
      const next = JSON.stringify(state)
      if (next === told) return
      told = next
      // A menu bar that does not answer shows what it showed; nothing is lost by that.
      desktop['host.set-menu'](state).catch(() => undefined)
    }
    const soon = (): void => {
      clearTimeout(timer)
      timer = setTimeout(tell, QUIET_MS)
    }
    const stops = [queries.getQueryCache().subscribe(soon), undoStore.subscribe(soon), preferenceStore.subscribe(soon)]
    const heard = ['hashchange', 'click', 'keyup', 'focusin', 'focusout'] as const
    for (const name of heard) addEventListener(name, soon)
    soon()
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      for (const name of heard) removeEventListener(name, soon)
    }
  }, [desktop, queries, hasMenu])
}

function menuState(): { disabled: string[]; checked: string[] } {
  const { theme, language } = preferenceStore.getState()
  return {
    disabled: APP_COMMANDS.map(({ id }) => id).filter((id) => !isPossible(id)),
    checked: [`theme.${theme}`, `language.${spokenLanguage(language)}`],
  }
}

/** A field that is typed into has its own undo. */
function isPossible(id: CommandId): boolean {
  if (isTyping() && (id === 'edit.undo' || id === 'edit.redo')) return canUndoTyping(id === 'edit.undo' ? 'undo' : 'redo')
  return canRun(id)
}
