import type { JsonValue } from '../domain/json.ts'

/** Whose address it is: ours, by configuration, or one that an answer named (private addresses and other schemes are refused, no credentials). */
export type Trust = 'configured' | 'response'

export interface HttpRequest {
  readonly url: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: JsonValue | Uint8Array | FormData
  readonly trust: Trust
  /** Sent at most once, and its outcome may be unknown: an answer that did not come whole is `provider.outcome-unknown`. */
  readonly isPaid?: boolean
  readonly timeoutMs?: number
  /** Most bytes of the answer, after it is unpacked. */
  readonly maxBytes?: number
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly text: string
}

/** One request, one answer: redirects of paid requests are refused, nothing is tried again. */
export interface ProviderHttp {
  send(request: HttpRequest): Promise<HttpAnswer>
  /**
   * Streams a result to a file, checking length and cap. `sha256` of what was written, lower-case hex. What came before a connection broke
   * stays beside `to` (`.part`) and is gone on from by the next call, where the service can. `headers` go to hosts of our own configuration only.
   */
  download(
    url: string,
    to: string,
    limits: { readonly maxBytes: number; readonly timeoutMs: number; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<{ readonly bytes: number; readonly sha256: string }>
}
