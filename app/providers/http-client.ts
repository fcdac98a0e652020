import { buffer } from 'node:stream/consumers'
import { StudioError } from '../domain/errors.ts'
import { type Log, silentLog } from '../platform/log.ts'
import type { HttpAnswer, HttpRequest, ProviderHttp } from './http.ts'
import { downloadTo } from './http-download.ts'
import { ExchangeError, exchange, unpacked } from './http-exchange.ts'
import { type Gate, gateOf, type HttpOptions, headersOf, unless, urlOf } from './http-gate.ts'
import { redactHeaders, redactUrl } from './http-redact.ts'

const TIMEOUT_MS = 60_000
const MAX_ANSWER_BYTES = 128 * 1024 * 1024

/**
 * The only way out of the studio to cloud services. Opens nothing while no service is switched on, and then their own hosts and, over TLS, public
 * hosts that their answers named.
 *
 * @returns a client for each call, which ends with the call's signal. An abort passes through, but for a paid request that may have been read:
 * that is `provider.outcome-unknown` however it ended.
 */
export function createProviderHttp(options: HttpOptions): (signal: AbortSignal) => ProviderHttp {
  const gate = gateOf(options)
  const log = options.log ?? silentLog
  return (signal) => ({
    send: (request) => send(request, { gate, log, signal }),
    download: (url, to, limits) =>
      downloadTo({ url, to, ...limits }, { gate, isOwn: (one) => options.openOrigins().has(one.origin), signal }),
  })
}

interface Sending {
  readonly gate: Gate
  readonly log: Log
  readonly signal: AbortSignal
}

async function send(request: HttpRequest, { gate, log, signal }: Sending): Promise<HttpAnswer> {
  signal.throwIfAborted()
  const url = urlOf(request.url)
  const deadline = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS)
  const end = AbortSignal.any([signal, deadline])
  let hasLeft = false
  try {
    const addresses = await unless(end, gate(url, request.trust))
    const { body, headers } = await encode(request)
    const answer = await exchange({ url, method: request.method, headers, body, addresses, signal: end })
    hasLeft = true
    const bytes = await buffer(unpacked(answer, request.maxBytes ?? MAX_ANSWER_BYTES))
    const told = { status: answer.statusCode ?? 0, headers: headersOf(answer), text: bytes.toString('utf8') }
    log.debug(
      { method: request.method, url: redactUrl(request.url), status: told.status, headers: redactHeaders(told.headers) },
      'provider answered',
    )
    return told
  } catch (thrown) {
    if (thrown instanceof ExchangeError) hasLeft = thrown.hasLeft
    const error = failureOf(thrown, { hasLeft, signal, deadline, request })
    log.debug({ method: request.method, url: redactUrl(request.url), hasLeft, failure: String(error) }, 'provider did not answer')
    throw error
  }
}

/** Credentials stay with our own configuration: an address that an answer named gets none, whatever the caller put in. */
const CREDENTIAL = /^(authorization|cookie|x-goog-api-key|x-key|x-api-key|x-runway-version)$/i

async function encode({ body, headers = {}, trust }: HttpRequest): Promise<{ body: Uint8Array | null; headers: Record<string, string> }> {
  const given = Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => trust === 'configured' || !CREDENTIAL.test(name)),
  )
  const base = { 'user-agent': 'drape', 'accept-encoding': 'identity', ...given }
  if (body === undefined) return { body: null, headers: base }
  if (body instanceof Uint8Array) return { body, headers: { 'content-type': 'application/octet-stream', ...base } }
  if (body instanceof FormData) {
    const form = new Response(body)
    return { body: await form.bytes(), headers: { ...base, 'content-type': form.headers.get('content-type') ?? 'multipart/form-data' } }
  }
  return {
    body: new TextEncoder().encode(JSON.stringify(body)),
    headers: { accept: 'application/json', 'content-type': 'application/json', ...base },
  }
}

interface Ending {
  readonly hasLeft: boolean
  readonly signal: AbortSignal
  readonly deadline: AbortSignal
  readonly request: HttpRequest
}

function failureOf(thrown: unknown, { hasLeft, signal, deadline, request }: Ending): unknown {
  const cause = thrown instanceof ExchangeError ? thrown.cause : thrown
  const host = new URL(request.url).host
  const reason = signal.aborted ? 'aborted' : deadline.aborted ? 'timeout' : thrown instanceof StudioError ? 'too-large' : 'broken'
  if (request.isPaid === true && hasLeft) {
    return new StudioError('provider.outcome-unknown', `${host} may have taken a request; its answer did not come whole`, {
      details: { host, reason },
      cause,
    })
  }
  if (signal.aborted) return signal.reason
  if (thrown instanceof StudioError) return thrown
  if (deadline.aborted && hasLeft)
    return new StudioError('provider.timeout', `${host} did not answer in time`, { details: { host, reason }, cause })
  return new StudioError('provider.unavailable', `${host} cannot be reached`, {
    details: { host, reason: hasLeft ? reason : 'not-sent' },
    cause,
  })
}
