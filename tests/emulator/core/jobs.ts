import { createHash } from 'node:crypto'
import type { FaultName } from './fault-table.ts'
import type { EmulatedProvider } from './wire.ts'

/** How long work takes. By polls nothing depends on how fast the machine is. */
export type Timeline =
  | { readonly by: 'polls'; readonly pollsUntilDone: number }
  | { readonly by: 'clock'; readonly queueMs: number; readonly runMs: number }

/** What became of the work of a job. */
export type Outcome<Output> =
  | { readonly kind: 'succeeded'; readonly output: Output }
  | { readonly kind: 'failed'; readonly type: string; readonly message: string }
  | { readonly kind: 'moderated'; readonly message: string }

export interface Job<Output = unknown> {
  readonly id: string
  readonly provider: EmulatedProvider
  readonly model: string
  readonly input: Readonly<Record<string, unknown>>
  readonly ledgerId: string
  readonly faults: ReadonlySet<FaultName>
  readonly timeline: Timeline
  /** Milliseconds of the emulator's clock. */
  readonly createdAt: number
  polls: number
  /** `finished` in less time than its timeline says. */
  state: 'open' | 'canceled' | 'finished'
  /** When its result is forgotten, in milliseconds of the emulator's clock. */
  resultGoneAt?: number
  /** Does the work, once, when it is first asked for. */
  readonly outcome: () => Promise<Outcome<Output>>
}

export type Stage = 'queued' | 'running' | 'done' | 'canceled'

/** Where a job is, without moving it on. */
export function stageOf(job: Job, now: number): Stage {
  if (job.state !== 'open') return job.state === 'canceled' ? 'canceled' : 'done'
  if (job.faults.has('stuck-in-queue')) return 'queued'
  const stage = timedStage(job, now)
  return stage === 'done' && job.faults.has('stuck-running') ? 'running' : stage
}

function timedStage({ timeline, polls, createdAt }: Job, now: number): Stage {
  if (timeline.by === 'clock') {
    const age = now - createdAt
    return age < timeline.queueMs ? 'queued' : age < timeline.queueMs + timeline.runMs ? 'running' : 'done'
  }
  if (polls >= timeline.pollsUntilDone) return 'done'
  return polls * 2 < timeline.pollsUntilDone ? 'queued' : 'running'
}

/** How far a running job is, 0 to 1. */
export function progressOf({ timeline, polls, createdAt }: Job, now: number): number {
  if (timeline.by === 'polls') return Math.min(1, polls / Math.max(1, timeline.pollsUntilDone))
  return Math.min(1, Math.max(0, (now - createdAt - timeline.queueMs) / Math.max(1, timeline.runMs)))
}

/** Names that look like those of services, the same for the same seed and order. */
export function createIds(seed: number): (kind: string) => string {
  let count = 0
  return (kind) => {
    count += 1
    const hex = createHash('sha256').update(`${seed}:${kind}:${count}`).digest('hex')
    return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-')
  }
}

/** Runs work once, however often it is asked for. */
export function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= work()
    return made
  }
}
