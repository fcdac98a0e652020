import { createHash } from 'node:crypto'
import type { EmulatedProvider, Operation } from './wire.ts'

/** What is kept of one request: no values of headers, no bodies, so that no secret stays. */
export interface LoggedRequest {
  readonly sequence: number
  /** Null where no service is asked. */
  readonly provider: EmulatedProvider | null
  readonly operation: Operation | null
  readonly model: string | null
  readonly method: string
  /** Whole path, without the query. */
  readonly path: string
  /** Names of the parameters of the query, sorted. */
  readonly queryNames: readonly string[]
  /** First 16 hex digits of the SHA-256 of each header's value, by lower-case name. */
  readonly headerHashes: Readonly<Record<string, string>>
  readonly bodyHash: string
  readonly bodyBytes: number
  /** The status that was meant to be sent; null where the connection was broken instead. */
  readonly status: number | null
  /** Name of the fault that spoiled it. */
  readonly fault: string | null
}

export interface RequestLog {
  add(request: Omit<LoggedRequest, 'sequence'>): void
  all(): readonly LoggedRequest[]
  clear(): void
}

const KEPT = 20_000

export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = []
  let sequence = 0
  return {
    add(request) {
      sequence += 1
      requests.push({ sequence, ...request })
      if (requests.length > KEPT) requests = requests.slice(-KEPT / 2)
    },
    all: () => requests,
    clear() {
      requests = []
    },
  }
}

/** First 16 hex digits of the SHA-256: enough to tell two secrets apart, too little to find one. */
export function shortHash(value: string | Uint8Array): string {
  return createHash('sha256').update(value).digest('hex').slice(0, 16)
}
