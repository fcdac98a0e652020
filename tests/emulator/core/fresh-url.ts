import type { Job } from './jobs.ts'
import type { World } from './world.ts'

/** Bytes that a job made. */
export interface MadeFile {
  readonly bytes: Buffer
  readonly mediaType: string
}

/** Gives addresses of a job's file that are good for a while, as services do that sign a new one whenever they are asked. */
export function createFreshUrls(world: World, prefix: string, goodForMs: number): (job: Job, file: MadeFile) => string {
  const given = new Map<string, { readonly url: string; readonly expiresAt: number }>()
  return (job, file) => {
    const known = given.get(job.id)
    if (known !== undefined && known.expiresAt > world.now()) return known.url
    // The first address of a job with this fault is dead already; the next one is good.
    const expiresAt = known === undefined && job.faults.has('url-expires') ? 0 : world.now() + goodForMs
    const url = `${world.origin}${world.files.keep(prefix, { ...file, ledgerId: job.ledgerId, expiresAt })}`
    given.set(job.id, { url, expiresAt })
    return url
  }
}
