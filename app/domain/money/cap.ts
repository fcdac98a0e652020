import { z } from 'zod'
import { microUsd } from './money.ts'

/**
 * A limit. `all` and `provider` and `brand` count in days and months of the person's time zone; `job` counts all that one job has sent.
 * Subject: the brand or the provider it is for; null for each of them on its own.
 */
export const spendCap = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('all'), subject: z.null(), period: z.enum(['day', 'month']), micros: microUsd }),
  z.object({
    scope: z.literal('brand'),
    subject: z.string().min(1).max(200).nullable(),
    period: z.enum(['day', 'month']),
    micros: microUsd,
  }),
  z.object({
    scope: z.literal('provider'),
    subject: z.string().min(1).max(40).nullable(),
    period: z.enum(['day', 'month']),
    micros: microUsd,
  }),
  z.object({ scope: z.literal('job'), subject: z.null(), period: z.literal('ever'), micros: microUsd }),
])
export type SpendCap = z.output<typeof spendCap>

/** Which limit it is, without its amount. */
export type CapKey = Pick<SpendCap, 'scope' | 'subject' | 'period'>
