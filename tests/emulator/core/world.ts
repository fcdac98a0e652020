import { chargeFor } from '../charges.ts'
import { createPriceBook, type PriceBook } from '../prices.ts'
import { createFaultSwitch, type DrawnFaults, type FaultSwitch } from './fault-switch.ts'
import { createFileStore, type FileStore } from './files.ts'
import { createIds, type Job, type Outcome, once, type Timeline } from './jobs.ts'
import { EMULATOR_KEYS } from './keys.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createRequestLog, type RequestLog, shortHash } from './request-log.ts'
import type { EmulatedProvider, Exchange } from './wire.ts'

/** Everything that the services of one emulator share. */
export interface World {
  readonly seed: number
  /** `http://127.0.0.1:PORT`, known once it listens. */
  origin: string
  timeline: Timeline
  /** No side of a made picture or clip is longer, in pixels; for tests that want it quick. */
  maxSide: number
  /** fal's queue may say what is wrong with an input when it takes it, or in place of the result. */
  falValidates: 'at-submit' | 'at-result'
  /** Added to the time of the machine, in milliseconds. */
  clockOffsetMs: number
  readonly keys: Map<EmulatedProvider, Set<string>>
  readonly ledger: Ledger
  readonly requests: RequestLog
  readonly faults: FaultSwitch
  readonly files: FileStore
  readonly jobs: Map<string, Job>
  readonly prices: PriceBook
  readonly nextId: (kind: string) => string
  now(): number
}

export function createWorld(seed: number): World {
  const world: World = {
    seed,
    origin: '',
    timeline: { by: 'polls', pollsUntilDone: 3 },
    maxSide: 8192,
    falValidates: 'at-submit',
    clockOffsetMs: 0,
    keys: new Map(Object.entries(EMULATOR_KEYS).map(([provider, key]) => [provider as EmulatedProvider, new Set([key])])),
    ledger: createLedger(),
    requests: createRequestLog(),
    faults: createFaultSwitch(),
    files: createFileStore(),
    jobs: new Map(),
    prices: createPriceBook(),
    nextId: createIds(seed),
    now: () => Date.now() + world.clockOffsetMs,
  }
  return world
}

/** Work that fails in a way the service has a name for. */
export class WorkError extends Error {
  readonly type: string
  constructor(type: string, message: string) {
    super(message)
    this.type = type
  }
}

interface Create {
  readonly provider: EmulatedProvider
  readonly model: string
  readonly key: string
  readonly exchange: Exchange
  readonly input: Readonly<Record<string, unknown>>
}

/** Notes an accepted create that is answered at once. @returns its name in the ledger. */
export function acceptNow(world: World, { provider, model, key, exchange, input }: Create): string {
  return world.ledger.accept({
    provider,
    model,
    keyHash: shortHash(key),
    correlation: correlationOf(exchange),
    bodyHash: exchange.bodyHash,
    jobId: null,
    costMicros: world.prices.costOf(provider, model, input),
  })
}

/**
 * Notes an accepted create whose work is asked for later, and keeps its job.
 *
 * @param work makes what the service would give; a WorkError is a failure of the job, not of the emulator.
 */
export function acceptJob(world: World, create: Create & { readonly id: string }, work: (ledgerId: string) => Promise<unknown>): Job {
  const { provider, model, key, exchange, input, id } = create
  const costMicros = world.prices.costOf(provider, model, input)
  const ledgerId = world.ledger.accept({
    provider,
    model,
    keyHash: shortHash(key),
    correlation: correlationOf(exchange),
    bodyHash: exchange.bodyHash,
    jobId: id,
    costMicros,
  })
  const { job: faults } = exchange.faults
  const outcome = once(async () => {
    const made = await outcomeOf(faults, () => work(ledgerId))
    world.ledger.finish(ledgerId, made.kind, chargeFor(provider, made, costMicros))
    return made
  })
  const job: Job = {
    id,
    provider,
    model,
    input,
    ledgerId,
    faults,
    timeline: world.timeline,
    createdAt: world.now(),
    polls: 0,
    state: 'open',
    outcome,
  }
  world.jobs.set(id, job)
  return job
}

async function outcomeOf(faults: DrawnFaults['job'], work: () => Promise<unknown>): Promise<Outcome<unknown>> {
  if (faults.has('moderated'))
    return { kind: 'moderated', message: 'The content could not be processed because it was flagged by a content checker.' }
  if (faults.has('job-fails')) return { kind: 'failed', type: 'internal_server_error', message: 'The model ended with an error.' }
  try {
    return { kind: 'succeeded', output: await work() }
  } catch (thrown) {
    if (thrown instanceof WorkError) return { kind: 'failed', type: thrown.type, message: thrown.message }
    throw thrown
  }
}

/** Ends a job that is asked to stop; nothing is billed for it. */
export function cancelJob(world: World, job: Job): void {
  job.state = 'canceled'
  world.ledger.finish(job.ledgerId, 'canceled', 0)
}

export function isAcceptedKey(world: World, provider: EmulatedProvider, key: string): boolean {
  return world.keys.get(provider)?.has(key) ?? false
}

/** Headers by which clients tie a retry to its first try. No service here documents one. */
const CORRELATION = ['idempotency-key', 'x-idempotency-key', 'x-client-request-id', 'x-correlation-id', 'x-request-id']

function correlationOf({ headers }: Exchange): string | null {
  const name = CORRELATION.find((header) => headers[header] !== undefined)
  return name === undefined ? null : `${name}: ${headers[name]}`
}

/**
 * The seed of a picture: the one that was asked for, else one that is new for each create of the same body and the same in each run of the emulator.
 * A seed of -1 asks for none.
 */
export function seedFor(world: World, { bodyHash }: Exchange, asked: unknown): number {
  if (typeof asked === 'number' && asked >= 0) return asked
  const nth = world.ledger.countOf(bodyHash)
  return Number.parseInt(shortHash(`${world.seed}:${bodyHash}:${nth}`).slice(0, 7), 16)
}
