import { z } from 'zod'

/**
 * What is read of fal's answers; everything else is let through.
 * https://fal.ai/docs/model-apis/model-endpoints/queue and https://fal.ai/docs/model-apis/errors
 */

export const submitAnswer = z.object({
  request_id: z.string().min(1),
  status_url: z.string().optional(),
  response_url: z.string().optional(),
  cancel_url: z.string().optional(),
})

export const statusAnswer = z.object({
  status: z.string(),
  queue_position: z.number().nullish(),
  logs: z
    .array(z.object({ message: z.string().catch('') }))
    .nullish()
    .catch(null),
  error: z.unknown().optional(),
  error_type: z.string().nullish().catch(null),
})
export type StatusAnswer = z.output<typeof statusAnswer>

export const cancelAnswer = z.object({ status: z.string() })

/** `content_type` is what fal says, not what it is. */
const file = z.object({ url: z.string().min(1), content_type: z.string().nullish().catch(null) })
const files = z.array(file).nullish()

/** Models of pictures give `images` or `image`, clips `video`, ComfyUI's workflows `outputs` by node, trainers weights. */
export const resultAnswer = z.object({
  images: files,
  image: file.nullish(),
  video: file.nullish(),
  diffusers_lora_file: file.nullish(),
  outputs: z
    .record(z.string(), z.object({ images: files }).catch({ images: null }))
    .nullish()
    .catch(null),
  has_nsfw_concepts: z
    .union([z.array(z.boolean()), z.boolean().transform((one) => [one])])
    .nullish()
    .catch(null),
})
export type ResultAnswer = z.output<typeof resultAnswer>

/** Models answer with a list of fields, the queue with a sentence. */
export const errorAnswer = z.object({
  detail: z
    .union([
      z.string(),
      z.array(
        z.object({ loc: z.array(z.union([z.string(), z.number()])).catch([]), msg: z.string().catch(''), type: z.string().catch('') }),
      ),
    ])
    .optional()
    .catch(undefined),
  error_type: z.string().nullish().catch(null),
})

/** What is kept of a submit; the addresses as fal gave them. */
export const operation = z.strictObject({
  requestId: z.string().min(1),
  statusUrl: z.string().min(1),
  responseUrl: z.string().min(1),
  cancelUrl: z.string().min(1),
})
export type Operation = z.output<typeof operation>
