import { z } from 'zod'

/** What is read of xAI's answers. https://docs.x.ai/docs/api-reference and @ai-sdk/xai 3.0.138 */
const usage = z.object({ cost_in_usd_ticks: z.number().nonnegative().nullish() }).nullish().catch(null)

export const imagesAnswer = z.object({
  data: z.array(z.object({ url: z.string().nullish(), b64_json: z.string().nullish(), respect_moderation: z.boolean().nullish() })),
  usage,
})

export const videoSubmit = z.object({ request_id: z.string().min(1) })

export const videoAnswer = z.object({
  status: z.string(),
  progress: z.number().nullish().catch(null),
  video: z.object({ url: z.string().nullish(), respect_moderation: z.boolean().nullish() }).nullish().catch(null),
  usage,
  error: z
    .object({ code: z.string().nullish().catch(null), message: z.string().nullish().catch(null) })
    .nullish()
    .catch(null),
})
export type VideoAnswer = z.output<typeof videoAnswer>

/** Two shapes, by the part of the service. */
export const errorAnswer = z.union([
  z.object({ error: z.object({ message: z.string().catch(''), code: z.string().nullish().catch(null) }) }).transform(({ error }) => error),
  z.object({ error: z.string(), code: z.string().nullish().catch(null) }).transform(({ error, code }) => ({ message: error, code })),
])

export const operation = z.strictObject({ video: z.string().min(1) })
