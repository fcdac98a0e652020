import { type Command, InvalidArgumentError, Option } from 'commander'
import { command, type GlobalOptions, type Launch } from './cli-command.ts'
import type { AnalyseArguments } from './commands/analyse.ts'
import type { RequestedType } from './commands/try-on.ts'

/** What a try-on takes beyond a draft: a model of a service that makes a photograph of it, for money. */
export function addFinalOptions(tryOn: Command): Command {
  return tryOn
    .addOption(
      new Option('--mode <mode>', 'a draft on this machine, or a final by a model of a service, for money')
        .choices(['draft', 'final'])
        .default('draft'),
    )
    .option('--model <id>', 'of a final: a model that edits or tries on, such as fal:nano-banana-2-edit')
    .option('--max-usd <n>', 'of a final: the most that all tries may cost together', dollars)
    .option('--price', 'of a final: tell what it may cost and what the model would be asked, and send nothing')
    .option('--realism <n>', 'of a final: 1 to 5', level, 3)
    .option('--no-preserve-face', 'of a final: do not put the face of the photo back')
    .option('--no-preserve-background', 'of a final: do not put the background of the photo back')
    .option('--seed <n>', 'of a final', whole, 1)
    .option('--prompt <text>', 'of a final: further words', '')
    .option('--brand <name>', 'of a final: whose money it is')
    .option('--weak-draft', 'of a final: spend money on a draft that is below its threshold too')
}

export function addAnalyseCommand(program: Command, launch: Launch, requestedType: (text: string) => RequestedType): void {
  command(program, 'analyse')
    .description('Tells what a garment is: colours, pattern, lengths. On this machine, or by a model of a service for money.')
    .requiredOption('--in <file>', 'photo of the garment')
    .option('--garment-type <type>', 'what the garment is', requestedType, 'auto')
    .option('--model <id>', 'a model that looks at pictures, such as google:gemini-3.5-flash-lite')
    .option('--max-usd <n>', 'the most that it may cost', dollars)
    .action((options: AnalyseArguments & GlobalOptions) =>
      launch(options, async (context) => (await import('./commands/analyse.ts')).runAnalyse(context, options)),
    )
}

export function dollars(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value < 0)
    throw new InvalidArgumentError('An amount in dollars is needed, such as 0.5.')
  return value
}

function whole(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) throw new InvalidArgumentError('A whole number is needed.')
  return value
}

function level(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > 5) throw new InvalidArgumentError('A level from 1 to 5 is needed.')
  return value
}
