import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Client } from '../contract/define.ts'
import { FAL_WEBHOOK_PATH } from '../domain/cloud/webhook-path.ts'
import { StudioError } from '../domain/errors.ts'
import type { CoreContract } from '../studio/host-contract.ts'

export type WebhookPort = Pick<Client<CoreContract>, 'webhooks.receive'>

/** Results come as addresses, so a call is a few kilobytes. */
const LIMIT_BYTES = 1_000_000

/** The one door that is open to the outside: calls of fal, in a host that was started with a public address. */
export function addWebhooks(app: Hono, core: WebhookPort, failed: (c: Context, error: StudioError) => Response): void {
  const onError = (c: Context): Response =>
    failed(c, new StudioError('request.too-large', 'The body is too large', { details: { limitBytes: LIMIT_BYTES } }))
  app.use(FAL_WEBHOOK_PATH, async (c, next) => {
    // Nothing of a body is read for whoever does not even say who it is.
    if (c.req.header('x-fal-webhook-signature') === undefined)
      return failed(c, new StudioError('request.unauthorized', 'A webhook was refused: headers', { details: { reason: 'headers' } }))
    await next()
    return undefined
  })
  app.post(FAL_WEBHOOK_PATH, bodyLimit({ maxSize: LIMIT_BYTES, onError }), async (c) => {
    const body = new Uint8Array(await c.req.arrayBuffer())
    await core['webhooks.receive']({ headers: c.req.header(), body })
    // Whether a job was woken is nobody's business outside.
    return c.json({ ok: true })
  })
}
