import type { PriceOrder } from '../prices.ts'
import type { Chaos, FaultOrder } from './fault-switch.ts'
import { FAULTS, isFaultName } from './fault-table.ts'
import type { Timeline } from './jobs.ts'
import { acceptedByBody, type LedgerEntry } from './ledger.ts'
import type { LoggedRequest } from './request-log.ts'
import type { EmulatedProvider } from './wire.ts'
import type { World } from './world.ts'

/** What a test can ask of an emulator and change in it. */
export interface Control {
  /** @throws TypeError for a name that the table does not have. */
  fault(order: FaultOrder): void
  /** Faults by chance from now on; null for none. */
  chaos(chaos: Chaos | null): void
  /** Forgets every order and chance; what jobs already have stays with them. */
  clearFaults(): void
  /** How long work takes that is created from now on. */
  timeline(timeline: Timeline): void
  /** No longer side of anything made from now on, in pixels. */
  maxSide(pixels: number): void
  /** Whether fal's queue complains of an input when it is sent, or in place of its result. */
  falValidates(at: World['falValidates']): void
  /** A price in place of the table's, until `reset`. */
  price(order: PriceOrder): void
  /** Moves the emulator's clock forward. */
  advance(milliseconds: number): void
  addKey(provider: EmulatedProvider, key: string): void
  /** From now on the key is refused as wrong. */
  revokeKey(provider: EmulatedProvider, key: string): void
  ledger(): readonly LedgerEntry[]
  /** Accepted creates by the SHA-256 of their body. */
  accepted(): Readonly<Record<string, number>>
  requests(): readonly LoggedRequest[]
  /** Forgets ledger, requests, faults, jobs, files and ordered prices. Keys and timeline stay. */
  reset(): void
}

export function createControl(world: World): Control {
  return {
    fault(order) {
      if (!isFaultName(order.name))
        throw new TypeError(`There is no fault named ${String(order.name)}. There are: ${Object.keys(FAULTS).join(', ')}`)
      world.faults.order(order)
    },
    chaos(chaos) {
      for (const name of Object.keys(chaos?.rates ?? {})) if (!isFaultName(name)) throw new TypeError(`There is no fault named ${name}`)
      world.faults.chaos(chaos)
    },
    clearFaults: () => world.faults.clear(),
    timeline(timeline) {
      world.timeline = timeline
    },
    maxSide(pixels) {
      world.maxSide = pixels
    },
    falValidates(at) {
      world.falValidates = at
    },
    price: (order) => world.prices.order(order),
    advance(milliseconds) {
      world.clockOffsetMs += milliseconds
    },
    addKey: (provider, key) => void world.keys.get(provider)?.add(key),
    revokeKey: (provider, key) => void world.keys.get(provider)?.delete(key),
    ledger: () => world.ledger.entries(),
    accepted: () => acceptedByBody(world.ledger.entries()),
    requests: () => world.requests.all(),
    reset() {
      world.ledger.clear()
      world.requests.clear()
      world.faults.clear()
      world.files.clear()
      world.jobs.clear()
      world.prices.clear()
    },
  }
}

/** The same over a wire: each name, and what it answers later. */
export type RemoteControl = {
  readonly [Name in keyof Control]: (...args: Parameters<Control[Name]>) => Promise<ReturnType<Control[Name]>>
}

const PATHS: Readonly<Record<keyof Control, readonly ['GET' | 'POST', string]>> = {
  fault: ['POST', 'faults'],
  chaos: ['POST', 'chaos'],
  clearFaults: ['POST', 'clear-faults'],
  timeline: ['POST', 'timeline'],
  maxSide: ['POST', 'max-side'],
  falValidates: ['POST', 'fal-validates'],
  price: ['POST', 'price'],
  advance: ['POST', 'advance'],
  addKey: ['POST', 'add-key'],
  revokeKey: ['POST', 'revoke-key'],
  ledger: ['GET', 'ledger'],
  accepted: ['GET', 'accepted'],
  requests: ['GET', 'requests'],
  reset: ['POST', 'reset'],
}

/** Answers `/_control/…`: one argument is the body, more are an array. @returns undefined where there is no such address. */
export function answerControl(
  control: Control,
  method: string,
  { path, body }: { readonly path: string; readonly body: string },
): { readonly status: number; readonly json: unknown } | undefined {
  if (method === 'GET' && path === 'fault-table') return { status: 200, json: FAULTS }
  const found = Object.entries(PATHS).find(([, [verb, name]]) => verb === method && name === path)
  if (found === undefined) return undefined
  try {
    const sent: unknown = body === '' ? [] : JSON.parse(body)
    const call = control[found[0] as keyof Control] as (...args: unknown[]) => unknown
    return { status: 200, json: call(...(Array.isArray(sent) ? sent : [sent])) ?? null }
  } catch (thrown) {
    return { status: 400, json: { error: String(thrown) } }
  }
}

/** Controls an emulator in another process. */
export function connectControl(origin: string): RemoteControl {
  const call = async (name: keyof Control, args: readonly unknown[]): Promise<unknown> => {
    const [method, path] = PATHS[name]
    const response = await fetch(`${origin}/_control/${path}`, {
      method,
      ...(method === 'POST' ? { body: JSON.stringify(args), headers: { 'content-type': 'application/json' } } : {}),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new TypeError(JSON.stringify(answer))
    return answer ?? undefined
  }
  const calls = Object.keys(PATHS).map((name) => [name, (...args: unknown[]) => call(name as keyof Control, args)])
  return Object.fromEntries(calls) as RemoteControl
}
