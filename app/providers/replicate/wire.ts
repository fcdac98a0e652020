import { z } from 'zod'

/** What is read of Replicate's answers. https://replicate.com/docs/reference/http#predictions.get */
export const prediction = z.object({
  id: z.string().min(1),
  status: z.string(),
  model: z.string().nullish().catch(null),
  version: z.string().nullish().catch(null),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish().catch(null),
  created_at: z.string().nullish().catch(null),
  data_removed: z.boolean().nullish().catch(null),
})
export type Prediction = z.output<typeof prediction>

export const predictions = z.object({ results: z.array(prediction), next: z.string().nullish() })

export const fileAnswer = z.object({ urls: z.object({ get: z.string().min(1) }), expires_at: z.string().nullish().catch(null) })

export const errorAnswer = z.object({
  title: z.string().nullish().catch(null),
  detail: z.string().nullish().catch(null),
  invalid_fields: z
    .array(z.object({ field: z.string().catch(''), description: z.string().catch('') }))
    .nullish()
    .catch(null),
})

export const operation = z.strictObject({ prediction: z.string().min(1) })
