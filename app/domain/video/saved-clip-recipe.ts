import { z } from 'zod'
import { clipRecipe } from './clip-recipe.ts'

/** What clips go out as, kept under a name, for everything or for one brand. A cut belongs to one clip and is not kept. */
export const savedClipRecipe = z.strictObject({
  version: z.literal(1),
  name: z.string().trim().min(1).max(80),
  brand: z.string().trim().min(1).max(120).nullable().default(null),
  recipe: clipRecipe.refine(({ trim }) => trim === null, { error: 'A cut belongs to one clip', path: ['trim'] }),
})
export type SavedClipRecipe = z.output<typeof savedClipRecipe>
