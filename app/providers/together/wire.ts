import { z } from 'zod'

/** What is read of Together's answers. https://docs.together.ai/reference/post-images-generations */
export const imagesAnswer = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })),
})

export const errorAnswer = z.object({
  error: z.object({
    message: z.string().catch(''),
    type: z.string().nullish().catch(null),
    code: z.union([z.string(), z.number()]).nullish().catch(null),
  }),
})
