import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Picture } from '../../domain/document/fill.ts'
import { isAbort, StudioError, type StudioErrorShape } from '../../domain/errors.ts'
import type { ClipExportResult } from '../../domain/video/clip-export-result.ts'
import { type ClipOutput, type ClipRecipe, clipRecipe } from '../../domain/video/clip-recipe.ts'
import { CLIP_RATIOS, type ClipRatio, NETWORKS } from '../../domain/video/networks.ts'
import { storageError } from '../../platform/files.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { placeFile } from '../place-file.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'
import { pictureOf } from './edit.ts'

export interface ExportClipArguments {
  readonly in: readonly string[]
  readonly ratios?: string
  readonly network: readonly string[]
  readonly mode: 'crop' | 'blur' | 'color'
  readonly color?: string
  readonly shortSide?: number
  readonly watermark?: string
  readonly text?: string
  readonly position?: string
  readonly opacity?: number
  readonly markSize?: number
  readonly margin?: number
  readonly rotation?: number
  readonly tiled?: boolean
  readonly cover?: boolean
  readonly gif?: boolean
  readonly webp?: boolean
  readonly targetSize?: number
  readonly quality?: number
  readonly codec?: string
  readonly encoder?: string
  readonly sound?: string
  readonly from?: number
  readonly to?: number
  readonly caption?: string
  readonly nameTemplate?: string
  readonly out: string
}

interface PlacedOutput {
  readonly path: string
  readonly ratio: ClipRatio
  readonly width: number
  readonly height: number
  readonly seconds: number
  readonly bytes: number
  readonly codec: string
  readonly fit: string
  readonly cover: string | null
  readonly warnings: ClipExportResult['files'][number]['warnings']
}

/** `drape export`: clips in other shapes, marked and compressed, in one run for each clip. */
export async function runExportClip(context: CommandContext, options: ExportClipArguments): Promise<number> {
  // What is asked for is checked before a clip of gigabytes is copied into the library.
  parsedRecipe(options, null)
  return await withSession(context, 'work', async (session) => {
    const logo = options.watermark === undefined ? null : await pictureOf(session, await importOne(session, options.watermark, context))
    const recipe = parsedRecipe(options, logo)
    const outputs: PlacedOutput[] = []
    const moving: string[] = []
    let ms = 0
    const failed: { readonly path: string; readonly error: StudioErrorShape }[] = []
    for (const path of options.in) {
      try {
        const assetId = await importOne(session, path, context)
        const { jobId } = await session.client['clips.export']({ assetId, recipe })
        const job = await finishJob(session.client, jobId, context)
        // The core has checked it against the schema of the job kind.
        const result = job.result as unknown as ClipExportResult
        outputs.push(...(await placeOutputs(session, result, options.out)))
        for (const file of [result.gif, result.webp]) if (file !== null) moving.push(await placeFile(session, file, options.out))
        ms += result.ms
      } catch (thrown) {
        // Of many clips, one that cannot be exported leaves the others be.
        if (options.in.length === 1 || isAbort(thrown, context.signal)) throw thrown
        failed.push({ path, error: StudioError.from(thrown).toShape() })
      }
    }
    const cover = outputs.find((output) => output.cover !== null)?.cover ?? null
    context.output.answer({ ok: failed.length === 0, outputs, cover, moving, failed, ms: Math.round(ms) }, [
      ...outputs.map(({ path, width, height, bytes }) => `${path}  ${width} x ${height}  ${Math.round(bytes / 1000)} kB`),
      ...outputs.flatMap(({ path, warnings }) => warnings.map((warning) => `${path}: ${sentence(warning)}`)),
      ...moving,
      ...failed.map(({ path, error }) => `${path}: ${error.message} (${error.code})`),
    ])
    return failed.length === 0 ? EXIT.ok : EXIT.failed
  })
}

function parsedRecipe(options: ExportClipArguments, logo: Picture | null): ClipRecipe {
  const parsed = clipRecipe.safeParse(recipeOf(options, logo))
  if (parsed.success) return parsed.data
  throw new StudioError('request.invalid', `This cannot be exported: ${z.prettifyError(parsed.error)}`)
}

function recipeOf(options: ExportClipArguments, logo: Picture | null): unknown {
  const { from, to, targetSize, quality } = options
  return defined({
    outputs: outputsOf(options),
    trim: from === undefined && to === undefined ? null : { startMs: 1000 * (from ?? 0), endMs: to === undefined ? 1e9 : 1000 * to },
    watermark: markOf(options, logo),
    codec: options.codec,
    aim:
      targetSize !== undefined ? { kind: 'size', megabytes: targetSize } : quality !== undefined ? { kind: 'quality', quality } : undefined,
    encoder: options.encoder,
    colour: options.color,
    sound: options.sound,
    cover: options.cover,
    gif: options.gif,
    webp: options.webp,
    nameTemplate: options.nameTemplate,
  })
}

/** An output for each shape that is listed, and one for each shape of the networks, whose files go to a folder each, ready to post. */
function outputsOf({
  ratios,
  network,
  mode,
  shortSide,
  caption,
}: ExportClipArguments): readonly z.input<typeof clipRecipe>['outputs'][number][] {
  const shared = defined({ fit: mode, shortSidePx: shortSide, caption }) as Partial<ClipOutput>
  const ratioOf = (id: string): ClipRatio => {
    const known = NETWORKS.networks.find((each) => each.id === id)
    if (known !== undefined) return known.ratio
    throw new StudioError('request.invalid', `There is no network ${id}: ${NETWORKS.networks.map((each) => each.id).join(', ')}`)
  }
  // Networks of one shape share a file: it is encoded once, and its mark lies where none of them covers it.
  const named = [...Map.groupBy(new Set(network), ratioOf)].map(([ratio, networks]) => ({
    name: networks.join(' '),
    ratio,
    networks,
    ...shared,
  }))
  const listed = ratios === undefined ? (named.length > 0 ? [] : [...CLIP_RATIOS]) : ratios.split(',').map((text) => text.trim())
  return [...listed.map((ratio) => ({ name: ratio.replace(':', 'x'), ratio: ratio as ClipRatio, ...shared })), ...named]
}

function markOf(options: ExportClipArguments, logo: Picture | null): unknown {
  const { text, position, opacity, markSize, margin, rotation, tiled } = options
  const content = logo !== null ? { kind: 'logo', picture: logo } : text !== undefined ? { kind: 'text', text } : undefined
  return content === undefined ? null : defined({ content, place: position, opacity, size: markSize, margin, rotation, tiled })
}

function defined(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

async function placeOutputs(session: Session, result: ClipExportResult, out: string): Promise<PlacedOutput[]> {
  const placed: PlacedOutput[] = []
  for (const file of result.files) {
    const folders = file.networks.length === 0 ? [out] : file.networks.map((network) => join(out, network))
    for (const folder of folders.map((each) => resolve(each))) {
      const path = await placeFile(session, file, folder)
      const cover = file.cover === null ? null : await placeFile(session, file.cover, folder)
      if (file.caption !== null && file.networks.length > 0) await placeCaption(file.caption, folder)
      const { ratio, width, height, seconds, sizeBytes, codec, fit, warnings } = file
      placed.push({ path, ratio, width, height, seconds, bytes: sizeBytes, codec, fit, cover, warnings })
    }
  }
  return placed
}

async function placeCaption(caption: string, folder: string): Promise<void> {
  const path = join(folder, 'caption.txt')
  await writeFile(path, `${caption}\n`).catch((thrown: unknown) => {
    throw storageError(thrown, path)
  })
}

function sentence(warning: PlacedOutput['warnings'][number]): string {
  switch (warning.kind) {
    case 'padded':
      return 'the shape cannot hold the subject: it is shown whole, over its blur'
    case 'no-subject':
      return 'nobody was found: the crop stays in the middle'
    case 'mark-moved':
      return `the mark moved: ${warning.networks.join(', ')} would have covered it (zones of ${warning.asOf})`
    case 'enlarged':
      return `the clip has fewer pixels: enlarged ${warning.times.toFixed(1)} times`
  }
}
