import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { StudioContract } from '../../contract/contract.ts'
import type { Input } from '../../contract/define.ts'
import { StudioError } from '../../domain/errors.ts'
import type { FinalResult } from '../../domain/final/final-result.ts'
import { dollars } from '../../domain/money/ledger-csv.ts'
import { microsOf } from '../../domain/money/money.ts'
import type { GarmentAnalysis } from '../../domain/prompting/garment-analysis.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'
import type { TryOnArguments } from './try-on.ts'

/** What `drape try-on --mode final` takes beyond a draft. */
export interface FinalArguments extends TryOnArguments {
  readonly model?: string
  readonly maxUsd?: number
  readonly realism: number
  readonly preserveFace: boolean
  readonly preserveBackground: boolean
  readonly seed: number
  readonly prompt: string
  readonly brand?: string
  readonly price?: boolean
  readonly weakDraft?: boolean
}

type Request = Input<StudioContract['final.start']>

/** `drape try-on --mode final`: tells the price, makes the final, copies it to where it was asked for. */
export async function runFinal(context: CommandContext, options: FinalArguments): Promise<number> {
  const { model } = options
  if (model === undefined) throw new StudioError('request.invalid', '--mode final needs --model, such as fal:nano-banana-2-edit')
  return await withSession(context, 'work', async (session) => {
    const request = await requestOf(session, { ...options, model }, context)
    const price = await session.client['final.price'](request)
    const most = `${dollars(price.mostMicros)} USD at most for ${price.mostTries} tries, ${dollars(price.micros)} each`
    if (options.price === true) {
      context.output.answer({ ok: true, ...price }, [most, price.prompt])
      return EXIT.ok
    }
    context.output.note(most)
    const { jobId } = await session.client['final.start'](request)
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const result = job.result as unknown as FinalResult
    const out = await place(session, result, options.out)
    if (options.strict === true && result.verdict !== 'ok') {
      throw new StudioError('tryon.quality-failed', `The final scores ${result.score.toFixed(2)}, below the threshold`, {
        details: { score: result.score, threshold: options.threshold, out },
        stage: 'judge-result',
      })
    }
    report(context, { result, out, jobId })
    return EXIT.ok
  })
}

async function requestOf(
  session: Session,
  options: FinalArguments & { readonly model: string },
  context: CommandContext,
): Promise<Request> {
  const garments = []
  for (const [index, file] of options.garment.entries()) {
    garments.push({
      garmentId: await importOne(session, file, context),
      garmentType: options.garmentType[index] ?? 'auto',
      front: options.open.includes(index + 1) ? ('open' as const) : ('closed' as const),
    })
  }
  const personId = await importOne(session, options.person, context)
  const [only, ...others] = garments
  const garment = only === undefined || others.length > 0 ? null : await lookAt(session, only, context)
  const draft = { tuck: options.tuck, ...(options.workingSide === undefined ? {} : { workingLongSide: options.workingSide }) }
  return {
    choice: { model: options.model },
    from: { kind: 'pictures', personId, garments, options: draft },
    realism: options.realism,
    preserve: { face: options.preserveFace, background: options.preserveBackground },
    maxRetries: options.maxRetries,
    qualityThreshold: options.threshold,
    seed: options.seed,
    onWeakDraft: options.weakDraft === true ? 'go-on' : 'stop',
    wish: { text: options.prompt, garment },
    brand: options.brand ?? null,
    maxMicros: options.maxUsd === undefined ? null : microsOf(options.maxUsd),
  }
}

/** What this machine sees of the garment goes into the prompt; without it the pictures speak for themselves. */
async function lookAt(
  session: Session,
  { garmentId, garmentType }: Pick<Input<StudioContract['garment.analyse']>, 'garmentId' | 'garmentType'>,
  context: CommandContext,
): Promise<GarmentAnalysis | null> {
  try {
    const { jobId } = await session.client['garment.analyse']({ garmentId, ...(garmentType === undefined ? {} : { garmentType }) })
    await finishJob(session.client, jobId, context)
    return (await session.client['garment.analysis']({ jobId })).analysis
  } catch (thrown) {
    if (thrown instanceof StudioError && thrown.code.startsWith('tryon.')) return null
    throw thrown
  }
}

async function place(session: Session, { final }: FinalResult, asked: string | undefined): Promise<string> {
  const { path } = await session.client['media.locate']({ hash: final.hash, variant: 'original' })
  if (asked === undefined) return path
  const out = resolve(asked)
  await mkdir(dirname(out), { recursive: true })
  await copyFile(path, out)
  return out
}

function report(
  { output }: CommandContext,
  { result, out, jobId }: { readonly result: FinalResult; readonly out: string; readonly jobId: string },
): void {
  const { score, verdict, tries, stopped, chargeMicros, model, problem, realism } = result
  output.answer({ ok: true, jobId, out, ...result }, [
    out,
    `quality ${score.toFixed(2)} (${verdict}), ${tries.length} of the tries paid (${stopped}), ${dollars(chargeMicros)} USD, by ${model}`,
    ...(problem === null ? [] : [`  nothing of the photo was put back: ${problem}`]),
    ...(realism.by === 'nothing' ? ['  this model has nothing to set for realism'] : []),
    ...tries.map((one) => `  try ${one.score.toFixed(2)} ${one.verdict} ${one.faults.join(' ')}`),
  ])
}
