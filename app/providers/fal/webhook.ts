import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { z } from 'zod'
import { StudioError } from '../../domain/errors.ts'

/**
 * Calls of fal to a host with a public address. They are a hint that a job may be finished, nothing more: the result is asked for as ever, so a call
 * that is lost, comes twice or comes early does no harm.
 */

/** Seconds by which a call's time may be off. */
const TOLERANCE_S = 300
const KEYS_MS = 24 * 60 * 60 * 1000
/** After a signature that no key made, keys are fetched anew, but not more often. */
const REFRESH_MS = 60_000

export interface WebhookHeaders {
  readonly requestId: string
  readonly userId: string
  /** Seconds since 1970, as text. */
  readonly timestamp: string
  /** 128 digits, hexadecimal. */
  readonly signature: string
}

const jwks = z.object({ keys: z.array(z.looseObject({ kty: z.string(), crv: z.string().optional(), x: z.string().optional() })) })

/** The four headers of a call; undefined where one is missing or of another form. */
export function webhookHeaders(headers: Readonly<Record<string, string | undefined>>): WebhookHeaders | undefined {
  const requestId = headers['x-fal-webhook-request-id']
  const userId = headers['x-fal-webhook-user-id']
  const timestamp = headers['x-fal-webhook-timestamp']
  const signature = headers['x-fal-webhook-signature']
  if (requestId === undefined || userId === undefined || timestamp === undefined || signature === undefined) return undefined
  return /^\d{1,12}$/.test(timestamp) && /^[0-9a-f]{128}$/i.test(signature) ? { requestId, userId, timestamp, signature } : undefined
}

/** What is signed: three headers and the SHA-256 of the body, a line each. */
export function signedMessage({ requestId, userId, timestamp }: WebhookHeaders, body: Uint8Array): Uint8Array {
  return new TextEncoder().encode([requestId, userId, timestamp, createHash('sha256').update(body).digest('hex')].join('\n'))
}

/** Whether one of the keys made the signature. */
export function isSignedBy(keys: readonly KeyObject[], headers: WebhookHeaders, body: Uint8Array): boolean {
  const message = signedMessage(headers, body)
  return keys.some((key) => verify(null, message, key, Buffer.from(headers.signature, 'hex')))
}

/** Ed25519 keys of a key set; others in it are left out. @throws StudioError `provider.bad-response` for what is no key set. */
export function keysOf(value: unknown): KeyObject[] {
  const parsed = jwks.safeParse(value)
  if (!parsed.success) throw new StudioError('provider.bad-response', 'What fal gave is no key set', { details: { provider: 'fal' } })
  return parsed.data.keys.flatMap(({ kty, crv, x }) =>
    kty === 'OKP' && crv === 'Ed25519' && x !== undefined ? [createPublicKey({ key: { kty, crv, x }, format: 'jwk' })] : [],
  )
}

export interface WebhookCheck {
  readonly headers: Readonly<Record<string, string | undefined>>
  /** As it came, before anything read it. */
  readonly body: Uint8Array
}

/**
 * Looks at calls that say they are fal's: headers, time, signature, and whether the same one came before.
 *
 * @returns a function that gives the request's name. It throws StudioError `request.unauthorized` with `reason` (headers, stale, signature, replayed), or
 * what `fetchKeys` throws.
 */
export function createWebhookVerifier({
  fetchKeys,
  now,
}: {
  readonly fetchKeys: () => Promise<unknown>
  readonly now: () => number
}): (call: WebhookCheck) => Promise<string> {
  let keys: readonly KeyObject[] = []
  let fetchedAt = Number.NEGATIVE_INFINITY
  let triedAt = Number.NEGATIVE_INFINITY
  const seen = new Map<string, number>()
  const refresh = async (): Promise<void> => {
    triedAt = now()
    keys = keysOf(await fetchKeys())
    fetchedAt = now()
  }
  return async ({ headers, body }) => {
    const found = webhookHeaders(headers)
    if (found === undefined) throw refused('headers')
    if (Math.abs(now() / 1000 - Number(found.timestamp)) > TOLERANCE_S) throw refused('stale')
    // Whoever knows the address can call: that must not make us ask for keys as often, not even while they cannot be had.
    if (now() - fetchedAt > KEYS_MS && now() - triedAt > REFRESH_MS) await refresh()
    let isSigned = isSignedBy(keys, found, body)
    // A new key may have come into use since.
    if (!isSigned && now() - triedAt > REFRESH_MS) {
      await refresh()
      isSigned = isSignedBy(keys, found, body)
    }
    if (!isSigned) throw refused('signature')
    for (const [signature, until] of seen) if (until < now()) seen.delete(signature)
    if (seen.has(found.signature.toLowerCase())) throw refused('replayed')
    seen.set(found.signature.toLowerCase(), now() + 2 * TOLERANCE_S * 1000)
    return found.requestId
  }
}

function refused(reason: 'headers' | 'stale' | 'signature' | 'replayed'): StudioError {
  return new StudioError('request.unauthorized', `A webhook was refused: ${reason}`, { details: { reason } })
}
