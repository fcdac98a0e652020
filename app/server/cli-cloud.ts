import { type Command, InvalidArgumentError, Option } from 'commander'
import { cloudTask, providerId } from '../domain/cloud/tasks.ts'
import { command, type GlobalOptions, type Launch } from './cli-command.ts'
import { dollars } from './cli-final.ts'
import type { GenerateArguments } from './commands/generate.ts'

const SERVICES = providerId.exclude(['local']).options
type Service = (typeof SERVICES)[number]

/** Commands are loaded when they run. */
const commands = {
  providers: () => import('./commands/providers.ts'),
  generate: () => import('./commands/generate.ts'),
  ledger: () => import('./commands/ledger.ts'),
} as const

/** Services with keys of one's own: what they are, what they make, what they cost. */
export function addCloudCommands(program: Command, launch: Launch): void {
  command(program, 'providers')
    .description('Lists the cloud services: which are on, which have a key, which wait for you.')
    .option('--on <service>', `switch one on: ${SERVICES.join(', ')}`, service)
    .option('--off <service>', 'switch one off', service)
    .option('--resume <service>', 'let work go to one again that was held back', service)
    .action((options: { on?: Service; off?: Service; resume?: Service } & GlobalOptions) =>
      launch(options, async (context) => (await commands.providers()).runProviders(context, options)),
    )
  addKeyCommands(program, launch)
  addGenerateCommand(program, launch)
  command(program, 'ledger')
    .description('Tells what was spent on cloud services; today where no days are named.')
    .option('--from <day>', 'first day, YYYY-MM-DD')
    .option('--to <day>', 'last day')
    .option('--csv', 'as a table for spreadsheets')
    .action((options: { from?: string; to?: string; csv?: boolean } & GlobalOptions) =>
      launch(options, async (context) => (await commands.ledger()).runLedger(context, options)),
    )
}

function addKeyCommands(program: Command, launch: Launch): void {
  const key = program.command('key').description('Puts keys of services into the keyring, tests them, takes them out.')
  command(key, 'set')
    .description('Keeps the key that comes on stdin, or is typed at the prompt. It never stands on the command line.')
    .argument('<service>', SERVICES.join(', '), service)
    .action((name: Service, options: GlobalOptions) =>
      launch(options, async (context) => (await commands.providers()).setKey(context, name)),
    )
  command(key, 'test')
    .description('Asks the service whether it takes the key, without cost.')
    .argument('<service>', SERVICES.join(', '), service)
    .action((name: Service, options: GlobalOptions) =>
      launch(options, async (context) => (await commands.providers()).testKey(context, name)),
    )
  command(key, 'remove')
    .description('Takes the key out of the keyring.')
    .argument('<service>', SERVICES.join(', '), service)
    .action((name: Service, options: GlobalOptions) =>
      launch(options, async (context) => (await commands.providers()).removeKey(context, name)),
    )
}

function addGenerateCommand(program: Command, launch: Launch): void {
  command(program, 'generate')
    .description('Has a cloud model make pictures or a clip. Costs money: --max-usd says how much it may.')
    .requiredOption('--model <id>', 'a model of `drape providers`, such as fal:nano-banana-pro-edit')
    .option('--prompt <text>', 'what to make', '')
    .option('--negative <text>', 'what to leave out', '')
    .option('--in <file>', 'a picture it works on; again for further ones', more)
    .option('--person <file>', 'for a try-on: the person', more)
    .option('--garment <file>', 'for a try-on: the garment', more)
    .addOption(new Option('--task <task>', 'what it is asked for, where the model can do several things').choices(cloudTask.options))
    .option('--parameter <name=value>', 'a parameter of the model; again for further ones', more)
    .option('--fallback <id>', 'a model to use where the first takes nothing; again for further ones', more)
    .option('--brand <name>', 'whose money it is')
    .option('--max-usd <n>', 'the most that all tries may cost together', dollars)
    .option('--price', 'tell what it would cost, and send nothing')
    .option('--out <file>', 'where the first result goes; all are kept in the library in any case')
    .action((options: GenerateArguments & GlobalOptions) =>
      launch(options, async (context) => (await commands.generate()).runGenerate(context, options)),
    )
}

function service(text: string): Service {
  const known = SERVICES.find((name) => name === text)
  if (known === undefined) throw new InvalidArgumentError(`Allowed choices are ${SERVICES.join(', ')}.`)
  return known
}

function more(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}
