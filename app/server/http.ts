import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { streamSSE } from 'hono/streaming'
import type { Client, Contract } from '../contract/define.ts'
import { ERROR_CODES, StudioError } from '../domain/errors.ts'
import { serveFile } from '../media/serve.ts'
import type { Dispatch } from '../rpc/dispatch.ts'
import { createOpenApi } from '../rpc/openapi.ts'
import type { Reply } from '../rpc/reply.ts'
import type { CoreContract } from '../studio/host-contract.ts'
import type { Access } from './access.ts'
import type { EventHub } from './event-hub.ts'
import { LIVE_POSE_PATH, serveLivePoseModel } from './live-pose-model.ts'
import type { StaticPages } from './static-pages.ts'
import { receiveUpload } from './uploads.ts'
import { addWebhooks, type WebhookPort } from './webhooks.ts'

const JSON_LIMIT_BYTES = 1_000_000

export interface HttpAppOptions {
  readonly contract: Contract
  readonly dispatch: Dispatch
  readonly core: Pick<Client<CoreContract>, 'media.locate' | 'uploads.open' | 'models.live-pose' | 'models.live-pose-mark'>
  readonly events: EventHub
  readonly access: Access
  readonly pages: StaticPages
  /** Where services may call from outside; not there where they may not. */
  readonly webhooks?: WebhookPort
  readonly version: string
}

/** The studio over HTTP: the page, calls, events, uploads and media. Knows nothing of what the calls do. */
export function createHttpApp(options: HttpAppOptions): Hono {
  const app = new Hono()
  app.onError((error, c) => failed(c, StudioError.from(error)))
  // Before the check of hosts: these calls come by the public name of a tunnel, and are known by their signature alone.
  if (options.webhooks !== undefined) addWebhooks(app, options.webhooks, failed)
  app.use('*', async (c, next) => {
    const place = options.access.checkOrigin(c.req.raw.headers)
    if (!place.ok) return failed(c, new StudioError('request.forbidden', place.reason))
    await next()
    return undefined
  })
  app.get('/health', (c) => c.json({ ok: true, version: options.version }))
  app.post('/session', bodyLimit({ maxSize: 10_000 }), async (c) => {
    const body = (await c.req.json().catch(() => ({}))) as { code?: unknown }
    const cookie = typeof body.code === 'string' ? options.access.exchangeCode(body.code) : undefined
    if (cookie === undefined) return failed(c, new StudioError('request.unauthorized', 'The code was used before or is too old'))
    c.header('set-cookie', cookie)
    return c.json({ ok: true })
  })
  for (const route of ['/rpc/*', '/events', '/uploads', '/media/*', '/models/*', '/openapi.json']) {
    app.use(route, async (c, next) => {
      const verdict = options.access.check(c.req.method, c.req.raw.headers)
      if (!verdict.ok)
        return failed(c, new StudioError(verdict.status === 401 ? 'request.unauthorized' : 'request.forbidden', verdict.reason))
      await next()
      return undefined
    })
  }
  addCalls(app, options)
  addEvents(app, options.events)
  addFiles(app, options)
  app.get('/openapi.json', (c) => c.json(createOpenApi(options.contract, options.version)))
  app.get('*', (c) => options.pages.serve(c.req.path))
  return app
}

function addCalls(app: Hono, { dispatch }: HttpAppOptions): void {
  app.post('/rpc/:name', bodyLimit({ maxSize: JSON_LIMIT_BYTES, onError: (c) => failed(c, tooLarge(JSON_LIMIT_BYTES)) }), async (c) => {
    // A form can be posted from anywhere without a preflight; JSON cannot.
    if (!/^application\/json\b/.test(c.req.header('content-type') ?? ''))
      return failed(c, new StudioError('request.invalid', 'The body must be JSON'))
    let input: unknown
    try {
      input = await c.req.json()
    } catch (cause) {
      return failed(c, new StudioError('request.invalid', 'The body is not valid JSON', { cause }))
    }
    // The signal fires when the caller closes the request: that is how a call is cancelled over HTTP.
    return answered(c, await dispatch(c.req.param('name'), input, c.req.raw.signal))
  })
}

function addEvents(app: Hono, events: EventHub): void {
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? 0)
      const abort = new AbortController()
      stream.onAbort(() => abort.abort())
      for await (const heard of events.subscribe(Number.isInteger(after) && after > 0 ? after : 0, abort.signal)) {
        // Said before anything happens, and with its place in the log: who comes back later asks for what was after that.
        if (heard.type === 'caught-up') await stream.writeSSE({ event: 'hello', id: String(heard.seq), data: '{}' })
        else await stream.writeSSE({ id: String(heard.seq), data: JSON.stringify(heard) })
      }
    }),
  )
}

function addFiles(app: Hono, { core }: HttpAppOptions): void {
  app.put('/uploads', async (c) => {
    const upload = await core['uploads.open']({})
    const declared = Number(c.req.header('content-length') ?? 0)
    if (declared > upload.maxBytes) return failed(c, tooLarge(upload.maxBytes))
    await receiveUpload(c.req.raw, upload)
    return c.json({ id: upload.id })
  })
  app.get(LIVE_POSE_PATH, async (c) => await serveLivePoseModel(c.req.raw, core))
  app.get('/media/:hash/:variant?', async (c) => {
    const { hash, variant = 'original' } = c.req.param() as { hash: string; variant?: string }
    const file = await core['media.locate']({ hash, variant: variant as 'original' })
    return serveFile(c.req.raw, { ...file, etag: `${hash}-${variant}` })
  })
}

const tooLarge = (limitBytes: number): StudioError =>
  new StudioError('request.too-large', `The body is larger than ${limitBytes} bytes`, { details: { limitBytes } })

const failed = (c: Context, error: StudioError): Response => answered(c, { ok: false, error: error.toShape() })

function answered(c: Context, reply: Reply): Response {
  return c.json(reply, reply.ok ? 200 : ERROR_CODES[reply.error.code].status)
}
