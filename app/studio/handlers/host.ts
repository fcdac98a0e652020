import { join } from 'node:path'
import { z } from 'zod'
import type { Handlers } from '../../contract/define.ts'
import { type hostContract, type LogEntry, logEntry } from '../../contract/host.ts'
import { examine } from '../../library/doctor.ts'
import { readLogTail } from '../../platform/log-tail.ts'
import { inspect } from '../inspection.ts'
import type { StudioContext } from './context.ts'

export function hostHandlers(context: StudioContext): Handlers<typeof hostContract> {
  const { library, host, modelFolder } = context
  return {
    'host.describe': () => host,
    'host.doctor': ({ verify }, { signal }) => examine(library.folder, { verify, signal }),
    'host.inspect': () => inspect({ version: host.version, modelFolder, db: library.db }),
    'log.read': async ({ limit, levels }) => {
      const lines = await readLogTail(join(library.folder, 'logs'))
      const entries = lines.flatMap(shownEntry).filter(({ level }) => levels === undefined || levels.includes(level))
      return { entries: entries.slice(0, limit) }
    },
  }
}

const logLine = z.object({
  time: z.iso.datetime(),
  level: logEntry.shape.level,
  msg: z.string(),
  ref: logEntry.shape.ref.catch(null).default(null),
  err: z.object({ code: logEntry.shape.code.catch(null).default(null) }).catch({ code: null }),
})

/** What of a line may be shown; nothing for one of another shape. */
function shownEntry(line: Readonly<Record<string, unknown>>): LogEntry[] {
  const parsed = logLine.safeParse(line)
  if (!parsed.success) return []
  const { time, level, msg, ref, err } = parsed.data
  return [{ at: Date.parse(time), level, message: msg, ref, code: err.code }]
}
