import { jobId } from '../../domain/ids.ts'
import { isFinished, type JobSummary } from '../../domain/job.ts'
import { EXIT } from '../output.ts'
import { type CommandContext, withSession } from './command.ts'

const WATCH_MS = 200

const line = (job: JobSummary): string =>
  `${job.id}  ${job.state.padEnd(15)} ${job.kind.padEnd(8)} ${String(Math.round(job.progress.fraction * 100)).padStart(3)} %  ${job.title}${job.error === null ? '' : `  [${job.error.code}]`}`

/** `drape jobs list`: looks without running anything. */
export async function listJobs(context: CommandContext): Promise<number> {
  const { jobs, paused } = await withSession(context, 'observe', (session) => session.client['jobs.list']({ limit: 200 }))
  context.output.answer({ ok: true, jobs, paused }, [...jobs.map(line), `${jobs.length} jobs${paused ? ', the queue is paused' : ''}`])
  return EXIT.ok
}

/** `drape jobs cancel ID` */
export async function cancelJob(context: CommandContext, id: string): Promise<number> {
  const job = await withSession(context, 'observe', (session) => session.client['jobs.cancel']({ id: jobId.parse(id) }))
  context.output.answer({ ok: true, job }, [line(job)])
  return EXIT.ok
}

/** `drape jobs watch`: shows changes until nothing is left to do, or until it is stopped. */
export async function watchJobs(context: CommandContext): Promise<number> {
  return await withSession(context, 'work', async (session) => {
    const seen = new Map<string, string>()
    for (;;) {
      const { jobs } = await session.client['jobs.list']({ limit: 200 })
      for (const job of jobs.toReversed()) {
        const text = line(job)
        if (seen.get(job.id) !== text) context.output.say(text)
        seen.set(job.id, text)
      }
      if (context.signal.aborted || jobs.every((job) => isFinished(job.state) || job.state === 'needs-attention')) {
        context.output.answer({ ok: true, jobs }, [])
        return EXIT.ok
      }
      await new Promise((resolve) => setTimeout(resolve, WATCH_MS))
    }
  })
}
