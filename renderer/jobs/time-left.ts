import type { JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'

interface Sample {
  readonly atMs: number
  readonly fraction: number
}

/** The first progress this page saw of each running job. */
const firstSeen = new Map<JobId, Sample>()

/** How far services said that they are, which a job that waits for its service does not tell itself. */
const toldByService = new Map<JobId, number>()

export function noteRemote(id: JobId, fraction: number): void {
  toldByService.set(id, Math.max(fraction, toldByService.get(id) ?? 0))
}

export function forgetRemote(id: JobId): void {
  toldByService.delete(id)
}

/** How far a job is, 0..1; of one that waits for its service what that said last. */
export function fractionOf({ id, state, progress }: Pick<JobSummary, 'id' | 'state' | 'progress'>): number {
  if (state === 'waiting') return toldByService.get(id) ?? 0
  return state === 'running' ? Math.max(progress.fraction, toldByService.get(id) ?? 0) : progress.fraction
}

/** Before this share was watched the pace says nothing. */
const MIN_WATCHED = 0.05

export function noteProgress(id: JobId, fraction: number): void {
  const known = firstSeen.get(id)
  // A job that begins again, after a retry, begins to be watched again.
  if (known === undefined || fraction < known.fraction) firstSeen.set(id, { atMs: performance.now(), fraction })
}

export function forgetProgress(id: JobId): void {
  firstSeen.delete(id)
}

/**
 * Milliseconds a running job still needs: by the pace watched so far, before that by what its kind usually takes.
 *
 * @returns null while neither is known.
 */
export function millisecondsLeft(id: JobId, fraction: number, usualMs: number | null): number | null {
  const first = firstSeen.get(id)
  return paceLeft(first, { atMs: performance.now(), fraction }) ?? (usualMs === null ? null : usualMs * (1 - fraction))
}

/** @returns null where too little was watched. */
export function paceLeft(first: Sample | undefined, now: Sample): number | null {
  if (first === undefined || now.fraction - first.fraction < MIN_WATCHED) return null
  return ((now.atMs - first.atMs) / (now.fraction - first.fraction)) * (1 - now.fraction)
}
