import { StudioError } from '../../domain/errors.ts'
import { EXPORT_PRESETS } from '../../domain/export/export-presets.ts'
import { type ExportRecipe, exportRecipe, exportRecipes } from '../../domain/export/export-recipe.ts'
import type { ExportResult } from '../../domain/export/export-result.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { placeFile } from '../place-file.ts'
import { readJsonList } from '../read-json-input.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'
import { documentNamed, pictureOf } from './edit.ts'

export interface ExportArguments {
  readonly document: string
  readonly step?: number
  readonly preset: readonly string[]
  /** A JSON file, or `-`. */
  readonly recipes?: string
  readonly format?: string
  readonly quality?: number
  readonly nameTemplate?: string
  readonly out?: string
}

/** `drape export-image`: makes a file of a document for each recipe, keeps them in the library, and copies them where they are wanted. */
export async function runExportImage(context: CommandContext, options: ExportArguments): Promise<number> {
  const id = documentNamed(options.document)
  return await withSession(context, 'work', async (session) => {
    const recipes = await chosenRecipes(session, options, context)
    const { jobId } = await session.client['documents.export']({
      id,
      recipes,
      ...(options.step === undefined ? {} : { step: options.step }),
      ...(options.nameTemplate === undefined ? {} : { nameTemplate: options.nameTemplate }),
    })
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const { files, ms } = job.result as unknown as ExportResult
    const outputs = []
    for (const file of files) outputs.push({ ...file, path: await placeFile(session, file, options.out) })
    context.output.answer({ ok: true, document: id, outputs, ms: Math.round(ms) }, [
      ...outputs.map(({ path, width, height, sizeBytes }) => `${path}  ${width} x ${height}  ${Math.round(sizeBytes / 1000)} kB`),
    ])
    return EXIT.ok
  })
}

async function chosenRecipes(session: Session, options: ExportArguments, context: CommandContext): Promise<ExportRecipe[]> {
  const read =
    options.recipes === undefined
      ? []
      : await readJsonList(options.recipes, {
          schema: exportRecipes,
          what: 'recipes',
          find: async (named) => pictureOf(session, 'file' in named ? await importOne(session, named.file, context) : named.assetId),
        })
  const all = [...options.preset.map(presetNamed), ...read, ...ownFormat(options)]
  if (all.length === 0) throw new StudioError('request.invalid', 'Either --preset, --recipes or --format says what is exported')
  return all
}

function presetNamed(id: string): ExportRecipe {
  const preset = EXPORT_PRESETS.find((one) => one.id === id)
  if (preset !== undefined) return preset.recipe
  throw new StudioError('request.invalid', `There is no preset ${id}: ${EXPORT_PRESETS.map((one) => one.id).join(', ')}`, {
    details: { preset: id },
  })
}

function ownFormat({ format, quality }: ExportArguments): ExportRecipe[] {
  if (format === undefined) return []
  const parsed = exportRecipe.safeParse({ name: format, format, ...(quality === undefined ? {} : { quality }) })
  if (parsed.success) return [parsed.data]
  throw new StudioError('request.invalid', 'There is no such format or quality', { details: { format, quality: quality ?? '' } })
}
