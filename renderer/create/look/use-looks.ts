import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { StudioError } from '../../../app/domain/errors.ts'
import type { PromptPreset } from '../../../app/domain/prompting/prompt-preset.ts'
import { reportProblem } from '../../frame/problem-store.ts'
import { useStudio } from '../../studio/studio-context.tsx'

const presetsKey = ['prompts.presets'] as const

/** Looks that were saved for all. */
export function usePresets(): readonly PromptPreset[] {
  const { client } = useStudio()
  const { data } = useQuery({ queryKey: presetsKey, queryFn: ({ signal }) => client['prompts.presets']({}, { signal }) })
  return (data?.presets ?? []).filter(({ brand }) => brand === null)
}

/** The ways to save a look under a name, and to forget one. The latter gives it back, so that it can be undone. */
export function usePresetActions(): {
  readonly save: (preset: PromptPreset) => Promise<void>
  readonly forget: (name: string) => Promise<PromptPreset | null>
} {
  const { client } = useStudio()
  const queries = useQueryClient()
  const save = useCallback(
    async (preset: PromptPreset) => {
      try {
        await client['prompts.save-preset']({ preset })
      } catch (thrown) {
        reportProblem(StudioError.from(thrown))
      }
      await queries.invalidateQueries({ queryKey: presetsKey })
    },
    [client, queries],
  )
  const forget = useCallback(
    async (name: string) => {
      try {
        const { forgotten } = await client['prompts.forget-preset']({ name, brand: null })
        await queries.invalidateQueries({ queryKey: presetsKey })
        return forgotten
      } catch (thrown) {
        reportProblem(StudioError.from(thrown))
        return null
      }
    },
    [client, queries],
  )
  return { save, forget }
}
