import type { Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { makePoseTask, poseTaskMark } from '../../../app/inference/task/pose-task.ts'
import { clientOf, makeBarePage } from '../../support/electron-double/bare-page.ts'
import { type DesktopDouble, hasChromium, launchDouble } from '../../support/electron-double/launch.ts'

let app: DesktopDouble
let page: Page

interface Asked {
  readonly types?: readonly string[]
  readonly address?: string
  readonly isMainFrame?: boolean
  /** Of another window than ours. */
  readonly isStranger?: boolean
}

/** Whether the page is given what it asks for, and what it is told when it looks whether it would be. */
const mayUse = ({ types = ['video'], address = 'drape://studio/', isMainFrame = true, isStranger = false }: Asked = {}) =>
  app.evaluate(
    async ({ session, BrowserWindow }, [mediaTypes, url, isMain, isOther]) => {
      const { permissionRequestHandler: request, permissionCheckHandler: check } = session.defaultSession as never as Record<
        string,
        (...values: unknown[]) => unknown
      >
      const contents = isOther ? { id: 4711 } : BrowserWindow.getAllWindows()[0]?.webContents
      const details = { isMainFrame: isMain, requestingUrl: url, mediaTypes }
      const asked = await new Promise((resolve) => request?.(contents, 'media', resolve, details))
      const checked = mediaTypes.map((mediaType) => check?.(contents, 'media', url, { isMainFrame: isMain, mediaType }))
      return { asked, checked: checked.length > 0 && checked.every(Boolean) }
    },
    [types, address, isMainFrame, isStranger] as const,
  )
const GIVEN = { asked: true, checked: true }
const REFUSED = { asked: false, checked: false }

const want = (isWanted: boolean) =>
  page.evaluate((wanted) => drape.call({ id: `camera-${Math.random()}`, name: 'host.use-camera', input: { isWanted: wanted } }), isWanted)

describe.skipIf(!hasChromium)('the camera in the window', () => {
  beforeAll(async () => {
    app = await launchDouble({ pagesFolder: await makeBarePage() })
    page = await app.window()
  })
  afterEach(() => want(false))
  afterAll(async () => {
    await app.close()
    expect(app.errors()).toBe('')
  })

  it('is refused until somebody wants it, and again when nobody does', async () => {
    expect((await clientOf(page)['host.describe']({})).capabilities).toMatchObject({ guardsCamera: true })
    expect(await mayUse()).toEqual(REFUSED)
    expect(await want(true)).toMatchObject({ ok: true })
    expect(await mayUse()).toEqual(GIVEN)
    await want(false)
    expect(await mayUse()).toEqual(REFUSED)
  })

  it('is given to the top frame of our window only', async () => {
    await want(true)
    expect(await mayUse({ isMainFrame: false })).toEqual(REFUSED)
    expect(await mayUse({ isStranger: true })).toEqual(REFUSED)
    for (const address of ['https://example.com/', 'drape://other/', 'drape://studio.evil/', 'file:///', ''])
      expect(await mayUse({ address }), address).toEqual(REFUSED)
  })

  it('never comes with sound, and brings no other permission with it', async () => {
    await want(true)
    for (const types of [['audio'], ['video', 'audio'], [], ['video', 'video']])
      expect((await mayUse({ types })).asked, types.join()).toBe(false)
    expect((await mayUse({ types: ['audio'] })).checked).toBe(false)
    const others = await app.evaluate(({ session, BrowserWindow }) => {
      const { permissionCheckHandler: check } = session.defaultSession as never as Record<string, (...values: unknown[]) => unknown>
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return ['geolocation', 'display-capture', 'mediaKeySystem'].map((one) =>
        check?.(contents, one, 'drape://studio/', { isMainFrame: true }),
      )
    })
    expect(others).toEqual([false, false, false])
  })

  it('is taken back when the page that wanted it is gone', async () => {
    await want(true)
    expect(await mayUse()).toEqual(GIVEN)
    await page.reload()
    await expect.poll(() => mayUse()).toEqual(REFUSED)
  })

  it('has its networks over the scheme of the app', async () => {
    const ask = (headers: Record<string, string>) =>
      page.evaluate(async (asked) => {
        const response = await fetch('/models/live-pose.task', { headers: asked, cache: 'no-store' })
        const bytes = await response.arrayBuffer()
        return { status: response.status, etag: response.headers.get('etag'), length: bytes.byteLength }
      }, headers)
    const { length } = await makePoseTask(null)
    expect(await ask({})).toEqual({ status: 200, etag: `"${poseTaskMark()}"`, length })
    expect(await ask({ 'if-none-match': `"${poseTaskMark()}"` })).toMatchObject({ status: 304, length: 0 })
    expect(await ask({ range: 'bytes=0-9' })).toMatchObject({ status: 206, length: 10 })
  })
})
