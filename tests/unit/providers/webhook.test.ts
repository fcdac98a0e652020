import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createWebhookVerifier, keysOf, signedMessage } from '../../../app/providers/fal/webhook.ts'

const NOW: number = 1_796_000_000_000
const body = new TextEncoder().encode('{"request_id":"r-1","status":"OK","payload":{}}')
const pair = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519')

const setOf = (...keys: KeyObject[]) => ({ keys: [{ kty: 'RSA', n: 'x', e: 'AQAB' }, ...keys.map((key) => key.export({ format: 'jwk' }))] })

function signed({ key = pair.privateKey, at = NOW, of = body, userId = 'u-1' } = {}): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000))
  const message = signedMessage({ requestId: 'r-1', userId, timestamp, signature: '' }, of)
  return {
    'x-fal-webhook-request-id': 'r-1',
    'x-fal-webhook-user-id': userId,
    'x-fal-webhook-timestamp': timestamp,
    'x-fal-webhook-signature': sign(null, message, key).toString('hex'),
  }
}

function verifier({ keys = setOf(other.publicKey, pair.publicKey) as unknown, now = () => NOW } = {}) {
  let fetches = 0
  const verify = createWebhookVerifier({
    now,
    fetchKeys: () => {
      fetches += 1
      return Promise.resolve(typeof keys === 'function' ? (keys() as unknown) : keys)
    },
  })
  return { verify, fetches: () => fetches }
}

const refusedFor = (reason: string) => ({ code: 'request.unauthorized', details: { reason } })

describe('a call that says it is of fal', () => {
  it('is taken with a signature of any key of the set', async () => {
    const { verify, fetches } = verifier()
    expect(await verify({ headers: signed(), body })).toBe('r-1')
    expect(await verify({ headers: signed({ key: other.privateKey }), body })).toBe('r-1')
    expect(fetches()).toBe(1)
  })

  it('is refused the second time', async () => {
    const { verify } = verifier()
    const headers = signed()
    await verify({ headers, body })
    await expect(verify({ headers, body })).rejects.toMatchObject(refusedFor('replayed'))
    const upper = { ...headers, 'x-fal-webhook-signature': headers['x-fal-webhook-signature']?.toUpperCase() }
    await expect(verify({ headers: upper, body })).rejects.toMatchObject(refusedFor('replayed'))
  })

  it.each([-301_000, 301_000])('is refused %i ms off', async (off) => {
    await expect(verifier().verify({ headers: signed({ at: NOW + off }), body })).rejects.toMatchObject(refusedFor('stale'))
  })

  it('is refused when anything that is signed was changed', async () => {
    const stranger = generateKeyPairSync('ed25519').privateKey
    const changed: Record<string, string | undefined>[] = [
      signed({ key: stranger }),
      { ...signed(), 'x-fal-webhook-request-id': 'r-2' },
      { ...signed(), 'x-fal-webhook-user-id': 'u-2' },
      { ...signed(), 'x-fal-webhook-timestamp': String(NOW / 1000 + 1) },
      signed({ of: new TextEncoder().encode('{}') }),
    ]
    for (const headers of changed) await expect(verifier().verify({ headers, body })).rejects.toMatchObject(refusedFor('signature'))
  })

  it('is refused without its headers, before any key is fetched', async () => {
    const { verify, fetches } = verifier()
    for (const name of Object.keys(signed())) {
      await expect(verify({ headers: { ...signed(), [name]: undefined }, body })).rejects.toMatchObject(refusedFor('headers'))
    }
    await expect(verify({ headers: { ...signed(), 'x-fal-webhook-signature': 'zz' }, body })).rejects.toMatchObject(refusedFor('headers'))
    expect(fetches()).toBe(0)
  })

  it('with a key that is new is taken after the set was fetched anew, which happens once a minute at most', async () => {
    let now = NOW
    let set = setOf(other.publicKey)
    const { verify, fetches } = verifier({ now: () => now, keys: () => set })
    await expect(verify({ headers: signed(), body })).rejects.toMatchObject(refusedFor('signature'))
    set = setOf(pair.publicKey)
    await expect(verify({ headers: signed(), body })).rejects.toMatchObject(refusedFor('signature'))
    expect(fetches()).toBe(1)
    now += 61_000
    expect(await verify({ headers: signed({ at: now }), body })).toBe('r-1')
    expect(fetches()).toBe(2)
    now += 25 * 3_600_000
    await verify({ headers: signed({ at: now }), body })
    expect(fetches()).toBe(3)
  })

  it('no key set is no reason to believe it', () => {
    expect(() => keysOf({ error: 'x' })).toThrow(expect.objectContaining({ code: 'provider.bad-response' }))
    expect(keysOf({ keys: [{ kty: 'OKP', crv: 'X25519', x: 'AAAA' }] })).toEqual([])
  })
})
