import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join, parse, resolve } from 'node:path'
import { StudioError } from '../../domain/errors.ts'
import type { AssetId, JobId } from '../../domain/ids.ts'
import type { TryOnResult } from '../../domain/try-on.ts'
import { drawGridSheet } from '../grid-sheet.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'
import type { RequestedType } from './try-on.ts'

export interface GridArguments {
  readonly person: readonly string[]
  readonly garment: readonly string[]
  /** By garment; `auto` where there are fewer. */
  readonly garmentType: readonly RequestedType[]
  /** Folder. */
  readonly out?: string
  /** A JPEG of all drafts. */
  readonly sheet?: string
  readonly maxRetries: number
  readonly threshold: number
  readonly workingSide?: number
  readonly strict?: boolean
}

/** One person in one garment, by the files they were named by. */
interface Pair {
  readonly person: string
  readonly garment: string
  /** From 0, as they were named. */
  readonly row: number
  readonly column: number
}

/** A draft and where it lies, or why there is none. */
type Outcome =
  | { readonly verdict: TryOnResult['verdict']; readonly result: TryOnResult; readonly out: string }
  | { readonly verdict: 'failed'; readonly error: StudioError }

interface Finished extends Pair {
  readonly outcome: Outcome
}

/**
 * `drape grid`: a draft of every person in every garment, each a job of its own; what is found about a person or a garment is found
 * once. A pair that fails leaves the others be. The command fails where nothing could be drafted; with `--strict` where any pair could
 * not, or stays below the threshold.
 */
export async function runGrid(context: CommandContext, options: GridArguments): Promise<number> {
  return await withSession(context, 'work', async (session) => {
    const startedMs = performance.now()
    // Before an hour of work, not after it.
    if (options.out !== undefined) await mkdir(resolve(options.out), { recursive: true })
    const persons = await importEach(session, options.person, context)
    const garments = await importEach(session, options.garment, context)
    const started = await startAll(session, { persons, garments, options })
    const pairs = await finishAll(session, started, { context, options })
    const sheet = options.sheet === undefined ? null : resolve(options.sheet)
    if (sheet !== null) await writeSheet(sheet, pairs, options)
    const isGood = ({ outcome: { verdict } }: Finished): boolean => verdict === 'ok' || (options.strict !== true && verdict !== 'failed')
    const ok = options.strict === true ? pairs.every(isGood) : pairs.some(isGood)
    report(context, { ok, pairs, sheet, totalMs: performance.now() - startedMs })
    return ok ? EXIT.ok : EXIT.failed
  })
}

/** Brings pictures in, each for itself: one that is refused fails its pairs only. */
async function importEach(
  session: Session,
  paths: readonly string[],
  context: CommandContext,
): Promise<{ readonly path: string; readonly id: AssetId | StudioError }[]> {
  const imported = []
  for (const path of paths) imported.push({ path, id: await importOne(session, path, context).catch((thrown) => errorOf(thrown, context)) })
  return imported
}

type Imported = Awaited<ReturnType<typeof importEach>>

/** Every job is in the queue before the first is waited for: what is not done when this process is ended waits for the next one. */
async function startAll(
  { client }: Session,
  { persons, garments, options }: { readonly persons: Imported; readonly garments: Imported; readonly options: GridArguments },
): Promise<{ readonly pair: Pair; readonly job: JobId | StudioError }[]> {
  const started = []
  for (const [row, { path: person, id: personId }] of persons.entries()) {
    for (const [column, { path: garment, id: garmentId }] of garments.entries()) {
      const pair = { person, garment, row, column }
      const refused = [personId, garmentId].find((id) => id instanceof StudioError)
      if (refused !== undefined || personId instanceof StudioError || garmentId instanceof StudioError) {
        started.push({ pair, job: refused ?? new StudioError('internal', 'No picture') })
        continue
      }
      const { jobId } = await client['tryon.start']({
        personId,
        garments: [{ garmentId, garmentType: options.garmentType[column] ?? 'auto' }],
        options: {
          maxRetries: options.maxRetries,
          qualityThreshold: options.threshold,
          ...(options.workingSide === undefined ? {} : { workingLongSide: options.workingSide }),
        },
      })
      started.push({ pair, job: jobId })
    }
  }
  return started
}

type Started = Awaited<ReturnType<typeof startAll>>

async function finishAll(
  session: Session,
  started: Started,
  { context, options }: { readonly context: CommandContext; readonly options: GridArguments },
): Promise<Finished[]> {
  const finished: Finished[] = []
  try {
    for (const { pair, job } of started) {
      const outcome = job instanceof StudioError ? failed(job) : await outcomeOf(session, job, { pair, context, out: options.out })
      finished.push({ ...pair, outcome })
      context.output.note(`${finished.length} of ${started.length}`)
    }
  } catch (thrown) {
    if (context.signal.aborted) await cancelAll(session, started.slice(finished.length))
    throw thrown
  }
  return finished
}

async function outcomeOf(
  session: Session,
  job: JobId,
  { pair, context, out }: { readonly pair: Pair; readonly context: CommandContext; readonly out: string | undefined },
): Promise<Outcome> {
  try {
    // The core has checked it against the schema of the job kind.
    const result = (await finishJob(session.client, job, context)).result as unknown as TryOnResult
    return { verdict: result.verdict, result, out: await placeDraft(session, result, { pair, folder: out }) }
  } catch (thrown) {
    return failed(errorOf(thrown, context))
  }
}

/** What one pair failed of; an interruption and a fault of ours end the whole command. */
function errorOf(thrown: unknown, { signal }: CommandContext): StudioError {
  if (signal.aborted || !(thrown instanceof StudioError)) throw thrown
  return thrown
}

const failed = (error: StudioError): Outcome => ({ verdict: 'failed', error })

/** The last first, so that none of them begins because another one has ended. */
async function cancelAll({ client }: Session, started: Started): Promise<void> {
  for (const { job } of started.toReversed()) {
    // One that has ended already cannot be cancelled, and need not be.
    if (!(job instanceof StudioError)) await client['jobs.cancel']({ id: job }).catch(() => undefined)
  }
}

async function placeDraft(
  session: Session,
  { draft }: TryOnResult,
  { pair, folder }: { readonly pair: Pair; readonly folder: string | undefined },
): Promise<string> {
  const { path } = await session.client['media.locate']({ hash: draft.hash, variant: 'original' })
  if (folder === undefined) return path
  const out = join(resolve(folder), `${pair.row + 1}-${parse(pair.person).name}-in-${pair.column + 1}-${parse(pair.garment).name}.png`)
  await copyFile(path, out)
  return out
}

async function writeSheet(file: string, pairs: readonly Finished[], { person, garment }: GridArguments): Promise<void> {
  const drafts = pairs.map(({ row, column, outcome }) => ({
    row,
    column,
    verdict: outcome.verdict,
    file: outcome.verdict === 'failed' ? null : outcome.out,
  }))
  await mkdir(dirname(file), { recursive: true })
  await drawGridSheet({ persons: person, garments: garment, drafts }, file)
}

function report(
  { output }: CommandContext,
  {
    ok,
    pairs,
    sheet,
    totalMs,
  }: { readonly ok: boolean; readonly pairs: readonly Finished[]; readonly sheet: string | null; readonly totalMs: number },
): void {
  const ran = ranIn(pairs)
  const wide = (key: 'person' | 'garment'): number => Math.max(...pairs.map((pair) => parse(pair[key]).base.length))
  const lines = pairs.map(({ person, garment, outcome }) =>
    [
      parse(person).base.padEnd(wide('person')),
      parse(garment).base.padEnd(wide('garment')),
      outcome.verdict.padEnd(15),
      outcome.verdict === 'failed' ? `${outcome.error.message} [${outcome.error.code}]` : lineOf(outcome.result),
    ].join('  '),
  )
  const drafted = pairs.filter(({ outcome }) => outcome.verdict !== 'failed').length
  output.answer({ ok, pairs: pairs.map(toldOf), ran, ...(sheet === null ? {} : { sheet }), totalMs: Math.round(totalMs) }, [
    ...lines,
    `${drafted} drafted, ${pairs.length - drafted} failed, ${(totalMs / 1000).toFixed(1)} s`,
    ...(sheet === null ? [] : [sheet]),
  ])
}

function lineOf({ qualityScore, totalMs, defects }: TryOnResult): string {
  const named = defects.map(({ code, severity }) => `${code} ${severity.toFixed(2)}`)
  return [qualityScore.toFixed(2), `${Math.round(totalMs)} ms`.padStart(9), named.join(', ')].join('  ').trimEnd()
}

function toldOf({ person, garment, outcome }: Finished) {
  if (outcome.verdict === 'failed') {
    const { code, alias, message, stage, details } = outcome.error.toShape()
    return { person, garment, verdict: outcome.verdict, error: { code, alias, stage: stage ?? null, message, details } }
  }
  const { out, verdict, result } = outcome
  const { qualityScore, defects, totalMs, garments } = result
  const [one] = garments
  return {
    person,
    garment,
    verdict,
    out,
    qualityScore,
    defects,
    type: one?.type ?? null,
    strategy: one?.strategy ?? null,
    ms: Math.round(totalMs),
  }
}

/** How often each stage ran for the drafts; whatever is missing was remembered. */
function ranIn(pairs: readonly Finished[]): Record<string, number> {
  const ran: Record<string, number> = {}
  for (const { outcome } of pairs) {
    if (outcome.verdict === 'failed') continue
    for (const { id, cached } of outcome.result.stages) if (!cached) ran[id] = (ran[id] ?? 0) + 1
  }
  return ran
}
