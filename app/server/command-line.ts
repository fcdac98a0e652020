import { cpus, homedir } from 'node:os'
import { readConfig } from '../platform/config.ts'
import { createProgram } from './cli.ts'
import type { CommandContext } from './commands/command.ts'
import { findInstallation } from './installation.ts'
import { createOutput, EXIT, fail } from './output.ts'

/** The command line: every way to use the studio without a window. */
export async function runCommandLine(): Promise<void> {
  const abort = new AbortController()
  // `drape … | head` closes our stdout: nobody listens any more, which is no error of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(process.exitCode ?? EXIT.ok)
  })
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      // The second time there is no waiting for a job to end.
      if (abort.signal.aborted) process.exit(EXIT.cancelled)
      abort.abort(new Error(name))
    })
  }

  const program = createProgram(async (globals, run) => {
    const output = createOutput(globals.json === true)
    try {
      const config = readConfig({
        ...(globals.library === undefined ? {} : { libraryFolder: globals.library }),
        env: process.env,
        platform: process.platform,
        homeFolder: homedir(),
        cpuCount: cpus().length,
      })
      const context: CommandContext = { config, installation: await findInstallation(), output, signal: abort.signal }
      process.exitCode = await run(context)
    } catch (thrown) {
      process.exitCode = fail(output, thrown)
    }
  })
  await program.parseAsync()
}
