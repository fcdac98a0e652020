import { z } from 'zod'
import { preferences } from '../domain/preferences.ts'
import { procedure } from './define.ts'

/** Language, theme and shortcuts, the same in every window of a library. */
export const preferencesContract = {
  'preferences.read': procedure({
    kind: 'query',
    summary: 'Reads what a person has chosen: language, theme, shortcuts.',
    input: z.object({}),
    output: preferences,
    errors: [],
  }),
  'preferences.change': procedure({
    kind: 'mutation',
    summary: 'Changes some of the preferences; what is not named stays.',
    input: z.object({
      language: preferences.shape.language.exactOptional(),
      theme: preferences.shape.theme.exactOptional(),
      shortcuts: preferences.shape.shortcuts.exactOptional(),
    }),
    output: preferences,
    errors: ['storage.full', 'storage.failed'],
  }),
} as const
