import { request } from 'node:http'
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { studioContract } from '../../app/contract/contract.ts'
import { type Host, openHost } from '../../app/server/host.ts'
import { openTempStudio, type TempStudio } from '../../tools/temp-studio.ts'

/** A real host on a real port, under fire from what a page, a neighbour or a broken script may send. */
let studio: TempStudio
let host: Host
let door: { readonly origin: string; readonly token: string; issueCode(): string }
let port: number

beforeAll(async () => {
  studio = await openTempStudio()
  host = await openHost({ core: studio.core, libraryFolder: studio.libraryFolder, pagesFolder: import.meta.dirname, version: '0' })
  door = await host.listen(0)
  port = Number(new URL(door.origin).port)
})

afterAll(async () => {
  await host.close()
  await studio[Symbol.asyncDispose]()
})

interface Shot {
  readonly method: string
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string | Buffer
}

/** Status of the answer; 0 where the host hung up instead of answering. */
function fire({ method, path, headers, body }: Shot): Promise<number> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, setHost: false }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode ?? 0))
      // An answer that streams is one: whoever gets it was let in.
      if (answer.statusCode === 200) resolve(200)
    })
    sent.on('error', () => resolve(0))
    sent.end(body)
  })
}

const good = () => ({ host: `127.0.0.1:${port}`, authorization: `Bearer ${door.token}`, 'content-type': 'application/json' })
const CALLS = [
  { method: 'POST', path: '/rpc/jobs.pause', body: '{}' },
  { method: 'POST', path: '/rpc/library.import-sample', body: '{}' },
  { method: 'GET', path: '/events' },
  { method: 'PUT', path: '/uploads', body: 'anything' },
  { method: 'GET', path: '/openapi.json' },
] as const
const A_HASH = 'a'.repeat(64)

/** Each is one thing that must not be let in; together with the five calls they are more than two hundred. */
function hostile(): Shot[] {
  const foreign = [
    'evil.example',
    `evil.example:${port}`,
    '127.0.0.1',
    `127.0.0.1:${port + 1}`,
    `[::1]:${port}`,
    `0.0.0.0:${port}`,
    '',
    'localhost',
    'drape.private',
    `user@127.0.0.1:${port}`,
    `127.0.0.1:${port}.evil.example`,
  ]
  const spoiled: Record<string, string>[] = [
    ...foreign.map((name) => ({ ...good(), host: name })),
    ...foreign.slice(0, 3).map((name) => ({ ...good(), host: name, 'x-forwarded-host': `127.0.0.1:${port}` })),
    ...[
      'http://evil.example',
      'null',
      `https://127.0.0.1:${port}`,
      `http://127.0.0.1:${port}.evil.example`,
      'file://',
      `http://127.0.0.1:${port + 1}`,
    ].map((origin) => ({ ...good(), origin })),
    ...['cross-site', 'same-site', 'nonsense'].map((site) => ({ ...good(), 'sec-fetch-site': site })),
    ...[
      '',
      'Bearer',
      'Bearer ',
      `Bearer ${door.token}x`,
      `Bearer ${door.token.slice(1)}`,
      `Basic ${door.token}`,
      `bearer ${door.token}`,
    ].map((authorization) => ({ ...good(), authorization })),
    ...[
      'drape_session=',
      'drape_session=9999999999999.',
      `drape_session=9999999999999.${door.token}`,
      'drape_session=NaN.x',
      'drape_session=Infinity.x',
    ].map((cookie) => ({ host: good().host, 'content-type': 'application/json', origin: door.origin, cookie })),
  ]
  const paths = [
    '/media/../library.db',
    '/media/..%2f..%2flibrary.db',
    `/media/${A_HASH}/..%2f..%2flibrary.db`,
    `/media/${A_HASH}/%00`,
    `/media/${A_HASH.toUpperCase()}`,
    '/media/%2e%2e/host.json',
    '/../../../../etc/passwd',
    '/..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../../package.json',
    '/assets/..\\..\\package.json',
    '/%5c..%5c..%5cpackage.json',
    '/rpc/__proto__',
    '/rpc/constructor',
    '/rpc/toString',
    '/rpc/%2e%2e%2fmedia',
    '/host.json',
    '/library.json',
  ]
  return [
    ...spoiled.flatMap((headers) => CALLS.map((call) => ({ ...call, headers }))),
    ...paths.map((path) => ({
      method: path.startsWith('/rpc') ? 'POST' : 'GET',
      path,
      headers: good(),
      ...(path.startsWith('/rpc') ? { body: '{}' } : {}),
    })),
    ...['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''].map((type) => ({
      ...CALLS[0],
      headers: { ...good(), 'content-type': type },
    })),
    { ...CALLS[0], headers: good(), body: `{"padding":"${'x'.repeat(1_100_000)}"}` },
    { ...CALLS[0], headers: good(), body: '['.repeat(100_000) },
    { ...CALLS[0], headers: good(), body: Buffer.from([0xff, 0xfe, 0x00]) },
    { method: 'PUT', path: '/uploads', headers: { ...good(), 'content-length': '99999999999' } },
    { method: 'POST', path: '/session', headers: { host: good().host, 'content-type': 'application/json' }, body: '{"code":"guessed"}' },
    { method: 'POST', path: '/session', headers: { host: good().host, 'content-type': 'application/json' }, body: '{"code":{"$ne":null}}' },
  ]
}

it('lets none of two hundred hostile requests in, and goes on', async () => {
  const shots = hostile()
  expect(shots.length).toBeGreaterThanOrEqual(200)
  const letIn: string[] = []
  for (const shot of shots) {
    const status = await fire(shot)
    if (status !== 0 && status < 400) letIn.push(`${status} ${shot.method} ${shot.path} ${JSON.stringify(shot.headers).slice(0, 200)}`)
  }
  expect(letIn).toEqual([])
  const { paused } = await studio.core.client['jobs.list']({})
  expect(paused).toBe(false)
  expect((await studio.core.client['library.list']({})).assets).toEqual([])
  expect(await fire({ method: 'POST', path: '/rpc/host.describe', headers: good(), body: '{}' })).toBe(200)
})

it('outlives what is no HTTP at all', async () => {
  const garbage = [
    '\0\0\0\0',
    'GET',
    'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n',
    `POST /rpc/jobs.pause HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}`,
    `${'A'.repeat(100_000)}\r\n\r\n`,
  ]
  for (const text of garbage) {
    const answer = await new Promise<string>((resolve) => {
      let heard = ''
      const socket = connect(port, '127.0.0.1', () => socket.end(text))
      socket.on('data', (part) => {
        heard += part
      })
      socket.on('error', () => resolve(heard))
      socket.on('close', () => resolve(heard))
    })
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/)
  }
  expect((await studio.core.client['jobs.list']({})).paused).toBe(false)
  expect(await fire({ method: 'POST', path: '/rpc/host.describe', headers: good(), body: '{}' })).toBe(200)
})

it('accepts none of 10,000 calls that are no call, with the right token', async () => {
  const names = Object.keys(studioContract) as (keyof typeof studioContract)[]
  const shots = fc.sample(
    fc
      .record({
        name: fc.oneof({ weight: 4, arbitrary: fc.constantFrom<string>(...names) }, fc.stringMatching(/^[a-z][a-z.-]{0,19}$/)),
        input: fc.jsonValue(),
      })
      // What happens to be a fair call is none of the ten thousand.
      .filter(
        ({ name, input }) => !Object.hasOwn(studioContract, name) || !studioContract[name as 'jobs.get'].input.safeParse(input).success,
      ),
    { numRuns: 10_000, seed: 20_261_120 },
  )
  const codes = new Map<string, number>()
  const next = shots[Symbol.iterator]()
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (const { name, input } of next) {
        const answer = await fetch(`${door.origin}/rpc/${encodeURIComponent(name)}`, {
          method: 'POST',
          headers: { authorization: `Bearer ${door.token}`, 'content-type': 'application/json' },
          body: JSON.stringify(input),
        })
        const reply = (await answer.json()) as { ok: boolean; error?: { code: string } }
        const code = reply.ok ? 'ACCEPTED' : (reply.error?.code ?? 'none')
        codes.set(code, (codes.get(code) ?? 0) + 1)
      }
    }),
  )
  expect([...codes.values()].reduce((sum, count) => sum + count)).toBe(10_000)
  expect([...codes.keys()].filter((code) => !code.startsWith('request.'))).toEqual([])
  expect((await studio.core.client['jobs.list']({})).jobs).toEqual([])
})
