import type { JobId } from '../../app/domain/ids.ts'

/** The job an address names. The page has no zod, so the shape is checked here; whether there is such a job, the studio says. */
export function jobId(text: string): JobId | null {
  return /^job_[0-9a-z]{20}$/.test(text) ? (text as JobId) : null
}
