import { z } from 'zod'
import { providerId } from '../cloud/tasks.ts'
import { assetId, contentHash, submissionId } from '../ids.ts'
import { microUsd } from '../money/money.ts'
import { TRUTH_SENTENCES, truthReport } from '../truth-report.ts'
import { toldRealism } from './final-rules.ts'

const kept = z.object({ assetId, hash: contentHash, width: z.int().positive(), height: z.int().positive() })

/** One paid try. */
const finalTry = z.object({
  submissionId,
  /** As the service made it, in the library too: it is paid for. */
  made: kept,
  chargeMicros: microUsd,
  seed: z.int().nullable(),
  prompt: z.string(),
  score: z.number().min(0).max(1),
  verdict: z.enum(['ok', 'below-threshold']),
  faults: z.array(z.enum([...TRUTH_SENTENCES, 'not-alike'])),
})

/**
 * What came of a final: the best try with what is preserved put back, and how it was judged. `stopped` says why no further try was paid:
 * it was good, no retry was left, limits on spending, or the service refused.
 */
export const finalResult = z.object({
  final: kept,
  /** Where the photo was kept to the byte, a PNG of the final's size; null where nothing was put back. */
  keptMask: contentHash.nullable(),
  /** Null where none could be made. */
  draft: z.object({ assetId, hash: contentHash }).nullable(),
  verdict: z.enum(['ok', 'below-threshold']),
  score: z.number().min(0).max(1),
  /** Why nothing of the photo was put back; null where it was, or was not asked for. */
  problem: z.enum(['nobody', 'not-alike']).nullable(),
  /** How far final and photo show the same where they should, 0..1; null where that was not looked at. */
  agreement: z.number().nullable(),
  truth: z.array(z.object({ garmentId: assetId, report: truthReport })),
  tries: z.array(finalTry).min(1),
  /** Which of the tries it is, from 0. */
  chosen: z.int().nonnegative(),
  stopped: z.enum(['good', 'retries', 'budget', 'refused']),
  /** The code behind `refused` and `budget`. */
  stoppedCode: z.string().nullable(),
  realism: toldRealism,
  /** Pictures that the model had no room for. */
  unseen: z.array(z.enum(['draft', 'person', 'garment'])),
  provider: providerId,
  model: z.string(),
  /** Of all tries. */
  chargeMicros: microUsd,
  totalMs: z.number().nonnegative(),
})
export type FinalResult = z.output<typeof finalResult>
