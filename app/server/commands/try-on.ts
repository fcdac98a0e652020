import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { StudioError } from '../../domain/errors.ts'
import type { DraftedGarment, GarmentType, TryOnResult, Tuck } from '../../domain/try-on.ts'
import { writeDebugFiles } from '../debug-files.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { readCorrections } from '../read-corrections.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'

export type RequestedType = GarmentType | 'auto' | 'tshirt'

export interface TryOnArguments {
  readonly person: string
  /** In wearing order, the innermost first. */
  readonly garment: readonly string[]
  /** By garment; `auto` where there are fewer. */
  readonly garmentType: readonly RequestedType[]
  /** Numbers of garments, from 1, that are worn open. */
  readonly open: readonly number[]
  readonly tuck: Tuck
  readonly out?: string
  readonly debug?: string
  readonly maxRetries: number
  readonly threshold: number
  readonly workingSide?: number
  /** A JSON file. */
  readonly corrections?: string
  readonly strict?: boolean
}

/** `drape try-on`: imports the photos, makes the draft, copies it to where it was asked for. */
export async function runTryOn(context: CommandContext, options: TryOnArguments): Promise<number> {
  const corrections = options.corrections === undefined ? {} : { corrections: await readCorrections(options.corrections) }
  return await withSession(context, 'work', async (session) => {
    const startedMs = performance.now()
    const personId = await importOne(session, options.person, context)
    const garments = []
    for (const [index, file] of options.garment.entries()) {
      garments.push({
        garmentId: await importOne(session, file, context),
        garmentType: options.garmentType[index] ?? 'auto',
        front: options.open.includes(index + 1) ? ('open' as const) : ('closed' as const),
      })
    }
    const { jobId } = await session.client['tryon.start']({
      personId,
      garments,
      options: {
        tuck: options.tuck,
        maxRetries: options.maxRetries,
        qualityThreshold: options.threshold,
        debug: options.debug !== undefined,
        ...corrections,
        ...(options.workingSide === undefined ? {} : { workingLongSide: options.workingSide }),
      },
    })
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const result = job.result as unknown as TryOnResult
    const files = await placeFiles(session, result, options)
    if (options.debug !== undefined) await writeDebugFiles(context.config.libraryFolder, { result, folder: resolve(options.debug) })
    if (options.strict === true && result.verdict !== 'ok') {
      throw new StudioError('tryon.quality-failed', `The draft scores ${result.qualityScore.toFixed(2)}, below the threshold`, {
        details: { qualityScore: result.qualityScore, threshold: options.threshold, out: files.out },
        stage: 'check-quality',
      })
    }
    report(context, { result, files, totalMs: performance.now() - startedMs })
    return EXIT.ok
  })
}

interface Files {
  readonly out: string
  readonly editMask: string
}

async function placeFiles(session: Session, result: TryOnResult, options: TryOnArguments): Promise<Files> {
  const draft = await session.client['media.locate']({ hash: result.draft.hash, variant: 'original' })
  const editMask = await session.client['media.locate']({ hash: result.editMask, variant: 'artifact' })
  if (options.out === undefined) return { out: draft.path, editMask: editMask.path }
  const out = resolve(options.out)
  await mkdir(dirname(out), { recursive: true })
  await copyFile(draft.path, out)
  return { out, editMask: editMask.path }
}

function report(
  { output }: CommandContext,
  { result, files, totalMs }: { readonly result: TryOnResult; readonly files: Files; readonly totalMs: number },
): void {
  const { verdict, qualityScore, defects, stages } = result
  const garments = result.garments.map(({ debug: _, ...garment }) => garment)
  output.answer(
    {
      ok: true,
      verdict,
      out: files.out,
      qualityScore,
      defects,
      ...(garments.length === 1 && garments[0] !== undefined ? aloneOf(garments[0]) : {}),
      garments,
      stages,
      totalMs: Math.round(totalMs),
      editMask: files.editMask,
    },
    [
      `${files.out}`,
      `quality ${qualityScore.toFixed(2)} (${verdict}), draft ${(result.totalMs / 1000).toFixed(2)} s`,
      ...garments.flatMap((garment) => [
        `  ${garment.type} ${garment.kind}, ${garment.strategy}, ${garment.retries} retries, ${garment.qualityScore.toFixed(2)}`,
        ...garment.defects.map((defect) => `    ${defect.code} ${defect.severity.toFixed(2)}`),
      ]),
      ...stages.map((stage) => `  ${stage.id.padEnd(18)} ${stage.cached ? 'kept' : `${Math.round(stage.ms)} ms`}`),
    ],
  )
}

/** What scripts written for one garment read. */
function aloneOf({ type, kind, confidence, strategy, retries, facts }: Omit<DraftedGarment, 'debug'>) {
  return { garment: { type, kind, confidence }, strategy, retries, facts }
}
