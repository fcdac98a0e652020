import { z } from 'zod'
import { procedure } from '../contract/define.ts'
import { ERROR_CODES, type ErrorCode } from '../domain/errors.ts'

const anyCode = Object.keys(ERROR_CODES) as ErrorCode[]

/**
 * What a worker thread can do. Stages declare their own codes and `step` checks them, imports likewise, so a worker passes
 * on any code.
 */
export const workerContract = {
  'stage.run': procedure({
    kind: 'mutation',
    summary: 'Runs one stage over artifacts of the library.',
    input: z.object({ stageId: z.string(), input: z.unknown() }),
    output: z.unknown(),
    errors: anyCode,
  }),
  'import.prepare': procedure({
    kind: 'mutation',
    summary: 'Checks a file, copies it into the staging folder of the library (or takes it where it lies there) and makes its thumbnails.',
    input: z.object({ path: z.string(), name: z.string(), take: z.enum(['copy', 'move']) }),
    output: z.unknown(),
    errors: anyCode,
  }),
} as const
