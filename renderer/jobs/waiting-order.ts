import type { JobId } from '../../app/domain/ids.ts'
import type { JobSummary } from '../../app/domain/job.ts'

export type Move = 'first' | 'earlier' | 'later'

/** Queued jobs in the order they will run. */
export function waitingOrder(jobs: readonly JobSummary[]): readonly JobSummary[] {
  return jobs.filter((job) => job.state === 'queued').toSorted((a, b) => b.priority - a.priority || a.position - b.position)
}

/** The order after one job was moved; null where that changes nothing. */
export function movedOrder(order: readonly JobId[], id: JobId, move: Move): readonly JobId[] | null {
  const from = order.indexOf(id)
  const to = move === 'first' ? 0 : move === 'earlier' ? from - 1 : from + 1
  if (from < 0 || to < 0 || to >= order.length || to === from) return null
  const rest = order.filter((one) => one !== id)
  return [...rest.slice(0, to), id, ...rest.slice(to)]
}
