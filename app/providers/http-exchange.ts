import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { type Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { StudioError } from '../domain/errors.ts'

/** One request as it goes to the wire. */
export interface Exchange {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | null
  /** The only addresses the connection may go to. */
  readonly addresses: readonly string[]
  readonly signal: AbortSignal
}

/** Why an exchange ended without an answer; `hasLeft` where the other side may have read the request. */
export class ExchangeError extends Error {
  override readonly name = 'ExchangeError'
  readonly hasLeft: boolean

  constructor(message: string, options: { readonly hasLeft: boolean; readonly cause?: unknown }) {
    super(message, { cause: options.cause })
    this.hasLeft = options.hasLeft
  }
}

/**
 * Sends one request over a connection of its own and gives the answer's head; its body is read by the caller. A kept connection could be closed
 * by the other side in the same moment as it is written to, and then nobody knows whether a paid request was read.
 *
 * @throws ExchangeError; an abort of the signal too, so that the caller learns whether the request had left.
 */
export function exchange(request: Exchange): Promise<IncomingMessage> {
  const { url, method, headers, body, addresses, signal } = request
  const isTls = url.protocol === 'https:'
  let hasLeft = false
  return new Promise((resolve, reject) => {
    const outgoing = (isTls ? https : http).request(url, {
      method,
      agent: false,
      headers: { ...headers, ...(body === null ? {} : { 'content-length': String(body.byteLength) }) },
      lookup: pinned(addresses),
      signal,
    })
    outgoing.once('socket', (socket) => {
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        hasLeft = true
      })
    })
    // Heard for good: what breaks after the answer began is told by the answer, and nobody else listens here.
    outgoing.on('error', (cause) => reject(new ExchangeError(cause.message, { hasLeft, cause })))
    outgoing.once('response', resolve)
    outgoing.end(body ?? undefined)
  })
}

/** Answers every question for a name with the addresses that were looked at. */
function pinned(addresses: readonly string[]): LookupFunction {
  const all = addresses.map((address) => ({ address, family: isIP(address) }))
  return (_host, options, callback) => {
    const [first] = all
    if (first === undefined) callback(new Error('no address'), [])
    else if (options.all === true) callback(null, all)
    else callback(null, first.address, first.family)
  }
}

/** The body of an answer, unpacked; it ends in an error above `maxBytes` of what comes out, so that a bomb is not unpacked. */
export function unpacked(answer: IncomingMessage, maxBytes: number): Readable {
  const decoder = decoderOf(answer.headers['content-encoding'])
  let count = 0
  const counter = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      count += chunk.byteLength
      if (count > maxBytes) done(tooLarge(maxBytes))
      else done(null, chunk)
    },
  })
  const stages = decoder === null ? [counter] : [decoder, counter]
  let from: Readable = answer
  for (const stage of stages) {
    from.on('error', (cause) => stage.destroy(cause))
    from = from.pipe(stage)
  }
  // A connection that breaks ends `answer` with an error; one that only lacks bytes says so by `complete`.
  const onClose = (): void => {
    const isWhole = answer.complete && answer.readableEnded
    if (!isWhole && !counter.writableFinished) counter.destroy(new Error('the answer broke off'))
  }
  // One that broke before anybody listened says nothing any more: who reads it would wait for ever.
  if (answer.destroyed) process.nextTick(onClose)
  else answer.once('close', onClose)
  counter.once('close', () => answer.destroy())
  return from
}

function decoderOf(encoding: string | undefined): Transform | null {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'deflate':
      return createInflate()
    case 'br':
      return createBrotliDecompress()
    default:
      return null
  }
}

function tooLarge(maxBytes: number): StudioError {
  return new StudioError('provider.bad-response', `An answer is larger than ${maxBytes} bytes`, {
    details: { reason: 'too-large', maxBytes },
  })
}
