import type { StudioEvent } from '../app/contract/events.ts'
import type { JobSummary } from '../app/domain/job.ts'
import type { Translate } from './texts.ts'

export interface JobNotice {
  readonly title: string
  readonly body: string
}

/** What is said of a job that ended, or undefined where nothing is: a person who cancels knows. */
export function noticeOf(job: JobSummary, translate: Translate): JobNotice | undefined {
  if (job.state === 'succeeded') return { title: translate(`notice.done.${job.kind}`), body: job.title }
  if (job.state === 'needs-attention') return { title: translate('notice.attention'), body: job.title }
  if (job.state !== 'failed') return undefined
  const reason = translate(`errors.${job.error?.code ?? 'internal'}`)
  return { title: translate(`notice.failed.${job.kind}`), body: job.title === '' ? reason : `${job.title}\n${reason}` }
}

/** Tells of each end of a job once: its row may change again afterwards, and a job that is tried again ends again. */
export class JobNotices {
  readonly #told = new Map<string, string>()

  /** The job that has just ended, if this event says so. */
  ended(event: StudioEvent): JobSummary | undefined {
    if (event.type !== 'job.changed') return undefined
    const { id, state } = event.job
    const isEnd = state === 'succeeded' || state === 'failed' || state === 'needs-attention'
    if (!isEnd) {
      this.#told.delete(id)
      return undefined
    }
    if (this.#told.get(id) === state) return undefined
    this.#told.set(id, state)
    return event.job
  }
}
