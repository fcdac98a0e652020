import { createHash } from 'node:crypto'
import { createReadStream, rmSync } from 'node:fs'
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { type ErrorCode, StudioError } from '../domain/errors.ts'
import { isMissing, storageError } from '../platform/files.ts'
import { ExchangeError, exchange, unpacked } from './http-exchange.ts'
import { type Gate, headersOf, unless, urlOf } from './http-gate.ts'

const MOST_REDIRECTS = 3

interface Wanted {
  readonly url: string
  readonly to: string
  readonly maxBytes: number
  readonly timeoutMs: number
  readonly headers?: Readonly<Record<string, string>>
}

interface Way {
  readonly gate: Gate
  /** Whether an address is of our own configuration, which alone gets headers. */
  readonly isOwn: (url: URL) => boolean
  readonly signal: AbortSignal
}

/** What is known of a file that came in part: without an entity tag nobody can say that the rest is of the same file. */
const partFacts = z.object({ etag: z.string().min(1) })

interface Part {
  readonly path: string
  readonly size: number
  readonly etag: string | null
}

/**
 * Streams a result to a file. What there is of it stays in `<to>.part` when the connection breaks, and the next call asks for the rest; the file
 * has its name only when it is whole and on the disk.
 *
 * @throws StudioError `provider.result-gone` for 403, 404 and 410 (signed addresses run out as 403), `provider.unavailable` where asking again may
 * help (`reason`: truncated, empty, not-a-file, broken, status), `provider.rate-limited`, `provider.timeout`, `provider.bad-response`
 * (too large, an address that is not public, too many redirects), `storage.*`. An abort passes through.
 */
export async function downloadTo(wanted: Wanted, way: Way): Promise<{ readonly bytes: number; readonly sha256: string }> {
  way.signal.throwIfAborted()
  const deadline = AbortSignal.timeout(wanted.timeoutMs)
  const part = await partOf(`${wanted.to}.part`)
  try {
    const answer = await follow(wanted, { ...way, signal: AbortSignal.any([way.signal, deadline]) }, part)
    const written = await receive(answer, wanted, part)
    await rename(part.path, wanted.to)
    await rm(`${part.path}.json`, { force: true })
    return written
  } catch (thrown) {
    if (way.signal.aborted) throw way.signal.reason
    if (thrown instanceof StudioError && !deadline.aborted) throw thrown
    if (deadline.aborted) throw new StudioError('provider.timeout', 'A result did not arrive in time', { cause: thrown })
    throw gone('provider.unavailable', 'The connection broke while a result arrived', { reason: 'broken' })
  }
}

async function partOf(path: string): Promise<Part> {
  try {
    const facts = partFacts.parse(JSON.parse(await readFile(`${path}.json`, 'utf8')))
    return { path, size: (await stat(path)).size, etag: facts.etag }
  } catch (thrown) {
    // No facts or facts that cannot be read: begin again.
    if (!isMissing(thrown) && !(thrown instanceof SyntaxError) && !(thrown instanceof z.ZodError)) throw storageError(thrown, path)
    return { path, size: 0, etag: null }
  }
}

/** Goes after redirects, each of them looked at like the first. */
async function follow(wanted: Wanted, way: Way, part: Part): Promise<IncomingMessage> {
  let url = urlOf(wanted.url)
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const isOwn = way.isOwn(url)
    const addresses = await unless(way.signal, way.gate(url, isOwn ? 'configured' : 'response'))
    const range: Record<string, string> =
      part.etag === null || part.size === 0 ? {} : { range: `bytes=${part.size}-`, 'if-range': part.etag }
    const headers = { 'user-agent': 'drape', 'accept-encoding': 'identity', ...range, ...(isOwn ? wanted.headers : {}) }
    const answer = await exchange({ url, method: 'GET', headers, body: null, addresses, signal: way.signal }).catch(unreached)
    const location = answer.headers.location
    if ((answer.statusCode ?? 0) < 300 || (answer.statusCode ?? 0) >= 400 || location === undefined) return answer
    answer.destroy()
    url = urlOf(URL.parse(location, url.href)?.href ?? '')
  }
  throw gone('provider.bad-response', 'A result is behind too many redirects', { reason: 'redirects' })
}

function unreached(thrown: unknown): never {
  if (thrown instanceof ExchangeError) throw gone('provider.unavailable', 'A result cannot be reached', { reason: 'broken' })
  throw thrown
}

async function receive(answer: IncomingMessage, wanted: Wanted, part: Part): Promise<{ bytes: number; sha256: string }> {
  const from = startOf(answer, part)
  const expected = lengthOf(answer, from)
  if (expected !== null && expected > wanted.maxBytes) {
    answer.destroy()
    throw gone('provider.bad-response', 'A result is larger than is allowed', { reason: 'too-large', maxBytes: wanted.maxBytes })
  }
  const { etag } = headersOf(answer)
  // Weak tags promise the same meaning, not the same bytes.
  if (etag !== undefined && !etag.startsWith('W/')) await writeFile(`${part.path}.json`, JSON.stringify({ etag }))
  else await rm(`${part.path}.json`, { force: true })
  const hash = createHash('sha256')
  if (from > 0) for await (const chunk of createReadStream(part.path, { end: from - 1 })) hash.update(chunk)
  let bytes = from
  await using file = await open(part.path, from > 0 ? 'r+' : 'w')
  try {
    for await (const chunk of unpacked(answer, wanted.maxBytes - from)) {
      await file.write(chunk, 0, chunk.byteLength, bytes)
      hash.update(chunk)
      bytes += chunk.byteLength
    }
    await file.truncate(bytes)
    await file.sync()
  } catch (thrown) {
    if (thrown instanceof Error && 'syscall' in thrown && thrown.syscall === 'write') throw storageError(thrown, part.path)
    if (thrown instanceof StudioError) throw thrown
    throw gone('provider.unavailable', 'The connection broke while a result arrived', {
      reason: 'truncated',
      received: bytes,
      ...(expected === null ? {} : { expected }),
    })
  }
  if (bytes === 0) throw gone('provider.unavailable', 'A result is empty', { reason: 'empty' })
  if (expected !== null && bytes !== expected) {
    throw gone('provider.unavailable', 'A result is not whole', { reason: 'truncated', received: bytes, expected })
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Where the bytes of this answer begin in the file. */
function startOf(answer: IncomingMessage, part: Part): number {
  const status = answer.statusCode ?? 0
  const type = answer.headers['content-type'] ?? ''
  if (status === 206) {
    const start = /^bytes (\d+)-/.exec(answer.headers['content-range'] ?? '')?.[1]
    if (Number(start) === part.size) return part.size
  }
  if (status === 200 && !/^text\/html/i.test(type)) return 0
  answer.destroy()
  // The file is longer here than there, or whole but for its name: the next call begins again.
  if (status === 416) rmSync(`${part.path}.json`, { force: true })
  if (status === 403 || status === 404 || status === 410) throw gone('provider.result-gone', 'A result is no longer there', { status })
  if (status === 401) throw gone('provider.unauthorized', 'A result asks for another key', { status })
  if (status === 429) throw gone('provider.rate-limited', 'Results are asked for too often', { status })
  throw gone('provider.unavailable', 'A result cannot be fetched now', { status, reason: status === 200 ? 'not-a-file' : 'status' })
}

/** Size of the whole file as the answer tells it; null where it does not, or where the bytes are packed. */
function lengthOf(answer: IncomingMessage, from: number): number | null {
  const length = answer.headers['content-length']
  return length === undefined || answer.headers['content-encoding'] !== undefined ? null : from + Number(length)
}

function gone(code: ErrorCode, message: string, details: Record<string, string | number>): StudioError {
  return new StudioError(code, message, { details })
}
