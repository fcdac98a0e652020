import { z } from 'zod'
import { procedure } from './define.ts'
import { jobsContract } from './jobs.ts'
import { libraryContract } from './library.ts'
import { tryOnContract } from './try-on.ts'

const check = z.object({ id: z.string(), ok: z.boolean(), details: z.string() })
const problem = z.object({ code: z.string(), path: z.string(), message: z.string(), action: z.string() })
export const doctorReport = z.object({ ok: z.boolean(), checks: z.array(check), problems: z.array(problem) })
export type DoctorReport = z.output<typeof doctorReport>

const hostContract = {
  'host.describe': procedure({
    kind: 'query',
    summary: 'Tells what this host can do, and which build it is.',
    input: z.object({}),
    output: z.object({
      buildId: z.string(),
      version: z.string(),
      capabilities: z.object({
        nativeDialogs: z.boolean(),
        revealInFolder: z.boolean(),
        pathImport: z.boolean(),
        secureSecrets: z.boolean(),
      }),
    }),
    errors: [],
  }),
  'host.doctor': procedure({
    kind: 'query',
    summary: 'Checks the library while it is open: database integrity, orphans; with `verify` every file against its hash.',
    input: z.object({ verify: z.boolean().default(false) }),
    output: doctorReport,
    errors: ['storage.failed'],
  }),
} as const

/** Everything the studio can do, as one value. */
export const studioContract = { ...hostContract, ...libraryContract, ...tryOnContract, ...jobsContract } as const
export type StudioContract = typeof studioContract
