import type { Client } from '../contract/define.ts'
import { StudioError } from '../domain/errors.ts'
import type { JobId } from '../domain/ids.ts'
import { isFinished, type JobSummary } from '../domain/job.ts'
import type { Output } from './output.ts'
import type { SocketContract } from './socket-client.ts'

const POLL_MS = 40

/**
 * Waits for a job and gives it back when it has succeeded. An abort cancels the job and waits for its end.
 *
 * @throws StudioError the job's own error; `job.canceled`; `job.crashed` where it needs attention
 */
export async function finishJob(
  client: Client<SocketContract>,
  id: JobId,
  options: { readonly signal: AbortSignal; readonly output: Output },
): Promise<JobSummary> {
  const { signal, output } = options
  let isCancelAsked = false
  for (;;) {
    const job = await client['jobs.get']({ id })
    if (isFinished(job.state)) return settled(job)
    if (job.state === 'needs-attention') {
      const why = job.error === null ? undefined : StudioError.fromShape(job.error)
      if (why !== undefined && why.code !== 'job.crashed') throw why
      throw new StudioError('job.crashed', 'The job was cut off twice while it ran; see `drape jobs list`', { details: { jobId: id } })
    }
    if (signal.aborted && !isCancelAsked) {
      isCancelAsked = true
      await client['jobs.cancel']({ id })
    }
    const { stage, fraction, leftMs } = job.progress
    const left = leftMs === undefined ? '' : `, ${Math.ceil(leftMs / 1000)} s left`
    output.note(`${job.state} ${stage ?? ''} ${Math.round(fraction * 100)} %${left}`)
    await pause(POLL_MS)
  }
}

function settled(job: JobSummary): JobSummary {
  if (job.state === 'succeeded') return job
  if (job.state === 'canceled') throw new StudioError('job.canceled', 'Cancelled')
  throw job.error === null ? new StudioError('internal', 'The job failed without saying why') : StudioError.fromShape(job.error)
}

/** The command line has no event stream over the private socket; asking 25 times a second costs 0.2 ms each. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
