import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, stageOf } from '../core/jobs.ts'
import { jsonAnswer, type Route } from '../core/wire.ts'
import type { World } from '../core/world.ts'

export interface Webhooks {
  /** Where the public keys are. */
  readonly routes: readonly Route[]
  /** Works on a job without anybody asking, and tells an address of its end. */
  follow(job: Job, url: string): void
}

const USER = 'emulated-user'
const TRIES = 10
const STALE_S = 3_600

/** Webhooks as fal signs them: Ed25519 over request id, user id, time and SHA-256 of the body, in lines. */
export function createWebhooks(world: World): Webhooks {
  const key = ed25519(`drape-emulator-${world.seed}`)
  const stranger = ed25519(`stranger-${world.seed}`)
  const { x } = createPublicKey(key).export({ format: 'jwk' })
  const send = async (
    url: string,
    id: string,
    { body, with: signer = key, agedS = 0 }: { readonly body: unknown; readonly with?: KeyObject; readonly agedS?: number },
  ): Promise<void> => {
    const raw = JSON.stringify(body)
    const timestamp = String(Math.floor(world.now() / 1000) - agedS)
    const message = [id, USER, timestamp, createHash('sha256').update(raw).digest('hex')].join('\n')
    const headers = {
      'content-type': 'application/json',
      'x-fal-webhook-request-id': id,
      'x-fal-webhook-user-id': USER,
      'x-fal-webhook-timestamp': timestamp,
      'x-fal-webhook-signature': sign(null, Buffer.from(message), signer).toString('hex'),
    }
    for (let attempt = 0; attempt < TRIES; attempt += 1) {
      const response = await fetch(url, { method: 'POST', headers, body: raw }).catch(() => undefined)
      await response?.arrayBuffer()
      if (response?.ok === true || (response !== undefined && response.status < 500)) return
      // fal spreads its tries over two hours; nobody waits for that here.
      await sleep(20 * (attempt + 1))
    }
  }
  const follow = async (job: Job, url: string): Promise<void> => {
    const { faults } = job
    if (faults.has('webhook-unknown'))
      await send(url, world.nextId('stranger'), { body: { request_id: 'nobody', status: 'OK', payload: {} } })
    if (faults.has('webhook-early'))
      await send(url, job.id, { body: { request_id: job.id, gateway_request_id: job.id, status: 'OK', payload: null } })
    while (stageOf(job, world.now()) !== 'done') {
      if (job.state === 'canceled' || world.jobs.get(job.id) !== job) return
      await sleep(10)
      if (job.timeline.by === 'polls') job.polls += 1
    }
    const told = {
      body: await bodyOf(job),
      ...(faults.has('webhook-forged') ? { with: stranger } : {}),
      agedS: faults.has('webhook-stale') ? STALE_S : 0,
    }
    await send(url, job.id, told)
    if (faults.has('webhook-twice')) await send(url, job.id, told)
  }
  return {
    routes: [
      {
        method: 'GET',
        path: /^\/\.well-known\/jwks\.json$/,
        operation: 'read',
        handle: () => jsonAnswer(200, { keys: [{ kty: 'OKP', crv: 'Ed25519', x }] }),
      },
    ],
    follow: (job, url) => {
      follow(job, url).catch((thrown: unknown) => console.error('The emulator could not send a webhook', thrown))
    },
  }
}

async function bodyOf({ id, outcome }: Job): Promise<unknown> {
  const made = await outcome()
  const common = { request_id: id, gateway_request_id: id }
  if (made.kind === 'succeeded') return { ...common, status: 'OK', payload: made.output }
  return {
    ...common,
    status: 'ERROR',
    error: made.message,
    payload: { detail: [{ loc: ['body'], msg: made.message, type: made.kind === 'moderated' ? 'content_policy_violation' : made.type }] },
  }
}

/** A key pair from a text, so that equal seeds have equal keys. RFC 8410: PKCS #8 of an Ed25519 key is this prefix and 32 bytes. */
function ed25519(text: string): KeyObject {
  const der = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), createHash('sha256').update(text).digest()])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}
