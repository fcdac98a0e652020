/** Places where a crash test kills the process. Without DRAPE_KILL_AT they cost one comparison and do nothing. */

export const FAULT_POINTS = [
  'before-rename',
  'after-rename',
  'before-db-commit',
  'after-db-commit',
  'mid-import',
  'mid-purge',
  'mid-job',
  'mid-create',
  'mid-rebuild',
  'after-intent',
  'before-send',
  'after-send',
  'after-accept',
  'after-poll',
  'mid-download',
  'after-keep',
  'before-finish',
] as const
export type FaultPoint = (typeof FAULT_POINTS)[number]

// Counts per point. Module state on purpose: the n-th hit counts whoever reaches it, in each thread on its own.
const hits = new Map<string, number>()

/**
 * Ends the process with SIGKILL when env DRAPE_KILL_AT is `name` (first hit) or `name#n` (n-th hit, from 1);
 * otherwise returns at once. SIGKILL, because a caught exception or an exit handler would tidy up what a crash leaves.
 */
export function hitPoint(name: FaultPoint): void {
  const target = process.env['DRAPE_KILL_AT']
  if (target === undefined) return
  const count = (hits.get(name) ?? 0) + 1
  hits.set(name, count)
  const [point, nth = '1'] = target.split('#')
  if (point === name && count === Number(nth)) process.kill(process.pid, 'SIGKILL')
}
