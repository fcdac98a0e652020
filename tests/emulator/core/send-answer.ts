import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { DrawnFault } from './fault-switch.ts'
import { type Answer, isRecord } from './wire.ts'

const NGINX =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.27.4</center>\r\n</body>\r\n</html>\r\n'
const ENDLESS_BYTES = 256 << 20

/** The page of an nginx whose upstream is away. */
export const htmlBadGateway: Answer = {
  status: 502,
  bytes: Buffer.from(NGINX),
  headers: { 'content-type': 'text/html', server: 'nginx/1.27.4' },
}

/** Bytes and headers of an answer, as they would be written. */
function plainly(answer: Answer): { readonly bytes: Buffer; readonly headers: Record<string, string> } {
  const type = answer.json === undefined ? {} : { 'content-type': 'application/json' }
  const bytes = answer.bytes ?? (answer.json === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(answer.json)))
  return { bytes, headers: { ...type, ...answer.headers } }
}

/**
 * Writes an answer, spoiled by a fault where there is one.
 *
 * @returns true where the client got the whole answer as the service meant it.
 */
export async function sendAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer & { readonly fault?: DrawnFault | null },
): Promise<boolean> {
  const { fault = null } = answer
  if (fault !== null && fault.name in SPOILED) return SPOILED[fault.name as keyof typeof SPOILED](response, answer, fault)
  if (answer.events !== undefined) return sendEvents(response, answer, answer.events)
  const { bytes, headers } = plainly(answer)
  return write(response, answer.status, { headers, bytes: request.method === 'HEAD' ? Buffer.alloc(0) : bytes, length: bytes.length })
}

interface Written {
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Buffer
  readonly length?: number
}

function write(response: ServerResponse, status: number, { headers, bytes, length = bytes.length }: Written): Promise<boolean> {
  return new Promise((resolve) => {
    response.once('close', () => resolve(response.writableFinished))
    response.writeHead(status, { ...headers, ...(status === 204 || status === 304 ? {} : { 'content-length': String(length) }) })
    response.end(bytes)
  })
}

async function sendEvents(response: ServerResponse, { status, headers }: Answer, events: AsyncIterable<unknown>): Promise<boolean> {
  response.writeHead(status, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', ...headers })
  for await (const event of events) {
    if (response.destroyed) return false
    response.write(`data: ${JSON.stringify(event)}\n\n`)
  }
  return new Promise((resolve) => {
    response.end(() => resolve(true))
  })
}

type Spoil = (response: ServerResponse, answer: Answer, fault: DrawnFault) => Promise<boolean>

const asText =
  (text: string, status: number, type: string): Spoil =>
  async (response) => {
    await write(response, status, { headers: { 'content-type': type }, bytes: Buffer.from(text) })
    return false
  }

/** The same answer with other bytes. */
const withBytes =
  (change: (bytes: Buffer) => Buffer, status?: number): Spoil =>
  async (response, answer) => {
    const { bytes, headers } = plainly(answer)
    await write(response, status ?? answer.status, { headers, bytes: change(bytes) })
    return false
  }

const reset: Spoil = async (response) => {
  // RST instead of FIN: what a client sees of a server or a network that went away.
  response.socket?.resetAndDestroy()
  return false
}

const untilGone = (response: ServerResponse): Promise<false> =>
  new Promise((resolve) => {
    if (response.destroyed || response.socket?.destroyed === true) resolve(false)
    response.once('close', () => resolve(false))
  })

const error = (status: number): Spoil =>
  asText(JSON.stringify({ detail: 'Internal error', error: { code: status, message: 'Internal error' } }), status, 'application/json')

/** Faults of delivery, and how each spoils the answer. */
const SPOILED = {
  'accept-then-reset': reset,
  'accept-then-500': error(500),
  'accept-then-503': error(503),
  'accept-then-hang': untilGone,
  'hang-after-headers': async (response, answer) => {
    const { bytes, headers } = plainly(answer)
    response.writeHead(answer.status, { ...headers, 'content-length': String(bytes.length) })
    response.flushHeaders()
    return untilGone(response)
  },
  'slow-headers': async (response, answer, { delayMs }) => {
    await sleep(delayMs)
    const { bytes, headers } = plainly(answer)
    return write(response, answer.status, { headers, bytes })
  },
  'slow-body': trickle,
  'empty-202': withBytes(() => Buffer.alloc(0), 202),
  'empty-200': withBytes(() => Buffer.alloc(0), 200),
  'malformed-json': asText('{"status": "IN_QUEUE", "request_id": ', 200, 'application/json'),
  'truncated-json': withBytes((bytes) => bytes.subarray(0, bytes.length >> 1)),
  'wrong-type': withBytes(ofWrongType),
  'html-200': asText('<!doctype html><title>Maintenance</title><p>We will be back soon.</p>', 200, 'text/html'),
  'html-502': asText(NGINX, 502, 'text/html'),
  'endless-body': endless,
  'gzip-bomb': async (response, answer) => {
    // Members of gzip follow each other: one is packed, 64 are sent.
    const member = gzipSync(Buffer.alloc(16 << 20, ' '), { level: 9 })
    await write(response, answer.status, {
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      bytes: Buffer.concat(Array.from({ length: 64 }, () => member)),
    })
    return false
  },
  'download-truncated': async (response, answer) => {
    const { bytes, headers } = plainly(answer)
    response.writeHead(answer.status, { ...headers, 'content-length': String(bytes.length) })
    await new Promise((resolve) => response.write(bytes.subarray(0, bytes.length >> 1), resolve))
    await sleep(20)
    response.socket?.destroy()
    return false
  },
  'download-short': withBytes((bytes) => bytes.subarray(0, bytes.length >> 1)),
  'download-corrupt': withBytes(flipped),
  'download-html': withBytes(() => Buffer.from('<!doctype html><title>Sign in</title>')),
  'download-empty': withBytes(() => Buffer.alloc(0)),
  'download-404': asText('{"detail":"Not Found"}', 404, 'application/json'),
  'download-410': asText('{"detail":"Gone"}', 410, 'application/json'),
} as const satisfies Record<string, Spoil>

async function trickle(response: ServerResponse, answer: Answer, { delayMs }: DrawnFault): Promise<boolean> {
  const { bytes, headers } = plainly(answer)
  response.writeHead(answer.status, { ...headers, 'content-length': String(bytes.length) })
  const step = Math.max(1, Math.ceil(bytes.length / 32))
  for (let at = 0; at < bytes.length && !response.destroyed; at += step) {
    response.write(bytes.subarray(at, at + step))
    await sleep(delayMs / 32)
  }
  response.end()
  return !response.destroyed
}

async function endless(response: ServerResponse, answer: Answer): Promise<boolean> {
  const piece = Buffer.alloc(1 << 16, ' ')
  response.writeHead(answer.status, plainly(answer).headers)
  const gone = untilGone(response)
  for (let sent = 0; sent < ENDLESS_BYTES && !response.destroyed; sent += piece.length) {
    await Promise.race([new Promise((resolve) => response.write(piece, resolve)), gone])
  }
  response.end()
  return false
}

function ofWrongType(bytes: Buffer): Buffer {
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'))
    const turned = isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, [String(inner)]])) : [value]
    return Buffer.from(JSON.stringify(turned))
  } catch {
    return Buffer.from('[]')
  }
}

/** 64 bytes in the middle, inverted: chosen by the bytes, so the same each time. */
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const from = (copy.length >> 1) + (createHash('sha256').update(bytes).digest()[0] % 16)
  for (let at = from; at < Math.min(copy.length, from + 64); at += 1) copy[at] = copy[at] ^ 0xff
  return copy
}
