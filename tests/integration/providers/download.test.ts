import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createProviderHttp } from '../../../app/providers/http-client.ts'
import { exchange, unpacked } from '../../../app/providers/http-exchange.ts'
import type { FaultName } from '../../emulator/core/fault-table.ts'
import { type Cloud, errorOf, make, requestOf, startCloud } from '../../support/cloud.ts'

let folder: string
let to: string
let server: Server | undefined
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drape-download-'))
  to = join(folder, 'result.png')
})
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
  await rm(folder, { recursive: true })
})

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener)
  const listening = server
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
}

const LIMITS = { maxBytes: 5e6, timeoutMs: 2_000 }
const http = (origin: string) =>
  createProviderHttp({ openOrigins: () => new Set([origin]), loopback: 'allowed' })(new AbortController().signal)
const BYTES = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251))
const SHA = createHash('sha256').update(BYTES).digest('hex')

describe('an answer that broke off before anybody read it', () => {
  // It never ended: the download hung for good, and its file was left to the garbage collection (found by `torture -- money`).
  it('ends with an error', { timeout: 5_000 }, async () => {
    const origin = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': BYTES.length })
      response.write(BYTES.subarray(0, 100), () => response.destroy())
    })
    const signal = new AbortController().signal
    const answer = await exchange({ url: new URL(origin), method: 'GET', headers: {}, body: null, addresses: ['127.0.0.1'], signal })
    await new Promise((resolve) => answer.once('close', resolve))
    await expect(buffer(unpacked(answer, 1e6))).rejects.toThrow('broke off')
  })
})

describe('a download', () => {
  it('goes on where the connection broke, when it is still the same file', async () => {
    const ranges: (string | undefined)[] = []
    const origin = await serve((request, response) => {
      ranges.push(request.headers.range)
      const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
      if (from > 0 && request.headers['if-range'] === '"one"') {
        response.writeHead(206, {
          etag: '"one"',
          'content-range': `bytes ${from}-${BYTES.length - 1}/${BYTES.length}`,
          'content-length': BYTES.length - from,
        })
        response.end(BYTES.subarray(from))
        return
      }
      response.writeHead(200, { etag: '"one"', 'content-length': BYTES.length })
      response.write(BYTES.subarray(0, 120_000), () => setTimeout(() => response.destroy(), 30))
    })
    const error = await errorOf(http(origin).download(origin, to, LIMITS))
    expect([error.code, error.retryable, error.details['reason'], error.details['expected']]).toEqual([
      'provider.unavailable',
      true,
      'truncated',
      BYTES.length,
    ])
    expect(existsSync(to)).toBe(false)
    const got = await http(origin).download(origin, to, LIMITS)
    expect(got).toEqual({ bytes: BYTES.length, sha256: SHA })
    expect(BYTES.equals(await readFile(to))).toBe(true)
    expect(ranges[0]).toBeUndefined()
    expect(Number(/bytes=(\d+)-/.exec(ranges[1] ?? '')?.[1])).toBeGreaterThan(0)
    expect(await readdir(folder)).toEqual(['result.png'])
  })

  it('begins again when the file is another one by then', async () => {
    let tag = '"one"'
    const origin = await serve((_, response) => {
      response.writeHead(200, { etag: tag, 'content-length': BYTES.length })
      if (tag === '"one"') response.write(BYTES.subarray(0, 200_000).reverse(), () => setTimeout(() => response.destroy(), 30))
      else response.end(BYTES)
    })
    await errorOf(http(origin).download(origin, to, LIMITS))
    BYTES.subarray(0, 200_000).reverse()
    tag = '"two"'
    expect((await http(origin).download(origin, to, LIMITS)).sha256).toBe(SHA)
    expect(BYTES.equals(await readFile(to))).toBe(true)
  })

  it('begins again where the service says that there is nothing more', async () => {
    let count = 0
    const origin = await serve((request, response) => {
      count += 1
      if (request.headers.range !== undefined) return void response.writeHead(416).end()
      response.writeHead(200, { etag: '"one"', 'content-length': BYTES.length })
      if (count === 1) response.write(BYTES.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 30))
      else response.end(BYTES)
    })
    await errorOf(http(origin).download(origin, to, LIMITS))
    expect((await errorOf(http(origin).download(origin, to, LIMITS))).code).toBe('provider.unavailable')
    expect((await http(origin).download(origin, to, LIMITS)).sha256).toBe(SHA)
  })

  it('stops at its cap, told or not', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/told') response.writeHead(200, { 'content-length': BYTES.length })
      response.end(BYTES)
    })
    for (const path of ['/told', '/untold']) {
      const error = await errorOf(http(origin).download(origin + path, to, { ...LIMITS, maxBytes: 1_000 }))
      expect([error.code, error.details['reason']]).toEqual(['provider.bad-response', 'too-large'])
    }
    expect(existsSync(to)).toBe(false)
  })

  it.each([
    ['http://169.254.169.254/latest', 'provider.bad-response'],
    ['file:///etc/passwd', 'provider.bad-response'],
    ['/', 'provider.bad-response'],
  ])('follows no redirect to %s', async (location, code) => {
    const origin = await serve((_, response) => response.writeHead(302, { location }).end())
    expect((await errorOf(http(origin).download(origin, to, LIMITS))).code).toBe(code)
    expect(await readdir(folder)).toEqual([])
  })

  it('gives its key to our own hosts only', async () => {
    const keys: (string | undefined)[] = []
    const other = createServer((request, response) => {
      keys.push(`other ${request.headers['x-goog-api-key']}`)
      response.end(BYTES)
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}/file`
    const origin = await serve((request, response) => {
      keys.push(`own ${request.headers['x-goog-api-key']}`)
      response.writeHead(302, { location: elsewhere }).end()
    })
    await http(origin).download(origin, to, { ...LIMITS, headers: { 'x-goog-api-key': 'sesame' } })
    other.close()
    expect(keys).toEqual(['own sesame', 'other undefined'])
  })

  it('ends with its signal, and in time', async () => {
    const origin = await serve((_, response) => {
      response.writeHead(200, { 'content-length': BYTES.length })
      response.write(BYTES.subarray(0, 10))
    })
    expect((await errorOf(http(origin).download(origin, to, { ...LIMITS, timeoutMs: 200 }))).code).toBe('provider.timeout')
    const stop = new AbortController()
    const reason = new Error('stopped')
    setTimeout(() => stop.abort(reason), 100)
    const open = createProviderHttp({ openOrigins: () => new Set([origin]), loopback: 'allowed' })
    await expect(open(stop.signal).download(origin, to, LIMITS)).rejects.toBe(reason)
  })
})

describe('a result of a service', () => {
  let cloud: Cloud
  beforeAll(async () => {
    cloud = await startCloud({ timeoutMs: 2_000 })
  })
  afterAll(() => cloud[Symbol.asyncDispose]())

  const FAULTS: readonly (readonly [FaultName, string, string | undefined])[] = [
    ['download-truncated', 'provider.unavailable', 'truncated'],
    ['download-empty', 'provider.unavailable', 'empty'],
    ['download-404', 'provider.result-gone', undefined],
    ['download-410', 'provider.result-gone', undefined],
    ['refuse-html-502', 'provider.unavailable', 'status'],
    ['html-200', 'provider.unavailable', 'not-a-file'],
    ['redirect-metadata', 'provider.bad-response', 'address'],
    ['redirect-file', 'provider.bad-response', 'address'],
    ['redirect-loop', 'provider.bad-response', 'redirects'],
    ['accept-then-hang', 'provider.timeout', undefined],
  ]

  it.each(FAULTS)('%s is %s, and the next try has the file', async (fault, code, reason) => {
    cloud.emulator.control.reset()
    const call = cloud.call('fal')
    const [output] = await make(cloud.adapters.fal, await requestOf('fal:flux-schnell'), call)
    if (output?.kind !== 'url') throw new Error('no address')
    cloud.emulator.control.fault({ name: fault, on: ['download'], times: fault === 'redirect-loop' ? 4 : 1 })
    const error = await errorOf(call.http.download(output.url, to, LIMITS))
    expect([error.code, error.details['reason']]).toEqual([code, reason])
    expect(existsSync(to)).toBe(false)
    expect((await call.http.download(output.url, to, LIMITS)).bytes).toBeGreaterThan(100)
  })
})
