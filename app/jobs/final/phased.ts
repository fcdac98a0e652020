import type { JobContext } from '../../queue/define-job.ts'

/** The context of one part of a job: its progress from 0 to 1 is told as a part of the whole. */
export function phased<Services>(context: JobContext<Services>, [from, to]: readonly [number, number]): JobContext<Services> {
  return {
    ...context,
    progress: (fraction, stage) => context.progress(from + fraction * (to - from), stage),
  }
}
