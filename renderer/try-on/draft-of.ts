import type { JobSummary } from '../../app/domain/job.ts'
import type { TryOnResult } from '../../app/domain/try-on.ts'

/** The result of a finished draft, as the core checked it; null for anything else. */
export function draftOf(job: JobSummary | null): TryOnResult | null {
  return job !== null && job.kind === 'try-on' && job.state === 'succeeded' ? (job.result as unknown as TryOnResult) : null
}
