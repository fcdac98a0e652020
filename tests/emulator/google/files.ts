import { type Answer, type Exchange, isRecord, jsonAnswer, jsonBody, type Route } from '../core/wire.ts'
import type { World } from '../core/world.ts'
import { withGoogleKey } from './access.ts'
import { refuse } from './refuse.ts'

const KEPT_MS = 48 * 3_600_000

interface Upload {
  readonly name: string
  readonly mimeType: string
  readonly size: number
}

/** Resumable uploads, and what is known of uploaded files. Files can be used as inputs, not downloaded. */
export function googleFileRoutes(world: World): readonly Route[] {
  const started = new Map<string, Upload>()
  /** Descriptions of uploaded files by name. */
  const files = new Map<string, object>()
  return [
    {
      method: 'POST',
      path: /^\/upload\/v1(?:beta|alpha)?\/files$/,
      operation: 'upload',
      handle: withGoogleKey(world, (exchange) => start(world, exchange, started)),
    },
    {
      method: 'POST',
      path: /^\/upload\/sessions\/(?<session>[^/]+)$/,
      operation: 'upload',
      handle: (exchange, { session }) => {
        const upload = started.get(session)
        if (upload === undefined) return refuse('not-found')
        if (!/finalize/.test(exchange.headers['x-goog-upload-command'] ?? ''))
          return { status: 200, headers: { 'x-goog-upload-status': 'active' } }
        if (upload.size !== exchange.body.length) return refuse('bad-request', `Expected ${upload.size} bytes, got ${exchange.body.length}`)
        const uri = `${world.origin}${world.files.keep('google', { bytes: exchange.body, mediaType: upload.mimeType, expiresAt: world.now() + KEPT_MS })}`
        const expirationTime = new Date(world.now() + KEPT_MS).toISOString()
        const file = { name: upload.name, uri, mimeType: upload.mimeType, sizeBytes: String(upload.size), state: 'ACTIVE', expirationTime }
        files.set(upload.name, file)
        return jsonAnswer(200, { file }, { 'x-goog-upload-status': 'final' })
      },
    },
    {
      method: 'GET',
      path: /^\/v1(?:beta|alpha)?\/(?<name>files\/[^/]+)$/,
      operation: 'read',
      handle: withGoogleKey(world, (_, { name }) => {
        const file = files.get(name)
        return file === undefined
          ? refuse('locked', 'You do not have permission to access the File or it may not exist.')
          : jsonAnswer(200, file)
      }),
    },
  ]
}

function start(world: World, exchange: Exchange, started: Map<string, Upload>): Answer {
  const { headers } = exchange
  if (headers['x-goog-upload-protocol'] !== 'resumable' || headers['x-goog-upload-command'] !== 'start')
    return refuse('bad-request', 'Only resumable uploads are emulated')
  const file = jsonBody(exchange)?.['file']
  const asked = isRecord(file) ? file : {}
  const session = world.nextId('session')
  const mimeType = headers['x-goog-upload-header-content-type'] ?? String(asked['mimeType'] ?? 'application/octet-stream')
  const name = typeof asked['name'] === 'string' ? asked['name'] : `files/${world.nextId('google-file').slice(0, 12)}`
  started.set(session, { name, mimeType, size: Number(headers['x-goog-upload-header-content-length'] ?? asked['sizeBytes'] ?? 0) })
  return {
    status: 200,
    headers: { 'x-goog-upload-url': `${world.origin}/google/upload/sessions/${session}`, 'x-goog-upload-status': 'active' },
  }
}
