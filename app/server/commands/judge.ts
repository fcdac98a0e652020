import { StudioError } from '../../domain/errors.ts'
import type { TruthReport } from '../../domain/truth-report.ts'
import { importOne } from '../import-paths.ts'
import { EXIT } from '../output.ts'
import { finishJob } from '../run-job.ts'
import { type CommandContext, withSession } from './command.ts'
import type { RequestedType } from './try-on.ts'

export interface JudgeArguments {
  readonly result: string
  readonly garment: string
  readonly person?: string
  readonly garmentType: RequestedType
  readonly strict?: boolean
}

/** `drape judge`: imports the pictures and tells what of the garment is kept. */
export async function runJudge(context: CommandContext, options: JudgeArguments): Promise<number> {
  return await withSession(context, 'work', async (session) => {
    const { jobId } = await session.client['judge.start']({
      resultId: await importOne(session, options.result, context),
      garmentId: await importOne(session, options.garment, context),
      garmentType: options.garmentType,
      ...(options.person === undefined ? {} : { personId: await importOne(session, options.person, context) }),
    })
    const job = await finishJob(session.client, jobId, context)
    // The core has checked it against the schema of the job kind.
    const { verdict, garment, measures, ms } = job.result as unknown as TruthReport & { readonly ms: number }
    if (options.strict === true && verdict === 'changed') {
      const changed = measures.filter((measure) => measure.verdict === 'changed')
      throw new StudioError('tryon.quality-failed', changed.map(({ text }) => text).join(' '), {
        details: Object.fromEntries(changed.map(({ measure, sentence }) => [measure, sentence])),
        stage: 'judge-result',
      })
    }
    context.output.answer({ ok: true, verdict, garment, measures, ms: Math.round(ms) }, [
      `${verdict}: ${garment.type} ${garment.kind}, ${Math.round(ms)} ms`,
      ...measures.map(
        (measure) =>
          `  ${measure.measure.padEnd(10)} ${measure.verdict.padEnd(9)} ${String(Math.round(measure.confidence * 100)).padStart(3)} %  ${measure.text}`,
      ),
    ])
    return EXIT.ok
  })
}
