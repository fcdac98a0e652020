import { useQuery } from '@tanstack/react-query'
import { useStore } from 'zustand'
import { useStudio } from '../../studio/studio-context.tsx'
import { createRoomStore } from '../create-store.ts'
import { useGarmentLook } from '../look/use-garment-look.ts'

/** What became of words on the way into the prompt, nothing lost without one. */
export interface PromptNote {
  readonly code: 'off' | 'left-out' | 'text-cut' | 'negative-worded' | 'negative-lost' | 'no-prompt'
  readonly text: string
}

/** What a model is told. */
export interface FinalPrompt {
  readonly prompt: string
  readonly negativePrompt: string
  readonly notes: readonly PromptNote[]
  /** `writing`: what is here belongs to what was typed before, and must not be sent. */
  readonly state: 'ready' | 'writing'
  /** Why no prompt could be written. */
  readonly problem: Error | null
}

/**
 * The words that go to the model, from what was typed: the one place where they are put together, and the only one that others ask.
 *
 * @param model the studio's name of the model whose limits count
 * @param kind `edit` where there is a picture to go by, besides a garment
 */
export function useFinalPrompt(model: string | null, kind: 'make' | 'edit'): FinalPrompt {
  const { client } = useStudio()
  const { mode, words, looks } = useStore(createRoomStore)
  const { prompt: text, negative } = words[mode]
  const { encoder, style, shoot, edited } = looks[mode]
  const garment = useGarmentLook().analysis
  const isBlank = mode === 'creative' && text.trim() === '' && edited === null
  const wish = { text, negative, style, shoot: { ...shoot }, garment: mode === 'studio' ? garment : null, encoder, template: kind, model }
  const { data, isPlaceholderData, error } = useQuery({
    queryKey: ['prompts.encode', wish],
    enabled: encoder === 'on' && !isBlank,
    queryFn: ({ signal }) => client['prompts.encode'](wish, { signal }),
    placeholderData: (before) => before,
  })
  if (encoder === 'off' || isBlank) return { prompt: text, negativePrompt: negative, notes: [], state: 'ready', problem: null }
  const isCurrent = data !== undefined && !isPlaceholderData
  return {
    prompt: edited ?? data?.prompt ?? '',
    negativePrompt: data?.negativePrompt ?? negative,
    notes: data?.notes ?? [],
    state: isCurrent || error !== null ? 'ready' : 'writing',
    problem: error,
  }
}
