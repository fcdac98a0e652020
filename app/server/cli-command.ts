import type { Command } from 'commander'
import type { CommandContext } from './commands/command.ts'

export interface GlobalOptions {
  readonly json?: boolean
  readonly library?: string
}

/** Runs the body of a command with what it needs, and turns its outcome into an exit code. */
export type Launch = (globals: GlobalOptions, run: (context: CommandContext) => Promise<number>) => Promise<void>

/** A command with the options that all of them have. */
export function command(parent: Command, name: string): Command {
  return parent
    .command(name)
    .option('--json', 'answer with one JSON object on the last line of stdout')
    .option('--library <folder>', 'the library to use (also DRAPE_LIBRARY)')
}
