import { createContext, type ReactNode, useContext } from 'react'
import { useStore } from 'zustand'
import type { Stage } from './canvas/stage.ts'
import type { Editor, EditorState } from './session/editor.ts'

interface Open {
  readonly editor: Editor
  readonly stage: Stage
}

const Context = createContext<Open | null>(null)

export function EditProvider({ open, children }: { readonly open: Open; readonly children: ReactNode }): ReactNode {
  return <Context value={open}>{children}</Context>
}

function useOpen(): Open {
  const open = useContext(Context)
  if (open === null) throw new Error('Used outside of EditProvider')
  return open
}

export const useEditor = (): Editor => useOpen().editor
export const useStage = (): Stage => useOpen().stage

/** A part of what is known of the open document; what it gives must be the same object while nothing changed. */
export function useEdit<Part>(part: (state: EditorState) => Part): Part {
  return useStore(useOpen().editor.store, part)
}
