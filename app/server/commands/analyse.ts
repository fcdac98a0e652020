import { microsOf } from '../../domain/money/money.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import { type CommandContext, withSession } from './command.ts'
import type { RequestedType } from './try-on.ts'

export interface AnalyseArguments {
  readonly in: string
  readonly garmentType: RequestedType
  /** A model that looks at pictures, for money; this machine looks without one. */
  readonly model?: string
  readonly maxUsd?: number
}

/** `drape analyse`: tells what a garment is and what must not change of it. */
export async function runAnalyse(context: CommandContext, options: AnalyseArguments): Promise<number> {
  return await withSession(context, 'work', async (session) => {
    const { jobId } = await session.client['garment.analyse']({
      garmentId: await importOne(session, options.in, context),
      garmentType: options.garmentType,
      model: options.model ?? null,
      maxMicros: options.maxUsd === undefined ? null : microsOf(options.maxUsd),
    })
    await finishJob(session.client, jobId, context)
    const { analysis } = await session.client['garment.analysis']({ jobId })
    const { category, colours, pattern, sleeves, hem, silhouette, mustNotChange, source } = analysis
    const shares = colours.map(({ name, hex, share }) =>
      `${name} ${hex ?? ''} ${share === null ? '' : `${Math.round(100 * share)} %`}`.trim(),
    )
    context.output.answer({ ok: true, ...analysis }, [
      `${category}, by ${source}`,
      `  colours     ${shares.join(', ')}`,
      `  pattern     ${pattern.detail ?? pattern.kind}`,
      `  sleeves     ${sleeves}`,
      `  hem         ${hem}`,
      ...(silhouette === null ? [] : [`  silhouette  ${silhouette}`]),
      ...mustNotChange.map((one) => `  keep        ${one}`),
    ])
    return EXIT.ok
  })
}
