import { z } from 'zod'
import { shoot } from './shoot.ts'
import { styleId } from './styles.ts'

/** A look that is kept under a name, for everything or for one brand. */
export const promptPreset = z.object({
  name: z.string().trim().min(1).max(80),
  brand: z.string().trim().min(1).max(200).nullable().default(null),
  style: styleId.nullable().default(null),
  shoot: shoot.prefault({}),
  prompt: z.string().max(2_000).default(''),
  negativePrompt: z.string().max(2_000).default(''),
})
export type PromptPreset = z.output<typeof promptPreset>
