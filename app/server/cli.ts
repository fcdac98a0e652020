import { Command, InvalidArgumentError, Option } from 'commander'
import { CLIP_RATIOS } from '../domain/director/direction.ts'
import { TEMPLATE_NAMES } from '../domain/director/templates.ts'
import { StudioError } from '../domain/errors.ts'
import { EXPORT_PRESETS } from '../domain/export/export-presets.ts'
import { EXPORT_FORMATS, MARK_PLACES } from '../domain/export/export-recipe.ts'
import { MOST_GARMENTS } from '../domain/garment-region.ts'
import { garmentType, tuck } from '../domain/try-on.ts'
import { CLIP_CODECS, CLIP_FITS } from '../domain/video/clip-recipe.ts'
import { addCloudCommands } from './cli-cloud.ts'
import { command, type GlobalOptions, type Launch } from './cli-command.ts'
import { addAnalyseCommand, addFinalOptions } from './cli-final.ts'
import type { EditArguments } from './commands/edit.ts'
import type { ExportClipArguments } from './commands/export-clip.ts'
import type { ExportArguments } from './commands/export-image.ts'
import type { FinalArguments } from './commands/final.ts'
import type { GridArguments } from './commands/grid.ts'
import type { JudgeArguments } from './commands/judge.ts'
import type { MotionArguments } from './commands/motion.ts'
import type { RequestedType } from './commands/try-on.ts'
import { createOutput, EXIT, fail } from './output.ts'

/** Commands are loaded when they run: none waits for what only another needs. */
const commands = {
  tryOn: () => import('./commands/try-on.ts'),
  final: () => import('./commands/final.ts'),
  grid: () => import('./commands/grid.ts'),
  cutOut: () => import('./commands/cut-out.ts'),
  pose: () => import('./commands/pose.ts'),
  judge: () => import('./commands/judge.ts'),
  edit: () => import('./commands/edit.ts'),
  exportClip: () => import('./commands/export-clip.ts'),
  exportImage: () => import('./commands/export-image.ts'),
  motion: () => import('./commands/motion.ts'),
  import: () => import('./commands/import.ts'),
  jobs: () => import('./commands/jobs.ts'),
  serve: () => import('./commands/serve.ts'),
  doctor: () => import('./commands/doctor.ts'),
} as const

/** The commands, their options and their help. A usage error exits with 2. */
export function createProgram(launch: Launch): Command {
  const program = new Command('drape')
    .description(
      'A creative studio for fashion. All of it runs on this machine, but for what you ask of cloud services with your own keys.',
    )
    .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT.ok : usageError(error.message)))
  addDraftCommands(program, launch)
  addPictureCommands(program, launch)
  addAnalyseCommand(program, launch, (text) => requestedType(text, []).at(-1) ?? 'auto')
  addDocumentCommands(program, launch)
  addExportCommand(program, launch)
  addMotionCommand(program, launch)
  addExportClipCommand(program, launch)
  addCloudCommands(program, launch)
  addLibraryCommands(program, launch)
  return program
}

/** A mistake in the call is told in the form the caller asked for. */
function usageError(message: string): number {
  const isJson = process.argv.includes('--json')
  return isJson ? fail(createOutput(true), new StudioError('request.invalid', message)) : EXIT.usage
}

function addDraftCommands(program: Command, launch: Launch): void {
  addFinalOptions(command(program, 'try-on'))
    .description('Makes a draft of one to four garments on a person, or a final of it.')
    .requiredOption('--person <file>', 'photo of a person')
    .requiredOption(
      '--garment <file>',
      'photo of a garment: flat, hanging, on a mannequin or worn; again for each one worn over it',
      atMost(MOST_GARMENTS, 'garments'),
    )
    .option('--garment-type <type>', 'what the garment is; again for each further one', requestedType, [])
    .option('--open <n>', 'wear the n-th garment open over the ones below it; again for further ones', place, [])
    .addOption(new Option('--tuck <where>', 'where the innermost top ends on trousers or a skirt').choices(tuck.options).default('auto'))
    .option('--out <file.png>', 'where the draft goes; it is kept in the library in any case')
    .option('--debug <folder>', 'write masks, keypoints, mesh and timings there')
    .option('--max-retries <n>', 'other strategies to try when the quality is low, 0 to 3', integer, 2)
    .option('--threshold <share>', 'quality from which a draft is good enough, 0 to 1', fraction, 0.7)
    .option('--working-side <px>', 'long side of the working picture, 512 to 3072', integer)
    .option('--corrections <file.json>', 'what was put right by hand: joints, anchors, strokes; as in a recipe')
    .option('--strict', 'fail where the draft stays below the threshold')
    .action((options: FinalArguments & GlobalOptions & { readonly mode: 'draft' | 'final' }) =>
      launch(options, async (context) => {
        if (options.mode === 'final') return (await commands.final()).runFinal(context, options)
        return (await commands.tryOn()).runTryOn(context, options)
      }),
    )
  command(program, 'grid')
    .description('Makes a draft of every person in every garment.')
    .requiredOption('--person <files...>', 'photos of persons', atMost(MOST_IN_GRID, 'persons'))
    .requiredOption('--garment <files...>', 'photos of garments', atMost(MOST_IN_GRID, 'garments'))
    .option('--garment-type <type>', 'what the garment is; again for each further one', requestedType, [])
    .option('--out <folder>', 'where the drafts go; they are kept in the library in any case')
    .option('--sheet <file.jpg>', 'draw all drafts on one sheet: persons down, garments across')
    .option('--max-retries <n>', 'other strategies to try when the quality is low, 0 to 3', integer, 2)
    .option('--threshold <share>', 'quality from which a draft is good enough, 0 to 1', fraction, 0.7)
    .option('--working-side <px>', 'long side of the working picture, 512 to 3072', integer)
    .option('--strict', 'fail where any pair fails or stays below the threshold, not only where all fail')
    .action((options: GridArguments & GlobalOptions) =>
      launch(options, async (context) => (await commands.grid()).runGrid(context, options)),
    )
}

function addPictureCommands(program: Command, launch: Launch): void {
  command(program, 'cut-out')
    .description('Cuts the person or the garment out of a picture.')
    .requiredOption('--in <file>', 'the picture')
    .addOption(new Option('--kind <kind>', 'what to cut out').choices(['person', 'garment']).makeOptionMandatory())
    .option('--out <file.png>', 'where the cut-out goes')
    .option('--mask <file.png>', 'where the mask goes')
    .action((options: { in: string; kind: 'person' | 'garment'; out?: string; mask?: string } & GlobalOptions) =>
      launch(options, async (context) => (await commands.cutOut()).runCutOut(context, options)),
    )
  command(program, 'pose')
    .description('Finds people and their 33 landmarks, in pixels of the upright picture.')
    .requiredOption('--in <file>', 'the picture')
    .action((options: { in: string } & GlobalOptions) =>
      launch(options, async (context) => (await commands.pose()).runPose(context, options.in)),
    )
  command(program, 'judge')
    .description('Compares a result with the photo of its garment: colours, logo or print, stripes, sharpness, sleeves, hem, neckline.')
    .requiredOption('--result <file>', 'a draft, or any picture of somebody wearing the garment')
    .requiredOption('--garment <file>', 'photo of the garment')
    .option('--person <file>', 'the photo that the result was made from, where there is one')
    .option('--garment-type <type>', 'what the garment is', (text: string) => requestedType(text, []).at(-1), 'auto')
    .option('--strict', 'fail where something of the garment has changed')
    .action((options: JudgeArguments & GlobalOptions) =>
      launch(options, async (context) => (await commands.judge()).runJudge(context, options)),
    )
}

function addDocumentCommands(program: Command, launch: Launch): void {
  command(program, 'edit')
    .description('Edits a document of the canvas by commands, as one step that can be taken back.')
    .option('--document <id>', 'the document')
    .option(
      '--new <picture>',
      'make a new document of a picture (file, or id as in the library); again for further layers',
      atMost(100, 'pictures'),
      [],
    )
    .option('--name <name>', 'name of the new document')
    .option('--commands <file.json>', 'what is done, all or none: commands as in the contract; - reads stdin')
    .option('--base-revision <n>', 'do nothing where the document has another revision', integer)
    .action((options: EditArguments & GlobalOptions) =>
      launch(options, async (context) => (await commands.edit()).runEdit(context, options)),
    )
}

function addExportCommand(program: Command, launch: Launch): void {
  command(program, 'export-image')
    .description('Exports a document of the canvas as pictures: one file for each recipe or preset.')
    .requiredOption('--document <id>', 'the document')
    .option('--step <n>', 'a step of its history instead of what it shows now', integer)
    .option(
      '--preset <name>',
      `a size that shops and networks ask for; again for more: ${EXPORT_PRESETS.map(({ id }) => id).join(', ')}`,
      atMost(50, 'presets'),
      [],
    )
    .option('--recipes <file.json>', 'recipes as in the contract, a list; - reads stdin')
    .option('--format <format>', `one file of its own size: ${EXPORT_FORMATS.join(', ')}`)
    .option('--quality <n>', 'of that one file, 1 to 100', integer)
    .option('--name-template <template>', 'names of the files: {name} {recipe} {width} {height} {date} {version}')
    .option('--out <folder>', 'where the files go; without it they stay in the library')
    .action((options: ExportArguments & GlobalOptions) =>
      launch(options, async (context) => (await commands.exportImage()).runExportImage(context, options)),
    )
}

function addMotionCommand(program: Command, launch: Launch): void {
  command(program, 'motion')
    .description('Makes a clip of a picture on this machine: a moving camera, depth, cloth in the wind, light.')
    .requiredOption('--in <file>', 'the still: a photo of a person, a draft, or any picture')
    .requiredOption('--template <name>', `${TEMPLATE_NAMES.join(', ')}, or one that was saved`)
    .option('--camera <json>', 'what the camera does instead, such as {"move":"pan","direction":"left","amount":0.5}')
    .option('--garment-mask <file>', 'the cloth that moves, white on black; found when left out')
    .option('--seconds <n>', 'length, 0.5 to 30')
    .option('--ratio <shape>', `shape of the clip: ${CLIP_RATIOS.join(', ')}`)
    .option('--size <WxH>', 'size in pixels instead, even sides')
    .option('--seed <n>', 'another one gives other waves of cloth')
    .option('--out <file.mp4>', 'where the clip goes; it is kept in the library in any case')
    .action((options: MotionArguments & GlobalOptions) =>
      launch(options, async (context) => (await commands.motion()).runMotion(context, options)),
    )
}

function addExportClipCommand(program: Command, launch: Launch): void {
  command(program, 'export')
    .description('Exports clips for networks: other shapes around the subject, a mark, one file each, all of one decode.')
    .requiredOption('--in <clips...>', 'the clips', atMost(MOST_CLIPS, 'clips'))
    .requiredOption('--out <folder>', 'where the files go; they are kept in the library in any case')
    .option('--ratios <list>', 'shapes, with commas between: 9:16, 1:1, 4:5, 16:9; all of them without')
    .option('--network <name>', 'the shape of a network, into a folder ready to post; again for more', atMost(8, 'networks'), [])
    .addOption(new Option('--mode <mode>', 'how a frame of another shape is filled').choices(CLIP_FITS).default('crop'))
    .option('--color <#rrggbb>', 'behind frames that are shown whole, with --mode color')
    .option('--short-side <px>', 'of the finished frames; 2160 for 4K', integer)
    .option('--watermark <logo>', 'a picture that is laid over all of them')
    .option('--text <text>', 'text that is laid over all of them')
    .addOption(new Option('--position <place>', 'where the mark lies; never where a network covers it').choices(MARK_PLACES))
    .option('--opacity <share>', 'of the mark, 0 to 1', fraction)
    .option('--mark-size <share>', 'height of the mark as a share of the shorter side', fraction)
    .option('--margin <share>', 'of the mark from the edges, as a share of the shorter side', fraction)
    .option('--rotation <degrees>', 'of the mark, clockwise, -180 to 180', Number)
    .option('--tiled', 'the mark all over the frame')
    .option('--cover', 'a picture of the best frame of each')
    .option('--gif', 'a GIF of the first shape')
    .option('--webp', 'an animated WebP of the first shape')
    .option('--target-size <MB>', 'of each file, in two passes', Number)
    .option('--quality <n>', '1 to 100', integer)
    .addOption(new Option('--codec <codec>', 'where this ffmpeg has it').choices(CLIP_CODECS))
    .addOption(new Option('--encoder <kind>', 'hardware is used where it has proved itself').choices(['software', 'hardware']))
    .addOption(new Option('--sound <how>', '-14 LUFS, as it is, or none').choices(['normalise', 'keep', 'remove']))
    .option('--from <seconds>', 'begin there', Number)
    .option('--to <seconds>', 'end there', Number)
    .option('--caption <text>', 'goes into the folders of networks')
    .option('--name-template <template>', 'names of the files: {name} {recipe} {width} {height} {date}')
    .action((options: ExportClipArguments & GlobalOptions) =>
      launch(options, async (context) => (await commands.exportClip()).runExportClip(context, options)),
    )
}

function addLibraryCommands(program: Command, launch: Launch): void {
  command(program, 'import')
    .description('Brings pictures and folders of pictures into the library.')
    .argument('<paths...>', 'files and folders')
    .action((paths: string[], options: GlobalOptions) =>
      launch(options, async (context) => (await commands.import()).runImport(context, paths)),
    )
  const jobs = program.command('jobs').description('Shows and stops long work.')
  command(jobs, 'list')
    .description('Lists jobs, newest first.')
    .action((options: GlobalOptions) => launch(options, async (context) => (await commands.jobs()).listJobs(context)))
  command(jobs, 'watch')
    .description('Works through the queue and shows every change.')
    .action((options: GlobalOptions) => launch(options, async (context) => (await commands.jobs()).watchJobs(context)))
  command(jobs, 'cancel')
    .description('Stops a job.')
    .argument('<id>', 'as in `jobs list`')
    .action((id: string, options: GlobalOptions) => launch(options, async (context) => (await commands.jobs()).cancelJob(context, id)))
  command(program, 'serve')
    .description('Serves the studio to a browser of this machine.')
    .option('--port <n>', 'TCP port on 127.0.0.1; 0 takes any free one', integer)
    .option('--open', 'open the browser')
    .option('--webhooks <public-url>', 'take signed calls of fal at <public-url>/webhooks/fal, which must lead to this port', publicUrl)
    .action(({ port, open, webhooks, ...globals }: { port?: number; open?: boolean; webhooks?: string } & GlobalOptions) =>
      launch(globals, async (context) => (await commands.serve()).runServe(context, { port, open: open === true, webhooks })),
    )
  command(program, 'doctor')
    .description('Examines the library.')
    .option('--verify', 'read every file and compare its hash')
    .option('--rebuild', 'make the index again from the files on disk')
    .action((options: { verify?: boolean; rebuild?: boolean } & GlobalOptions) =>
      launch(options, async (context) =>
        (await commands.doctor()).runDoctor(context, { verify: options.verify === true, rebuild: options.rebuild === true }),
      ),
    )
}

/** Of persons and of garments in one call: a sheet of more can no longer be read. */
const MOST_IN_GRID = 32

/** In one call of `export`. */
const MOST_CLIPS = 1000

function atMost(most: number, what: string): (value: string, before?: readonly string[]) => readonly string[] {
  return (value, before = []) => {
    if (before.length === most) throw new InvalidArgumentError(`${most} ${what} are the most.`)
    return [...before, value]
  }
}

function place(text: string, before: readonly number[]): readonly number[] {
  return [...before, integer(text)]
}

const REQUESTED_TYPES: readonly RequestedType[] = ['auto', 'tshirt', ...garmentType.options]

function requestedType(text: string, before: readonly RequestedType[]): readonly RequestedType[] {
  const type = REQUESTED_TYPES.find((known) => known === text)
  if (type === undefined) throw new InvalidArgumentError(`Allowed choices are ${REQUESTED_TYPES.join(', ')}.`)
  return [...before, type]
}

function publicUrl(text: string): string {
  const url = URL.parse(text)
  const isLocal = url !== null && url.protocol === 'http:' && /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)
  if (url === null || (url.protocol !== 'https:' && !isLocal) || url.search !== '' || url.hash !== '' || url.username !== '')
    throw new InvalidArgumentError('An https address without a query is needed.')
  return url.href
}

function integer(text: string): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('A whole number is needed.')
  return value
}

function fraction(text: string): number {
  const value = Number(text)
  if (!(value >= 0 && value <= 1)) throw new InvalidArgumentError('A number from 0 to 1 is needed.')
  return value
}
