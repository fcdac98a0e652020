import { z } from 'zod'

/** What is read of Runway's answers. https://docs.dev.runwayml.com/api and https://docs.dev.runwayml.com/errors/task-failures */
export const submitAnswer = z.object({ id: z.string().min(1) })

const cost = z.object({ credits: z.number().nonnegative() }).nullish().catch(null)

export const taskAnswer = z.object({
  status: z.string(),
  progress: z.number().nullish().catch(null),
  output: z.array(z.string()).nullish().catch(null),
  failure: z.string().nullish().catch(null),
  failureCode: z.string().nullish().catch(null),
  cost,
})
export type TaskAnswer = z.output<typeof taskAnswer>

export const uploadAnswer = z.object({ uploadUrl: z.url(), fields: z.record(z.string(), z.string()), runwayUri: z.string().min(1) })

export const organization = z.object({ creditBalance: z.number().nullish().catch(null) })

export const errorAnswer = z.object({
  error: z.string().catch(''),
  issues: z
    .array(z.object({ path: z.array(z.union([z.string(), z.number()])).catch([]), message: z.string().catch('') }))
    .nullish()
    .catch(null),
})

export const operation = z.strictObject({ task: z.string().min(1) })
