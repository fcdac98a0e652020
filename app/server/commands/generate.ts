import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import type { StudioContract } from '../../contract/contract.ts'
import type { Input } from '../../contract/define.ts'
import type { GenerateResult } from '../../domain/cloud/generate-result.ts'
import type { CloudTask, InputRole } from '../../domain/cloud/tasks.ts'
import { StudioError } from '../../domain/errors.ts'
import type { JsonValue } from '../../domain/json.ts'
import { dollars } from '../../domain/money/ledger-csv.ts'
import { microsOf } from '../../domain/money/money.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import type { Session } from '../session.ts'
import { type CommandContext, withSession } from './command.ts'

export interface GenerateArguments {
  readonly model: string
  readonly prompt: string
  readonly negative: string
  readonly in?: readonly string[]
  readonly person?: readonly string[]
  readonly garment?: readonly string[]
  readonly task?: CloudTask
  readonly parameter?: readonly string[]
  readonly fallback?: readonly string[]
  readonly brand?: string
  readonly maxUsd?: number
  readonly price?: boolean
  readonly out?: string
}

type Request = Input<StudioContract['generate.start']>

/** `drape generate`: asks a cloud model, waits, copies the first result to where it was asked for. */
export async function runGenerate(context: CommandContext, options: GenerateArguments): Promise<number> {
  // Also for a price: pictures are imported to know their size.
  return await withSession(context, 'work', async (session) => {
    const request = await requestOf(session, options, context)
    if (options.price === true) return tellPrice(session, request, context)
    const { jobId } = await session.client['generate.start'](request)
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const result = job.result as unknown as GenerateResult
    const files = await Promise.all(
      result.assets.map(async ({ hash }) => (await session.client['media.locate']({ hash, variant: 'original' })).path),
    )
    const [first] = files
    const out = options.out === undefined || first === undefined ? (first ?? null) : resolve(options.out)
    if (out !== null && first !== undefined && out !== first) {
      await mkdir(dirname(out), { recursive: true })
      await copyFile(first, out)
    }
    context.output.answer({ ok: true, jobId, out, files, ...result }, [
      ...files,
      `${dollars(result.chargeMicros)} USD (${result.basis}), by ${result.model}`,
    ])
    return EXIT.ok
  })
}

async function tellPrice(session: Session, request: Request, { output }: CommandContext): Promise<number> {
  const price = await session.client['generate.price'](request)
  const sure = price.isEstimate ? `about, at most ${dollars(price.worstCaseMicros)}` : 'as listed'
  output.answer({ ok: true, ...price }, [`${dollars(price.micros)} USD (${sure}), prices of ${price.asOf}, by ${price.model}`])
  return EXIT.ok
}

async function requestOf(session: Session, options: GenerateArguments, context: CommandContext): Promise<Request> {
  const { models } = await session.client['models.list']({})
  const model = models.find(({ id }) => id === options.model)
  const task = options.task ?? model?.tasks[0]
  if (task === undefined)
    throw new StudioError('request.invalid', `There is no model "${options.model}"`, { details: { model: options.model } })
  const inputs: { role: InputRole; assetId: Awaited<ReturnType<typeof importOne>> }[] = []
  for (const [role, files = []] of [
    ['image', options.in],
    ['person', options.person],
    ['garment', options.garment],
  ] as const) {
    for (const file of files) inputs.push({ role, assetId: await importOne(session, file, context) })
  }
  return {
    task,
    choice: { model: options.model, parameters: Object.fromEntries((options.parameter ?? []).map(parameterOf)) },
    alternatives: (options.fallback ?? []).map((id) => ({ model: id })),
    prompt: options.prompt,
    negativePrompt: options.negative,
    inputs,
    brand: options.brand ?? null,
    maxMicros: options.maxUsd === undefined ? null : microsOf(options.maxUsd),
  }
}

/** `seed=7` is a number, `resolution=2K` a text; JSON where it can be read as such. */
function parameterOf(text: string): [string, JsonValue] {
  const at = text.indexOf('=')
  if (at < 1) throw new StudioError('request.invalid', `--parameter takes name=value, not "${text}"`)
  const value = text.slice(at + 1)
  try {
    return [text.slice(0, at), JSON.parse(value) as JsonValue]
  } catch {
    return [text.slice(0, at), value]
  }
}
