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

type Range = { readonly start: number; readonly end: number }

/**
 * Answers a request for a file with Range (RFC 9110 section 14, one range), ETag and immutable caching. The same function
 * serves the HTTP host and a custom scheme.
 */
export function serveFile(request: Request, file: MediaFile): Response {
  const headers = new Headers({
    etag: `"${file.etag}"`,
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-type': file.type,
    // A picture is never a page: no sniffing, no scripts, whatever its bytes say.
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  })
  if (matchesEtag(request.headers.get('if-none-match'), file.etag)) return new Response(null, { status: 304, headers })
  const asked = request.headers.get('range')
  const range = asked === null || !mayUseRange(request, file) ? undefined : parseRange(asked, file.sizeBytes)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${file.sizeBytes}`)
    return new Response(null, { status: 416, headers })
  }
  const { start, end } = range ?? { start: 0, end: file.sizeBytes - 1 }
  headers.set('content-length', String(end - start + 1))
  if (range !== undefined) headers.set('content-range', `bytes ${start}-${end}/${file.sizeBytes}`)
  const status = range === undefined ? 200 : 206
  if (request.method === 'HEAD' || file.sizeBytes === 0) return new Response(null, { status, headers })
  return new Response(Readable.toWeb(createReadStream(file.path, { start, end })) as ReadableStream, { status, headers })
}

function matchesEtag(header: string | null, etag: string): boolean {
  if (header === null) return false
  return header.split(',').some((candidate) => candidate.trim() === '*' || candidate.trim().replace(/^W\//, '') === `"${etag}"`)
}

function mayUseRange(request: Request, file: MediaFile): boolean {
  const condition = request.headers.get('if-range')
  return condition === null || condition === `"${file.etag}"`
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
