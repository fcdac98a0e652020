import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFinished } from '../../../app/domain/job.ts'
import { clientOf, makeBarePage, type WindowClient } from '../../support/electron-double/bare-page.ts'
import { type DesktopDouble, hasChromium, launchDouble } from '../../support/electron-double/launch.ts'
import { until } from '../../support/until.ts'

const SAMPLE = join(import.meta.dirname, '../../../resources/samples/person-ada.jpg')

let app: DesktopDouble
let page: Page
let client: WindowClient
let hash: string

/** A request that the page itself makes. */
const ask = (path: string, init: { method?: string; headers?: Record<string, string>; text?: string } = {}) =>
  page.evaluate(
    async ([address, { text, ...rest }]) => {
      const response = await fetch(address, { ...rest, ...(text === undefined ? {} : { body: text }) })
      const bytes = new Uint8Array(await response.arrayBuffer())
      return { status: response.status, headers: Object.fromEntries(response.headers), length: bytes.length, first: [...bytes.slice(0, 4)] }
    },
    [path, init] as const,
  )

describe.skipIf(!hasChromium)('the scheme of the app', () => {
  beforeAll(async () => {
    app = await launchDouble({ pagesFolder: await makeBarePage(), args: [SAMPLE] })
    page = await app.window()
    client = clientOf(page)
    const [job] = await until('the file of the command line is imported', async () => {
      const { jobs } = await client['jobs.list']({})
      return jobs.length > 0 && jobs.every((one) => isFinished(one.state)) && jobs
    })
    expect(job?.result).toMatchObject({ refused: [] })
    hash = (await client['library.list']({})).assets[0]?.hash ?? ''
  })
  afterAll(async () => {
    await app.close()
    expect(app.errors()).toBe('')
  })

  it('is an origin of its own with fetch and streams, and nothing that weakens the page', async () => {
    const schemes = await app.evaluate(({ protocol }) => protocol.schemes)
    expect(schemes).toEqual([
      { scheme: 'drape', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
    ])
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toBe('drape://studio/')
  })

  it('shows a picture, whole and small', async () => {
    const sizes = await page.evaluate(async (of) => {
      const load = async (variant: string) => {
        const image = new Image()
        image.src = `/media/${of}/${variant}`
        await image.decode()
        return image.naturalWidth
      }
      return { original: await load('original'), small: await load('small') }
    }, hash)
    expect(sizes.original).toBeGreaterThan(sizes.small)
    expect(sizes.small).toBeGreaterThan(100)
  })

  it('lets the page draw a picture and read it back: it is of its own origin', async () => {
    const pixel = await page.evaluate(async (of) => {
      const bitmap = await createImageBitmap(await (await fetch(`/media/${of}/small`)).blob())
      const canvas = new OffscreenCanvas(4, 4)
      const context = canvas.getContext('2d')
      context?.drawImage(bitmap, 0, 0, 4, 4)
      return context?.getImageData(0, 0, 1, 1).data[3]
    }, hash)
    expect(pixel).toBe(255)
  })

  it('gives the part of a file that is asked for', async () => {
    const bytes = await readFile(SAMPLE)
    const middle = await ask(`/media/${hash}`, { headers: { range: 'bytes=100-199' } })
    expect(middle).toMatchObject({ status: 206, length: 100, first: [...bytes.subarray(100, 104)] })
    expect(middle.headers['content-range']).toBe(`bytes 100-199/${bytes.length}`)
    const end = await ask(`/media/${hash}`, { headers: { range: 'bytes=-10' } })
    expect(end).toMatchObject({ status: 206, length: 10, first: [...bytes.subarray(-10, -6)] })
    expect(await ask(`/media/${hash}`, { headers: { range: `bytes=${bytes.length}-` } })).toMatchObject({ status: 416 })
    expect(await ask(`/media/${hash}`)).toMatchObject({ status: 200, length: bytes.length })
  })

  it('says that a picture never changes, and is no page whatever its bytes say', async () => {
    const { headers } = await ask(`/media/${hash}/small`)
    expect(headers).toMatchObject({
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
    // `no-store`, or the browser answers from its cache with the whole picture.
    const again = await page.evaluate(
      async ([path, etag]) => (await fetch(path, { headers: { 'if-none-match': etag }, cache: 'no-store' })).status,
      [`/media/${hash}/small`, headers['etag'] ?? ''] as const,
    )
    expect(again).toBe(304)
  })

  it('takes a pasted picture in', async () => {
    const reply = await page.evaluate(async () => {
      const canvas = new OffscreenCanvas(80, 80)
      canvas.getContext('2d')?.fillRect(0, 0, 40, 80)
      const body = await canvas.convertToBlob()
      return (await (await fetch('/uploads', { method: 'PUT', body })).json()) as { id: string }
    })
    const { jobId } = await client['library.import-uploads']({ uploads: [{ id: reply.id, name: 'pasted.png' }] })
    const job = await until('the upload is imported', async () => {
      const one = await client['jobs.get']({ id: jobId })
      return isFinished(one.state) && one
    })
    expect(job.result).toMatchObject({ imported: [{ path: 'pasted.png', width: 80 }], refused: [] })
  })

  it('gives nothing but the page and the pictures', async () => {
    const handler = (url: string, method = 'GET') =>
      app.evaluate(
        async ({ protocol }, [address, verb]) => {
          const response = await protocol.handlers.get('drape')?.(new Request(address, { method: verb }))
          return { status: response?.status, text: await response?.text() }
        },
        [url, method] as const,
      )
    for (const path of [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5cpackage.json',
      '//etc/passwd',
      '/%2fetc%2fpasswd',
      '/media/..%2f..%2flibrary.db',
      '/media/..%2f..%2flibrary.db/original',
      `/media/${hash}/..%2f..%2flibrary.db`,
      `/media/${'0'.repeat(64)}`,
      '/%',
      '/%00',
      '/library.db',
      '/preload.cjs',
    ]) {
      const { status, text } = await handler(`drape://studio${path}`)
      expect([400, 404], path).toContain(status)
      expect(text, path).not.toMatch(/root:|"version"|SQLite|exposeInMainWorld/)
    }
    for (const url of ['drape://other/index.html', 'drape://studio.evil/', 'https://studio/'])
      expect((await handler(url)).status, url).toBe(403)
    for (const [url, method] of [
      ['drape://studio/', 'POST'],
      [`drape://studio/media/${hash}`, 'DELETE'],
      ['drape://studio/uploads', 'POST'],
    ] as const)
      expect((await handler(url, method)).status, `${method} ${url}`).toBe(400)
  })
})
