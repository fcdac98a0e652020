import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'

/** A file that may be shown. Its address holds the hash of its content, so it never changes. */
export interface MediaFile {
  readonly path: string
  /** Media type. */
  readonly type: string
  readonly sizeBytes: number
  /** Identity of the bytes, without quotes. */
  readonly etag: string
}

/** Bytes that were made for a request. Their address stays when they change, so they are asked for again each time. */
export interface MadeBytes {
  readonly bytes: Uint8Array<ArrayBuffer>
  /** Media type. */
  readonly type: string
  /** Identity of the bytes, without quotes. */
  readonly etag: string
}

type Range = { readonly start: number; readonly end: number }

/**
 * Answers a request for a file with Range (RFC 9110 section 14, one range), ETag and immutable caching. The same function
 * serves the HTTP host and a custom scheme.
 */
export function serveFile(request: Request, file: MediaFile): Response {
  return answer(request, { ...file, cache: 'private, max-age=31536000, immutable' }, ({ start, end }) => {
    return Readable.toWeb(createReadStream(file.path, { start, end })) as ReadableStream
  })
}

/** As `serveFile`, for bytes in memory: they are kept by browsers too, and asked for by their ETag before they are used again. */
export function serveBytes(request: Request, { bytes, type, etag }: MadeBytes): Response {
  const facts = { type, etag, sizeBytes: bytes.length, cache: 'private, no-cache' }
  return answer(request, facts, ({ start, end }) => bytes.subarray(start, end + 1))
}

type Facts = Pick<MediaFile, 'type' | 'sizeBytes' | 'etag'> & { readonly cache: string }

function answer(request: Request, facts: Facts, open: (range: Range) => ReadableStream | Uint8Array<ArrayBuffer>): Response {
  const headers = new Headers({
    etag: `"${facts.etag}"`,
    'accept-ranges': 'bytes',
    'cache-control': facts.cache,
    'content-type': facts.type,
    // A picture is never a page: no sniffing, no scripts, whatever its bytes say.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  if (matchesEtag(request.headers.get('if-none-match'), facts.etag)) return new Response(null, { status: 304, headers })
  const asked = request.headers.get('range')
  const range = asked === null || !mayUseRange(request, facts) ? undefined : parseRange(asked, facts.sizeBytes)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${facts.sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: facts.sizeBytes - 1 }
  headers.set('content-length', String(end - start + 1))
  if (range !== undefined) headers.set('content-range', `bytes ${start}-${end}/${facts.sizeBytes}`)
  const status = range === undefined ? 200 : 206
  if (request.method === 'HEAD' || facts.sizeBytes === 0) return new Response(null, { status, headers })
  return new Response(open({ start, end }), { status, headers })
}

function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false
  return header.split(',').some((candidate) => candidate.trim() === '*' || candidate.trim().replace(/^W\//, '') === `"${etag}"`)
}

function mayUseRange(request: Request, { etag }: Facts): boolean {
  const condition = request.headers.get('if-range')
  return condition === null || condition === `"${etag}"`
}

/** The asked bytes, clipped to the file; undefined where the header is to be ignored (several ranges, another unit, nonsense). */
export function parseRange(header: string, sizeBytes: number): Range | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim())
  if (match === null) return undefined
  const [, first = '', last = ''] = match
  if (first === '' && last === '') return undefined
  if (first === '') {
    const count = Math.min(Number(last), sizeBytes)
    return count === 0 ? 'unsatisfiable' : { start: sizeBytes - count, end: sizeBytes - 1 }
  }
  const start = Number(first)
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1)
  if (last !== '' && Number(last) < start) return undefined
  return start >= sizeBytes ? 'unsatisfiable' : { start, end }
}
