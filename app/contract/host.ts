import { z } from 'zod'
import { ERROR_CODES, type ErrorCode } from '../domain/errors.ts'
import { procedure } from './define.ts'
import { hostFacts } from './host-facts.ts'

const check = z.object({ id: z.string(), ok: z.boolean(), details: z.string() })
const problem = z.object({ code: z.string(), path: z.string(), message: z.string(), action: z.string() })
export const doctorReport = z.object({ ok: z.boolean(), checks: z.array(check), problems: z.array(problem) })
export type DoctorReport = z.output<typeof doctorReport>

export const inspection = z.object({
  system: z.object({ platform: z.string(), release: z.string(), arch: z.string(), cpuCount: z.int(), memoryBytes: z.int() }),
  versions: z.array(z.object({ name: z.string(), version: z.string() })),
  models: z.array(z.object({ name: z.string(), sizeBytes: z.int(), licence: z.string(), state: z.enum(['fine', 'missing', 'damaged']) })),
  /** Programs of this machine that the studio can use; null where there is none. */
  programs: z.array(z.object({ name: z.string(), version: z.string().nullable() })),
})
export type Inspection = z.output<typeof inspection>

const errorCode = z.enum(Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]])
const logLevel = z.enum(['debug', 'info', 'warn', 'error'])

/** A line of the log without stack, cause or path: what may be shown. */
export const logEntry = z.object({
  at: z.int(),
  level: logLevel,
  message: z.string(),
  ref: z.string().nullable(),
  code: errorCode.nullable(),
})
export type LogEntry = z.output<typeof logEntry>

/** What this host is, can do and has found, and how the library is. */
export const hostContract = {
  'host.describe': procedure({
    kind: 'query',
    summary: 'Tells what this host can do, and which build it is.',
    input: z.object({}),
    output: hostFacts,
    errors: [],
  }),
  'host.doctor': procedure({
    kind: 'query',
    summary: 'Checks the library while it is open: database integrity, orphans; with `verify` every file against its hash.',
    input: z.object({ verify: z.boolean().default(false) }),
    output: doctorReport,
    errors: ['storage.failed'],
  }),
  'host.inspect': procedure({
    kind: 'query',
    summary: 'Tells what was found on this machine: versions, models with their digests checked, programs.',
    input: z.object({}),
    output: inspection,
    errors: [],
  }),
  'log.read': procedure({
    kind: 'query',
    summary: 'Reads the end of the log, newest first, without stacks and paths.',
    input: z.object({ limit: z.int().min(1).max(500).default(100), levels: z.array(logLevel).min(1).optional() }),
    output: z.object({ entries: z.array(logEntry) }),
    errors: ['storage.failed'],
  }),
} as const
