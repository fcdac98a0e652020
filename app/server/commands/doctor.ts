import { examineLibrary, rebuildLibrary } from '../../studio/maintenance.ts'
import { EXIT } from '../output.ts'
import type { CommandContext } from './command.ts'

/** `drape doctor [--verify] [--rebuild]`: looks, and only with `--rebuild` changes anything. */
export async function runDoctor(
  context: CommandContext,
  options: { readonly verify: boolean; readonly rebuild: boolean },
): Promise<number> {
  const { config, signal, output } = context
  const rebuilt = options.rebuild ? await rebuildLibrary(config, signal) : undefined
  const report = await examineLibrary(config, { verify: options.verify, signal })
  output.answer({ ...report, ...(rebuilt === undefined ? {} : { rebuilt }) }, [
    ...(rebuilt === undefined
      ? []
      : [
          `rebuilt: ${rebuilt.assets} assets, ${rebuilt.adopted} adopted, ${rebuilt.documents} documents${rebuilt.setAside === null ? '' : `, old index kept as ${rebuilt.setAside}`}`,
        ]),
    ...report.checks.map((check) => `${check.ok ? 'ok  ' : 'BAD '} ${check.id}: ${check.details}`),
    ...report.problems.map((problem) => `     ${problem.path}: ${problem.message}. ${problem.action}.`),
    report.ok ? 'The library is sound.' : 'The library needs help.',
  ])
  return report.ok ? EXIT.ok : EXIT.failed
}
