import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Route } from '../core/wire.ts'
import type { World } from '../core/world.ts'
import { withFalKey } from './access.ts'
import { refuse } from './refuse.ts'

/** Begins uploads, whole and in parts, and gives tokens for the CDN. */
export function storageRoutes(world: World): readonly Route[] {
  const initiate = withFalKey(world, (exchange) => begin(world, exchange))
  return [
    { method: 'POST', path: /^\/storage\/upload\/initiate$/, operation: 'upload', handle: initiate },
    { method: 'POST', path: /^\/storage\/upload\/initiate-multipart$/, operation: 'upload', handle: initiate },
    {
      method: 'POST',
      path: /^\/storage\/auth\/token$/,
      operation: 'upload',
      handle: withFalKey(world, () =>
        jsonAnswer(200, {
          base_url: `${world.origin}/fal-cdn`,
          token: 'emulated',
          token_type: 'Bearer',
          expires_at: new Date(world.now() + 3_600_000).toISOString(),
        }),
      ),
    },
  ]
}

function begin(world: World, exchange: Exchange): Answer {
  const body = jsonBody(exchange)
  const type = body?.['content_type']
  const name = body?.['file_name']
  if (typeof type !== 'string' || typeof name !== 'string') return refuse('bad-request', 'content_type and file_name are needed')
  const url = `${world.origin}${world.files.reserve('fal-cdn', name)}`
  return jsonAnswer(200, { file_url: url, upload_url: `${url}?signature=emulated` })
}

/** Takes the bytes at the addresses that were given out. */
export function cdnRoutes(world: World): readonly Route[] {
  const parts = new Map<string, Map<number, Buffer>>()
  return [
    {
      method: 'PUT',
      path: /^(?<file>\/files\/[^/]+\/[^/]+)\/(?<part>\d+)$/,
      operation: 'upload',
      handle: ({ body }, { file, part }) => {
        const known = parts.get(file) ?? new Map<number, Buffer>()
        parts.set(file, known.set(Number(part), body))
        return jsonAnswer(200, { partNumber: Number(part), etag: `etag-${part}` })
      },
    },
    {
      method: 'POST',
      path: /^(?<file>\/files\/[^/]+\/[^/]+)\/complete$/,
      operation: 'upload',
      handle: (exchange, { file }) => {
        const listed = jsonBody(exchange)?.['parts']
        const numbers = Array.isArray(listed) ? listed.map((part) => (isRecord(part) ? Number(part['partNumber']) : Number.NaN)) : []
        const pieces = numbers.map((number) => parts.get(file)?.get(number))
        if (pieces.length === 0 || pieces.includes(undefined)) return refuse('bad-request', 'A part is missing')
        const whole = Buffer.concat(pieces.filter((piece) => piece !== undefined))
        return world.files.put(`/fal-cdn${file}`, whole, 'application/octet-stream') ? jsonAnswer(200, {}) : refuse('not-found')
      },
    },
    {
      method: 'PUT',
      path: /^(?<file>\/files\/[^/]+\/[^/]+)$/,
      operation: 'upload',
      handle: ({ body, headers }, { file }) =>
        world.files.put(`/fal-cdn${file}`, body, headers['content-type'] ?? 'application/octet-stream')
          ? { status: 200 }
          : refuse('not-found'),
    },
    {
      method: 'POST',
      path: /^\/files\/upload$/,
      operation: 'upload',
      handle: ({ body, headers }) => {
        if (headers['authorization'] !== 'Bearer emulated') return refuse('bad-key')
        const path = world.files.keep('fal-cdn', { bytes: body, mediaType: headers['content-type'] ?? 'application/octet-stream' })
        return jsonAnswer(200, { access_url: `${world.origin}${path}` })
      },
    },
  ]
}
