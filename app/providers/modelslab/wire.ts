import { z } from 'zod'

/** What is read of ModelsLab's answers. https://docs.modelslab.com/image-generation/overview (source: ModelsLab/docs-v2) */
const urls = z.array(z.string()).nullish().catch(null)

export const answer = z.object({
  status: z.string(),
  id: z.union([z.string(), z.number()]).nullish().catch(null),
  eta: z.number().nullish().catch(null),
  fetch_result: z.string().nullish().catch(null),
  output: urls,
  proxy_links: urls,
  message: z.unknown().optional(),
  /** As it is written in some of their answers. */
  messege: z.unknown().optional(),
  error: z.unknown().optional(),
  retry_after: z.number().nullish().catch(null),
})
export type Answer = z.output<typeof answer>

export const uploadAnswer = z.object({ output: z.array(z.url()).min(1) })

export const operation = z.strictObject({ id: z.string().min(1), fetchUrl: z.string().min(1) })
export type Operation = z.output<typeof operation>
