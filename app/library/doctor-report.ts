import { z } from 'zod'
import type { ErrorCode } from '../domain/errors.ts'
import { ERROR_CODES } from '../domain/errors.ts'

const codes = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]]

/** One thing that is wrong, where, and what a person can do about it. */
export const problem = z.object({
  code: z.enum(codes),
  /** Relative to the library, `/` separated. */
  path: z.string(),
  message: z.string(),
  action: z.string(),
})
export type Problem = z.output<typeof problem>

/** What the doctor looked at, in this order. */
export const CHECK_IDS = [
  'identity',
  'database',
  'schema',
  'files',
  'sidecars',
  'thumbnails',
  'documents',
  'contents',
  'unfinished',
] as const

export const doctorReport = z.object({
  ok: z.boolean(),
  checks: z.array(z.object({ id: z.enum(CHECK_IDS), ok: z.boolean(), details: z.string() })),
  problems: z.array(problem),
})
export type DoctorReport = z.output<typeof doctorReport>
