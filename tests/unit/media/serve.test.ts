import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { parseRange, serveFile } from '../../../app/media/serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'drape-serve-'))
const bytes = Buffer.from('0123456789')
const path = join(folder, 'ten.bin')
writeFileSync(path, bytes)
afterAll(() => rmSync(folder, { recursive: true }))

const get = (headers: Record<string, string> = {}, method = 'GET') =>
  serveFile(new Request('http://drape/media', { method, headers }), { path, type: 'image/png', sizeBytes: 10, etag: 'abc' })

describe('serving a file', () => {
  it('gives all of it, never to be asked for again', async () => {
    const response = get()
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('0123456789')
    expect(response.headers.get('cache-control')).toContain('immutable')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-length')).toBe('10')
  })

  it.each([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=5-99', '56789', 'bytes 5-9/10'],
  ])('gives the range %s', async (range, text, header) => {
    const response = get({ range })
    expect(response.status).toBe(206)
    expect(await response.text()).toBe(text)
    expect(response.headers.get('content-range')).toBe(header)
  })

  it('says so when a range lies outside', () => {
    const response = get({ range: 'bytes=10-' })
    expect(response.status).toBe(416)
    expect(response.headers.get('content-range')).toBe('bytes */10')
  })

  it.each(['bytes=3-1', 'lines=1-2', 'bytes=0-1,4-5', 'bytes=-', 'nonsense'])('ignores the range %s', async (range) => {
    const response = get({ range })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('0123456789')
  })

  it('answers 304 to those who have it, and ignores a range for another version', async () => {
    expect(get({ 'if-none-match': '"abc"' }).status).toBe(304)
    expect(get({ 'if-none-match': 'W/"abc", "x"' }).status).toBe(304)
    expect(get({ range: 'bytes=0-1', 'if-range': '"old"' }).status).toBe(200)
  })

  it('gives no body to HEAD', async () => {
    const response = get({}, 'HEAD')
    expect(response.headers.get('content-length')).toBe('10')
    expect(await response.text()).toBe('')
  })
})

it('a parsed range always lies inside the file', () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.option(fc.nat(2_000_000)), fc.option(fc.nat(2_000_000)), (size, first, last) => {
      const range = parseRange(`bytes=${first ?? ''}-${last ?? ''}`, size)
      if (range === undefined || range === 'unsatisfiable') return true
      return range.start >= 0 && range.start <= range.end && range.end < size
    }),
  )
})
