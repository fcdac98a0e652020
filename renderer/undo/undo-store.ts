import { createStore } from 'zustand/vanilla'

/** Something that was done and can be taken back. */
export interface Deed {
  /** What was done, in words, in the language of the moment. */
  readonly text: string
  readonly undo: () => Promise<void> | void
  readonly redo: () => Promise<void> | void
}

interface UndoState {
  readonly done: readonly Deed[]
  readonly undone: readonly Deed[]
  /** The deed the bar offers to take back; null once the bar was closed or its time is over. */
  readonly offered: Deed | null
}

/** Older deeds are forgotten. */
const KEPT = 100

/** One history for the page, newest last. What a room did stays in it when the room is left. */
export const undoStore = createStore<UndoState>()(() => ({ done: [], undone: [], offered: null }))

/** Remembers a deed. What had been undone before can no longer be redone. */
export function remember(deed: Deed, options: { readonly offer?: 'bar' | 'quiet' } = {}): void {
  undoStore.setState(({ done }) => ({
    done: [...done, deed].slice(-KEPT),
    undone: [],
    offered: options.offer === 'quiet' ? null : deed,
  }))
}

/** Takes a deed out of the history: it was remembered when it began, and has failed. */
export function forget(deed: Deed): void {
  undoStore.setState(({ done, undone, offered }) => ({
    done: done.filter((one) => one !== deed),
    undone: undone.filter((one) => one !== deed),
    offered: offered === deed ? null : offered,
  }))
}

/** Takes the latest deed back. @returns it, or undefined when there is none. What `undo` throws passes, and the deed stays. */
export async function undoLatest(): Promise<Deed | undefined> {
  const deed = undoStore.getState().done.at(-1)
  if (deed === undefined) return undefined
  await deed.undo()
  undoStore.setState(({ done, undone }) => ({ done: done.filter((one) => one !== deed), undone: [...undone, deed], offered: null }))
  return deed
}

/** Does again what was undone last. @returns it, or undefined when there is none. */
export async function redoLatest(): Promise<Deed | undefined> {
  const deed = undoStore.getState().undone.at(-1)
  if (deed === undefined) return undefined
  await deed.redo()
  undoStore.setState(({ done, undone }) => ({ done: [...done, deed], undone: undone.filter((one) => one !== deed), offered: null }))
  return deed
}

export function closeOffer(): void {
  undoStore.setState({ offered: null })
}
