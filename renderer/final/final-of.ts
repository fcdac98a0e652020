import type { FinalWork } from '../../app/domain/final/final-request.ts'
import type { FinalResult } from '../../app/domain/final/final-result.ts'
import type { JobSummary } from '../../app/domain/job.ts'

/** What a final was started with; null for other work. The core has checked it against the schema of its kind. */
export function finalWorkOf(job: JobSummary | null): FinalWork | null {
  return job?.kind === 'final-try-on' && job.payload !== null ? (job.payload as unknown as FinalWork) : null
}

/** What came of a final that is done. */
export function finalOf(job: JobSummary | null): FinalResult | null {
  return job?.kind === 'final-try-on' && job.state === 'succeeded' ? (job.result as unknown as FinalResult) : null
}
