import { createHash } from 'node:crypto'
import { FAULTS, type FaultName, isFaultName } from './fault-table.ts'
import type { EmulatedProvider, Operation } from './wire.ts'

/** One order for faults: the next `times` requests it fits to have it. */
export interface FaultOrder {
  readonly name: FaultName
  readonly provider?: EmulatedProvider
  /** The service's own name of the model. */
  readonly model?: string
  /** Operations it is aimed at; those of the table without. */
  readonly on?: readonly Operation[]
  /** How many requests have it; 1 without. `always` until `clearFaults`. */
  readonly times?: number | 'always'
  /** How many requests that fit are let through first. */
  readonly after?: number
  readonly delayMs?: number
  readonly retryAfterS?: number
}

/** Faults by chance, the same for the same seed and the same requests. */
export interface Chaos {
  readonly seed: number
  /** Probability of each fault, 0 to 1, per request that its operations fit to. */
  readonly rates: Readonly<Partial<Record<FaultName, number>>>
}

export interface DrawnFault {
  readonly name: FaultName
  readonly delayMs: number
  readonly retryAfterS: number
}

/** The faults of one request: at most one that concerns the wire, and any number that its job keeps. */
export interface DrawnFaults {
  readonly wire: DrawnFault | null
  readonly job: ReadonlySet<FaultName>
}

interface Target {
  readonly provider: EmulatedProvider
  readonly model: string | null
  readonly operation: Operation
  /** The same for requests that are the same. */
  readonly identity: string
  readonly body: Buffer
}

export interface FaultSwitch {
  order(order: FaultOrder): void
  chaos(chaos: Chaos | null): void
  /** Forgets orders and chance. */
  clear(): void
  draw(target: Target): DrawnFaults
}

export function createFaultSwitch(): FaultSwitch {
  let orders: { readonly order: FaultOrder; skip: number; left: number }[] = []
  let chance: Chaos | null = null
  const seen = new Map<string, number>()
  return {
    order(order) {
      const { times = 1, after = 0 } = order
      orders.push({ order, skip: after, left: times === 'always' ? Number.POSITIVE_INFINITY : times })
    },
    chaos(chaos) {
      chance = chaos
      seen.clear()
    },
    clear() {
      orders = []
      chance = null
      seen.clear()
    },
    draw(target) {
      let wire: DrawnFault | null = null
      const job = new Set<FaultName>()
      for (const name of namedIn(target)) {
        if (FAULTS[name].when === 'job') job.add(name)
        else wire ??= drawn({ name })
      }
      for (const armed of orders) {
        if (!fits(armed.order, target)) continue
        const isWire = FAULTS[armed.order.name].when !== 'job'
        if (isWire && wire !== null) continue
        if (armed.skip > 0) {
          armed.skip -= 1
          continue
        }
        armed.left -= 1
        if (isWire) wire = drawn(armed.order)
        else job.add(armed.order.name)
      }
      orders = orders.filter(({ left }) => left > 0)
      if (chance === null) return { wire, job }
      const nth = (seen.get(target.identity) ?? 0) + 1
      seen.set(target.identity, nth)
      for (const [name, rate] of Object.entries(chance.rates) as [FaultName, number][]) {
        if (!FAULTS[name].on.includes(target.operation)) continue
        if (shareOf(`${chance.seed}:${name}:${target.identity}:${nth}`) >= rate) continue
        if (FAULTS[name].when === 'job') job.add(name)
        else wire ??= drawn({ name })
      }
      return { wire, job }
    },
  }
}

/** Faults that a person wrote into the prompt, as `emulate:moderated`: what a studio shows of each can be seen without any control. */
function namedIn({ operation, body }: Target): readonly FaultName[] {
  if (operation !== 'create' || !body.includes('emulate:')) return []
  const names = [...body.toString('latin1').matchAll(/emulate:([a-z0-9-]+)/g)].map(([, name]) => name)
  return names.filter(isFaultName)
}

function drawn({ name, delayMs = 2000, retryAfterS = 1 }: FaultOrder): DrawnFault {
  return { name, delayMs, retryAfterS }
}

function fits(order: FaultOrder, { provider, model, operation }: Target): boolean {
  if (order.provider !== undefined && order.provider !== provider) return false
  if (order.model !== undefined && order.model !== model) return false
  return (order.on ?? FAULTS[order.name].on).includes(operation)
}

/** A text as a number from 0 to 1, evenly spread. */
export function shareOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32
}
