import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProviderHttp } from '../../../app/providers/http-client.ts'
import { errorOf } from '../../support/cloud.ts'
import { selfSigned } from '../../support/self-signed.ts'

const HOST = 'api.drape.test'
const trusted = getCACertificates('default')
let server: Server
let origin: string
let seen: string[] = []

beforeAll(async () => {
  const own = selfSigned(HOST)
  setDefaultCACertificates([...trusted, own.cert])
  server = createServer(own, (request, response) => {
    seen.push(`${request.method} ${request.url}`)
    if (request.url === '/reset') response.socket?.destroy()
    else response.end('{"id":1}')
  })
  server.on('tlsClientError', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `https://${HOST}:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  setDefaultCACertificates(trusted)
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  seen = []
})

/** As a studio has it: nothing of this machine by trust; our own host happens to resolve to it. */
function send(path: string, at = origin) {
  const open = createProviderHttp({
    openOrigins: () => new Set([at]),
    loopback: 'refused',
    resolve: (host) => Promise.resolve(host.endsWith('.drape.test') ? ['127.0.0.1'] : []),
  })
  return open(new AbortController().signal).send({
    url: at + path,
    method: 'POST',
    trust: 'configured',
    body: {},
    isPaid: true,
    timeoutMs: 5_000,
  })
}

describe('over TLS', () => {
  it('a request is answered, by the name it was sent to', async () => {
    expect(await send('/ok')).toMatchObject({ status: 200, text: '{"id":1}' })
    expect(seen).toEqual(['POST /ok'])
  })

  it('one that was read and not answered is unknown', async () => {
    const error = await errorOf(send('/reset'))
    expect([error.code, error.details['reason']]).toEqual(['provider.outcome-unknown', 'broken'])
    expect(seen).toEqual(['POST /reset'])
  })

  it('a certificate of another name ends it before anything is sent', async () => {
    const error = await errorOf(send('/ok', origin.replace(HOST, 'other.drape.test')))
    expect([error.code, error.details['reason']]).toEqual(['provider.unavailable', 'not-sent'])
    expect(seen).toEqual([])
  })

  it('a certificate that nobody trusts ends it before anything is sent', async () => {
    setDefaultCACertificates(trusted)
    const error = await errorOf(send('/ok'))
    expect([error.code, error.details['reason']]).toEqual(['provider.unavailable', 'not-sent'])
    expect(seen).toEqual([])
  })
})
