import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcp } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import type { HttpRequest, ProviderHttp } from '../../../app/providers/http.ts'
import { createProviderHttp } from '../../../app/providers/http-client.ts'
import { errorOf } from '../../support/cloud.ts'

const servers: { close(): unknown; closeAllConnections?: () => void }[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<{ readonly origin: string; readonly seen: string[] }> {
  const seen: string[] = []
  const server: Server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`)
    listener(request, response)
  })
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

function client(
  origins: readonly string[],
  more: { readonly signal?: AbortSignal; readonly loopback?: 'allowed' | 'refused' } = {},
): ProviderHttp {
  const open = createProviderHttp({ openOrigins: () => new Set(origins), loopback: more.loopback ?? 'allowed' })
  return open(more.signal ?? new AbortController().signal)
}

const paid = (url: string): HttpRequest => ({
  url,
  method: 'POST',
  trust: 'configured',
  body: { prompt: 'x' },
  isPaid: true,
  timeoutMs: 800,
})

describe('a paid request that never left', () => {
  it('a port where nobody listens', async () => {
    const { origin } = await serve(() => undefined)
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close() && resolve(null))
    const error = await errorOf(client([origin]).send(paid(origin)))
    expect([error.code, error.details['reason']]).toEqual(['provider.unavailable', 'not-sent'])
  })

  it('a name that is not known', async () => {
    const http = createProviderHttp({
      openOrigins: () => new Set(['https://api.example.com']),
      loopback: 'refused',
      resolve: () => Promise.reject(new Error('ENOTFOUND')),
    })
    const error = await errorOf(http(new AbortController().signal).send(paid('https://api.example.com/v1/x')))
    expect([error.code, error.details['reason']]).toEqual(['provider.unavailable', 'dns'])
  })

  it('TLS that does not come about', async () => {
    const { origin, seen } = await serve(() => undefined)
    const tls = origin.replace('http:', 'https:')
    const error = await errorOf(client([tls]).send(paid(tls)))
    expect([error.code, error.details['reason']]).toEqual(['provider.unavailable', 'not-sent'])
    expect(seen).toEqual([])
  })

  it('an abort before it is sent passes through', async () => {
    const { origin, seen } = await serve((_, response) => response.end('{}'))
    const reason = new Error('stopped')
    await expect(client([origin], { signal: AbortSignal.abort(reason) }).send(paid(origin))).rejects.toBe(reason)
    expect(seen).toEqual([])
  })

  it('a connection that is taken but never answers TLS is not sent either', async () => {
    const server = createTcp(() => undefined)
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
    const error = await errorOf(client([origin]).send(paid(origin)))
    expect([error.code, error.details['reason']]).toEqual(['provider.unavailable', 'not-sent'])
  })
})

describe('a paid request that may have been read', () => {
  it('is unknown when it is aborted, and is sent once', async () => {
    const stop = new AbortController()
    const { origin, seen } = await serve(() => stop.abort(new Error('stopped')))
    const error = await errorOf(client([origin], { signal: stop.signal }).send(paid(origin)))
    expect([error.code, error.details['reason']]).toEqual(['provider.outcome-unknown', 'aborted'])
    expect(seen).toHaveLength(1)
  })

  it('is unknown when the body is cut off, or no HTTP at all', async () => {
    const short = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{"id":')
      setTimeout(() => response.destroy(), 20)
    })
    expect((await errorOf(client([short.origin]).send(paid(short.origin)))).code).toBe('provider.outcome-unknown')
    const garbage = await serve((request) => void request.socket.end('SSH-2.0-OpenSSH\r\n\r\n'))
    expect((await errorOf(client([garbage.origin]).send(paid(garbage.origin)))).code).toBe('provider.outcome-unknown')
  })

  it('an abort of a request that costs nothing passes through', async () => {
    const stop = new AbortController()
    const reason = new Error('stopped')
    const { origin } = await serve(() => stop.abort(reason))
    await expect(client([origin], { signal: stop.signal }).send({ url: origin, method: 'GET', trust: 'configured' })).rejects.toBe(reason)
  })
})

describe('answers that are too large', () => {
  const get = (url: string): HttpRequest => ({ url, method: 'GET', trust: 'configured', maxBytes: 100_000, timeoutMs: 5_000 })

  it('a body without end is cut off', async () => {
    const { origin } = await serve((_, response) => {
      const more = (): void => void (response.write('x'.repeat(65_536)) ? setImmediate(more) : response.once('drain', more))
      more()
    })
    const error = await errorOf(client([origin]).send(get(origin)))
    expect([error.code, error.details['reason']]).toEqual(['provider.bad-response', 'too-large'])
    expect((await errorOf(client([origin]).send({ ...get(origin), isPaid: true }))).code).toBe('provider.outcome-unknown')
  })

  it('a bomb is not unpacked, an honest gzip is', async () => {
    const bomb = gzipSync(Buffer.alloc(50e6))
    const { origin } = await serve((request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(request.url === '/bomb' ? bomb : gzipSync('{"id":1}'))
    })
    const before = process.memoryUsage().arrayBuffers
    const error = await errorOf(client([origin]).send(get(`${origin}/bomb`)))
    expect([error.code, error.details['reason']]).toEqual(['provider.bad-response', 'too-large'])
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6)
    expect((await client([origin]).send(get(`${origin}/ok`))).text).toBe('{"id":1}')
  })
})

describe('where requests may go', () => {
  it('nowhere while no service is on, whatever the trust', async () => {
    const { origin, seen } = await serve((_, response) => response.end())
    for (const trust of ['configured', 'response'] as const) {
      expect((await errorOf(client([]).send({ url: origin, method: 'GET', trust }))).code).toBe('provider.off')
    }
    expect((await errorOf(client([]).download(origin, '/nowhere', { maxBytes: 1, timeoutMs: 100 }))).code).toBe('provider.off')
    expect(seen).toEqual([])
  })

  it('not to a host of ours that is not on', async () => {
    const { origin, seen } = await serve((_, response) => response.end())
    const error = await errorOf(client(['https://api.example.com']).send({ url: origin, method: 'GET', trust: 'configured' }))
    expect(error.code).toBe('provider.off')
    expect(seen).toEqual([])
  })

  const HOSTILE = [
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'https://2852039166/latest',
    'https://0xa9fea9fe/latest',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[fd00::1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://10.0.0.8/',
    'https://user:pass@8.8.8.8/',
    'http://8.8.8.8/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'no address',
  ]

  it.each(HOSTILE)('never to %s', async (url) => {
    const http = client(['https://api.example.com'], { loopback: 'refused' })
    expect((await errorOf(http.send({ url, method: 'GET', trust: 'response' }))).code).toBe('provider.bad-response')
    expect((await errorOf(http.download(url, '/nowhere', { maxBytes: 1, timeoutMs: 100 }))).code).toBe('provider.bad-response')
  })

  it.each([['127.0.0.1'], ['93.184.215.14', '10.1.2.3'], ['::ffff:10.0.0.1'], ['fe80::1']])(
    'not to a name that resolves to %s',
    async (...addresses) => {
      const http = createProviderHttp({
        openOrigins: () => new Set(['https://api.example.com']),
        loopback: 'refused',
        resolve: () => Promise.resolve(addresses),
      })
      const error = await errorOf(
        http(new AbortController().signal).send({ url: 'https://rebound.example.net/x', method: 'GET', trust: 'response' }),
      )
      expect([error.code, error.details['reason']]).toEqual(['provider.bad-response', 'private-address'])
    },
  )

  it('a name is resolved once: what it means later is not asked', async () => {
    const { origin, seen } = await serve((_, response) => response.end('here'))
    const { port } = new URL(origin)
    let asked = 0
    const http = createProviderHttp({
      openOrigins: () => new Set([`http://localhost:${port}`]),
      loopback: 'allowed',
      resolve: () => {
        asked += 1
        return Promise.resolve(asked === 1 ? ['127.0.0.1'] : ['169.254.169.254'])
      },
    })
    const answer = await http(new AbortController().signal).send({ url: `http://localhost:${port}/`, method: 'GET', trust: 'configured' })
    expect(answer.text).toBe('here')
    expect([asked, seen.length]).toEqual([1, 1])
  })

  it('without credentials to what an answer named', async () => {
    const { origin, seen } = await serve((_, response) => response.end('{}'))
    const headers = { Authorization: 'Key sesame', 'X-Goog-Api-Key': 'sesame', 'content-type': 'image/png' }
    await client([origin]).send({ url: origin, method: 'PUT', trust: 'response', headers, body: new Uint8Array([1]) })
    expect(seen[0]).not.toContain('sesame')
    expect(seen[0]).toContain('image/png')
    await client([origin]).send({ url: origin, method: 'PUT', trust: 'configured', headers, body: new Uint8Array([1]) })
    expect(seen[1]).toContain('Key sesame')
  })

  it('redirects of questions are not followed', async () => {
    const { origin, seen } = await serve((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())
    expect((await client([origin]).send({ url: origin, method: 'GET', trust: 'configured' })).status).toBe(302)
    expect(seen).toHaveLength(1)
  })
})

describe('the log', () => {
  it('has no key, no signature, no body', async () => {
    const { origin } = await serve((_, response) => response.writeHead(200, { 'set-cookie': 'sesame' }).end('{"secret":"sesame"}'))
    const lines: string[] = []
    const log = { debug: (fields: object, message: string) => void lines.push(JSON.stringify([fields, message])) }
    const open = createProviderHttp({ openOrigins: () => new Set([origin]), loopback: 'allowed', log: log as never })
    const body = { key: 'sesame', prompt: 'sesame' }
    await open(new AbortController().signal).send({
      url: `${origin}/x?signature=sesame`,
      method: 'POST',
      trust: 'configured',
      headers: { authorization: 'Bearer sesame' },
      body,
    })
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('/x?[redacted]')
    expect(lines.join()).not.toContain('sesame')
  })
})
