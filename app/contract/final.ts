import { z } from 'zod'
import { inputRole } from '../domain/cloud/tasks.ts'
import { finalRequest } from '../domain/final/final-request.ts'
import { toldRealism } from '../domain/final/final-rules.ts'
import { jobId } from '../domain/ids.ts'
import { jsonValue } from '../domain/json.ts'
import { microUsd } from '../domain/money/money.ts'
import { ENCODE_NOTES } from '../domain/prompting/encode.ts'
import { procedure } from './define.ts'

const finalPrice = z.object({
  model: z.string(),
  parameters: z.record(z.string(), jsonValue),
  /** Of one try. */
  micros: microUsd,
  /** Kept back for one try. */
  worstCaseMicros: microUsd,
  /** As many as there may be: the first and all retries. */
  mostTries: z.int().positive(),
  /** The most that all of them may cost: kept to, whatever happens. */
  mostMicros: microUsd,
  asOf: z.string(),
  isEstimate: z.boolean(),
  realism: toldRealism,
  /** What the first try says; later ones add what went wrong. Empty for models that take pictures only. */
  prompt: z.string(),
  negativePrompt: z.string(),
  notes: z.array(z.object({ code: z.enum(ENCODE_NOTES), text: z.string() })),
  /** What the model is shown, in the order in which it counts pictures; a draft that is not made yet is among it. */
  pictures: z.array(inputRole),
  unseen: z.array(z.enum(['draft', 'person', 'garment'])),
})

const WRONG = [
  'request.invalid',
  'asset.not-found',
  'asset.not-a-picture',
  'provider.bad-request',
  'provider.model-retired',
  'money.price-unknown',
] as const

/** Finals: a garment on a person as a photograph, by a model of a service. */
export const finalContract = {
  'final.price': procedure({
    kind: 'query',
    summary: 'Tells what a final would cost at most, and what the model would be asked, before anything is sent.',
    input: finalRequest,
    output: finalPrice,
    errors: WRONG,
  }),
  'final.start': procedure({
    kind: 'mutation',
    summary: 'Makes a final: draft, paid tries within the limits, face and background of the photo put back, judged against the garment.',
    input: finalRequest,
    output: z.object({ jobId, price: finalPrice }),
    errors: [...WRONG, 'provider.off', 'provider.no-key', 'money.cap-reached', 'secrets.locked', 'secrets.failed'],
  }),
} as const
