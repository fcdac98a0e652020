import type { Log } from '../platform/log.ts'
import type { JobDefinitions } from './define-job.ts'
import type { StoredJob } from './job-rows.ts'
import type { JobStore } from './store.ts'
import { withDeadline } from './with-deadline.ts'

/** Tells services that cancelled jobs are not wanted any more, and the job what came of it. */
export interface Farewells {
  /** Begins; the job is told again where it is certain that nothing goes on. */
  say(job: StoredJob): void
  /** Waits for those under way, `graceMs` at most. */
  settled(graceMs: number): Promise<void>
}

/** @see Farewells */
export function createFarewells<Services>(
  options: { readonly definitions: JobDefinitions<Services>; readonly services: Services; readonly log: Log },
  store: Pick<JobStore, 'noteRemote'>,
  publish: (job: StoredJob) => unknown,
): Farewells {
  const { definitions, services, log } = options
  const underWay = new Set<Promise<void>>()
  const part = async (job: StoredJob): Promise<void> => {
    try {
      const ended = await definitions[job.kind]?.remote?.cancel(job.id, services)
      if (ended === undefined || ended.mayContinue === job.remoteMayContinue) return
      publish(store.noteRemote(job.id, ended.mayContinue ? 'may-continue' : 'has-ended'))
    } catch (thrown) {
      // The job stays cancelled, and may go on at the service: that is what it says already.
      log.warn({ jobId: job.id, err: thrown }, 'A service could not be told that a job is cancelled')
    }
  }
  return {
    say(job) {
      if (definitions[job.kind]?.remote === undefined) return
      const done = part(job).finally(() => underWay.delete(done))
      underWay.add(done)
    },
    settled: (graceMs) => withDeadline(Promise.all(underWay), graceMs),
  }
}
