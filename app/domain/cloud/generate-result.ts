import { z } from 'zod'
import { assetId, contentHash, submissionId } from '../ids.ts'
import { jsonValue } from '../json.ts'
import { microUsd } from '../money/money.ts'
import { chargeBasis } from '../money/submission.ts'
import { providerId } from './tasks.ts'

/** What came of work at a service, and what it cost. */
export const generateResult = z.object({
  assets: z.array(
    z.object({
      assetId,
      hash: contentHash,
      name: z.string(),
      type: z.string(),
      width: z.int().positive(),
      height: z.int().positive(),
      sizeBytes: z.int().nonnegative(),
    }),
  ),
  /** Answers in words, of models that look at pictures. */
  answers: z.array(jsonValue),
  provider: providerId,
  model: z.string(),
  submissionId,
  chargeMicros: microUsd,
  basis: chargeBasis,
})
export type GenerateResult = z.output<typeof generateResult>
