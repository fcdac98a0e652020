import { useCallback, useRef } from 'react'
import type { Command } from '../../app/domain/document/command.ts'
import { useEditor } from './edit-context.tsx'
import { newId } from './session/editor.ts'

/** Changes that come one after the other while a control is moved, as one thing to take back. */
export interface ControlGesture {
  readonly change: (commands: readonly Command[]) => void
  readonly end: () => void
}

/** A control whose end is not told (keys that are held) has come to rest after this. */
const REST_MS = 900

export function useGesture(): ControlGesture {
  const editor = useEditor()
  const held = useRef<{ id: string | null; timer: ReturnType<typeof setTimeout> | undefined }>({ id: null, timer: undefined })
  const end = useCallback(() => {
    const { id, timer } = held.current
    clearTimeout(timer)
    held.current.id = null
    if (editor.store.getState().isAdjusting) editor.store.setState({ isAdjusting: false })
    if (id !== null) editor.line.end(id)
  }, [editor])
  const change = useCallback(
    (commands: readonly Command[]) => {
      const id = held.current.id ?? newId('gesture')
      clearTimeout(held.current.timer)
      held.current = { id, timer: setTimeout(end, REST_MS) }
      if (commands.some(changesPixels) && !editor.store.getState().isAdjusting) editor.store.setState({ isAdjusting: true })
      editor.change(commands, { id, goesOn: 'open' })
    },
    [editor, end],
  )
  return { change, end }
}

function changesPixels(command: Command): boolean {
  if (command.type === 'set-layer') return command.patch.shadow !== undefined || command.patch.fill !== undefined
  return command.type === 'set-adjustments' || command.type === 'set-mask'
}
