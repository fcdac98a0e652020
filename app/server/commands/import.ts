import { importPaths } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { type CommandContext, withSession } from './command.ts'

/** `drape import PATHS...`: fails only where nothing at all could be brought in. */
export async function runImport(context: CommandContext, paths: readonly string[]): Promise<number> {
  const report = await withSession(context, 'work', (session) => importPaths(session, paths, context))
  const ok = report.imported.length + report.duplicates.length > 0 || report.refused.length === 0
  context.output.answer({ ok, ...report }, [
    ...report.imported.map((one) => `imported   ${one.path}  ${one.width} x ${one.height}  ${one.type}  ${one.id}`),
    ...report.duplicates.map((one) => `known      ${one.path}  ${one.id}`),
    ...report.refused.map((one) => `refused    ${one.path}  ${one.message} [${one.code}]`),
    `${report.imported.length} imported, ${report.duplicates.length} known already, ${report.refused.length} refused`,
  ])
  return ok ? EXIT.ok : EXIT.failed
}
