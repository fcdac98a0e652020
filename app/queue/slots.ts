import type { BootId } from '../domain/ids.ts'
import type { JobDefinitions, RemoteWork } from './define-job.ts'
import type { StoredJob } from './job-rows.ts'
import type { JobStore } from './store.ts'

/** What of a slot is under way in this process. */
export interface SlotUse {
  readonly runs: number
  /** Of these, those that look at waiting work. */
  readonly polls: number
}

/** Gives out jobs as the slots of their kinds allow. */
export interface Slots {
  /** Claims what may run now, one job at a time; `launch` must count it before it returns. */
  claimAll(boot: BootId, use: (slot: string) => SlotUse, launch: (job: StoredJob) => void): void
}

/** @throws RangeError when two kinds of one slot disagree about its limit: a fault of the program. */
export function createSlots<Services>(definitions: JobDefinitions<Services>, services: Services, store: JobStore): Slots {
  const limits = slotLimits(definitions)
  const remotes = Object.values(definitions).flatMap(({ remote }) => (remote === undefined ? [] : [remote]))
  return {
    claimAll(boot, use, launch) {
      for (const [slot, limit] of limits) claimWhile(() => use(slot).runs < limit && store.claim(slot, boot), launch)
      for (const remote of remotes) {
        for (const slot of remote.slots) claimRemote({ remote, slot, services, store, boot, use }, launch)
      }
    },
  }
}

interface RemoteClaim<Services> {
  readonly remote: Pick<RemoteWork<never, Services>, 'admits'>
  readonly slot: string
  readonly services: Services
  readonly store: JobStore
  readonly boot: BootId
  readonly use: (slot: string) => SlotUse
}

/** Waiting work keeps its place at the service, so it counts against what may be begun; to look at it is cheap and has a limit of its own. */
function claimRemote<Services>(claim: RemoteClaim<Services>, launch: (job: StoredJob) => void): void {
  const { remote, slot, services, store, boot, use } = claim
  const { newWork, polls } = remote.admits(slot, services)
  claimWhile(() => use(slot).polls < polls && store.claim(slot, boot, 'waiting'), launch)
  claimWhile(() => use(slot).runs + store.countWaiting(slot) < newWork && store.claim(slot, boot, 'new'), launch)
}

function claimWhile(next: () => StoredJob | undefined | false, launch: (job: StoredJob) => void): void {
  for (let job = next(); job !== undefined && job !== false; job = next()) launch(job)
}

function slotLimits<Services>(definitions: JobDefinitions<Services>): Map<string, number> {
  const limits = new Map<string, number>()
  for (const { slot, slotLimit, remote } of Object.values(definitions)) {
    if (remote !== undefined) continue
    if ((limits.get(slot) ?? slotLimit) !== slotLimit) throw new RangeError(`Slot ${slot} has two limits`)
    limits.set(slot, slotLimit)
  }
  return limits
}
