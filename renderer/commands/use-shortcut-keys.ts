import { useEffect } from 'react'
import type { RoomId } from '../../app/domain/app-commands.ts'
import { preferenceStore } from '../preferences/preference-store.ts'
import { canRun, runCommand } from './command-handlers.ts'
import { commandFor } from './command-table.ts'
import { currentPlatform, shortcutOf } from './shortcut.ts'
import { TYPED_INTO } from './typing.ts'

/** Listens for shortcuts. Whatever has the focus comes first: what it has taken is no shortcut any more. */
export function useShortcutKeys(room: RoomId): void {
  useEffect(() => {
    // Tab moves the focus, as everywhere. Only after a click on the canvas, where photographers expect it, does it hide the panels.
    let isCanvasInHand = false
    const point = (event: PointerEvent): void => {
      isCanvasInHand = event.target instanceof Element && event.target.closest('[data-canvas]') !== null
    }
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const shortcut = shortcutOf(event, currentPlatform())
      if (shortcut === null) return
      if (shortcut === 'Tab' && !isCanvasInHand) return
      if (shortcut === 'Shift+Tab') isCanvasInHand = false
      if (belongsToFocus(event.target, shortcut)) return
      const command = commandFor(shortcut, room, preferenceStore.getState().shortcuts)
      if (command === undefined || !canRun(command.id)) return
      event.preventDefault()
      runCommand(command.id)
    }
    addEventListener('pointerdown', point)
    addEventListener('keydown', press)
    return () => {
      removeEventListener('pointerdown', point)
      removeEventListener('keydown', press)
    }
  }, [room])
}

/** Letters go to fields, menus and dialogs; with Control or Command they are commands, except where a field has its own undo. */
function belongsToFocus(target: EventTarget | null, shortcut: string): boolean {
  // Under a dialog nothing can be done, also where the focus went with what had it: Esc closes it, and selects nothing behind it.
  if (document.querySelector('dialog:modal') !== null) return true
  if (!(target instanceof Element)) return false
  if (target.closest('[role=menu], [role=listbox]') !== null) return true
  // The letters of a list choose in it.
  if (target.closest('select') !== null) return !shortcut.startsWith('Mod+')
  if (target.closest(TYPED_INTO) === null) return false
  return !shortcut.startsWith('Mod+') || /^Mod\+(Shift\+)?[zyacvx]$/.test(shortcut)
}
