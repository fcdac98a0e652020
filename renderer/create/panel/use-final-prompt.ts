import { useStore } from 'zustand'
import { createRoomStore } from '../create-store.ts'

/** What a model is told. */
export interface FinalPrompt {
  readonly prompt: string
  readonly negativePrompt: string
}

/** The words that go to the model, from what was typed: the one place where they are put together, and the only one that others ask. */
export function useFinalPrompt(): FinalPrompt {
  const { mode, words } = useStore(createRoomStore)
  return { prompt: words[mode].prompt, negativePrompt: words[mode].negative }
}
