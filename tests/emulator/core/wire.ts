import type { ProviderId } from '../../../app/domain/cloud/tasks.ts'
import type { DrawnFaults } from './fault-switch.ts'

/** Services that are spoken here: every one of the studio but the local one. */
export type EmulatedProvider = Exclude<ProviderId, 'local'>

/** What a request is to the job it belongs to; faults are aimed at it. */
export type Operation = 'create' | 'poll' | 'result' | 'cancel' | 'upload' | 'download' | 'read'

/** One request as a service sees it. */
export interface Exchange {
  readonly method: string
  /** What follows the prefix of the service, with a leading slash, decoded. */
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** SHA-256 of the body, lower-case hex. */
  readonly bodyHash: string
  readonly faults: DrawnFaults
}

/** What a service answers; `sendAnswer` writes it. At most one of `json`, `bytes` and `events`. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Buffer
  /** Server-sent events, each a value of JSON. */
  readonly events?: AsyncIterable<unknown>
  /** Entry of the ledger whose result is given to the client once this answer has been written whole. */
  readonly delivers?: string
  /** Path of the kept file that this answer holds to its end: a result of several files is given once all are. */
  readonly file?: string
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD'
  /** Matched against the whole path. */
  readonly path: RegExp
  readonly operation: Operation
  /** The model asked for, so that faults can be aimed at one; null where the path and the body name none. */
  readonly modelOf?: (groups: Groups, exchange: Omit<Exchange, 'faults'>) => string | null
  readonly handle: (exchange: Exchange, groups: Groups) => Answer | Promise<Answer>
}

export type Groups = Readonly<Record<string, string>>

/** Why a service refuses a request before it takes any work. */
export type Refusal =
  | 'bad-key'
  | 'no-credit'
  | 'locked'
  | 'rate-limit'
  | 'internal'
  | 'overloaded'
  | 'not-found'
  | 'retired'
  | 'bad-request'

export interface Service {
  readonly provider: EmulatedProvider
  /** First segment of its addresses here, such as `fal-queue`. */
  readonly prefix: string
  readonly routes: readonly Route[]
  /** A refusal in the service's own words. */
  refuse(reason: Refusal, detail?: string): Answer
}

export function jsonAnswer(status: number, json: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, json, headers }
}

/** The body as an object of JSON; undefined where it is none. */
export function jsonBody(exchange: Pick<Exchange, 'body'>): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(exchange.body.toString('utf8'))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
