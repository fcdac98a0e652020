import { z } from 'zod'

/**
 * What is read of Gemini's answers.
 * https://ai.google.dev/api/generate-content, https://ai.google.dev/gemini-api/docs/interactions, https://ai.google.dev/api/models
 */

const part = z.object({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  inlineData: z.object({ mimeType: z.string().nullish(), data: z.string() }).nullish().catch(null),
})

export const contentAnswer = z.object({
  candidates: z
    .array(
      z.object({
        content: z.object({ parts: z.array(part).nullish() }).nullish(),
        finishReason: z.string().nullish(),
        finishMessage: z.string().nullish(),
      }),
    )
    .nullish(),
  promptFeedback: z.object({ blockReason: z.string().nullish(), blockReasonMessage: z.string().nullish() }).nullish(),
})
export type ContentAnswer = z.output<typeof contentAnswer>

const made = z.object({
  type: z.string(),
  uri: z.string().nullish(),
  data: z.string().nullish(),
  mime_type: z.string().nullish(),
  text: z.string().nullish(),
})

export const interaction = z.object({
  id: z.string().min(1),
  status: z.string(),
  steps: z
    .array(z.object({ type: z.string().nullish(), content: z.array(made).nullish().catch(null) }))
    .nullish()
    .catch(null),
  errors: z.unknown().optional(),
  error: z.unknown().optional(),
})
export type Interaction = z.output<typeof interaction>

export const errorAnswer = z.object({
  error: z.object({
    message: z.string().catch(''),
    status: z.string().nullish().catch(null),
    details: z
      .array(z.object({ reason: z.string().nullish(), retryDelay: z.string().nullish() }).catch({}))
      .nullish()
      .catch(null),
  }),
})

export const operation = z.strictObject({ interaction: z.string().min(1) })
