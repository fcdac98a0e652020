import { z } from 'zod'
import { LANGUAGES } from './languages.ts'

/** Longest text of a shortcut: three modifiers and the longest name of a key. */
const MAX_SHORTCUT = 40

/** What a person has chosen about the face of the studio. Kept with the library, so that every window and tab agrees. */
export const preferences = z.object({
  /** Null: the first language of the system that the studio speaks. */
  language: z.enum(LANGUAGES.map(({ id }) => id)).nullable(),
  theme: z.enum(['dark', 'light', 'system']),
  /** Shortcuts that differ from the table of commands, by command id; null takes the shortcut away. */
  shortcuts: z.record(z.string().max(MAX_SHORTCUT), z.string().max(MAX_SHORTCUT).nullable()),
})
export type Preferences = z.output<typeof preferences>

export const DEFAULT_PREFERENCES: Preferences = { language: null, theme: 'dark', shortcuts: {} }
