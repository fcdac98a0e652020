import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emitOnContents, mayUse as mayUseIn } from '../../support/electron-double/asking.ts'
import { makeBarePage } from '../../support/electron-double/bare-page.ts'
import { type DesktopDouble, hasChromium, launchDouble } from '../../support/electron-double/launch.ts'
import { until } from '../../support/until.ts'

const root = join(import.meta.dirname, '../../..')

/** What the window may touch of Electron: the text of every file of the host. */
const hostSources = globSync('electron/**/*.ts', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))
const pageSources = globSync('renderer/**/*.{ts,tsx,html}', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'))

let app: DesktopDouble
let page: Page

const mayUse = (permission: string, address: string, isMainFrame = true) => mayUseIn(app, { permission, address, isMainFrame })
const emit = (name: string, details: object) => emitOnContents(app, name, details)
const preferences = () =>
  app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.options.webPreferences ?? {}))
const policyOf = async (): Promise<string> => page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy') ?? '')

/** The twenty recommendations of https://www.electronjs.org/docs/latest/tutorial/security, in their order. */
describe.skipIf(!hasChromium)("Electron's security checklist", () => {
  beforeAll(async () => {
    app = await launchDouble({ pagesFolder: await makeBarePage() })
    page = await app.window()
  })
  afterAll(async () => {
    await app.close()
    expect(app.errors()).toBe('')
  })

  it('1. only loads secure content: the page comes from the app, and no request leaves the machine', async () => {
    const allowed = (url: string) => app.evaluate(({ session }, address) => session.defaultSession.isAllowed(address, 'GET'), url)
    for (const url of [
      'http://example.com/',
      'https://example.com/',
      'ws://example.com/',
      'ftp://example.com/',
      'file:///etc/passwd',
      'drape://other/',
    ])
      expect(await allowed(url), url).toBe(false)
    for (const url of ['drape://studio/', 'drape://studio/media/x', 'blob:drape://studio/x', 'data:image/png;base64,'])
      expect(await allowed(url), url).toBe(true)
    expect(await app.evaluate(({ protocol }) => protocol.schemes[0]?.privileges?.['secure'])).toBe(true)
    for (const source of [...hostSources, ...pageSources]) expect(source).not.toMatch(/(src|href)="http|loadURL\('http|import\('http/)
  })

  it('2. disables Node integration, in frames and workers too', async () => {
    for (const one of await preferences())
      expect(one).toMatchObject({ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false })
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in window),
    )
    expect(found).toEqual([])
  })

  it('3. enables context isolation: the page sees the bridge and nothing of the world behind it', async () => {
    for (const one of await preferences()) expect(one).toMatchObject({ contextIsolation: true })
    const seen = await page.evaluate(() => {
      const names = Object.getOwnPropertyNames(window).filter((name) => /electron|ipc|drape/i.test(name))
      const property = Object.getOwnPropertyDescriptor(window, 'drape')
      return { names, isWritable: property?.writable, isConfigurable: property?.configurable, isFrozen: Object.isFrozen(drape) }
    })
    expect(seen).toEqual({ names: ['drape'], isWritable: false, isConfigurable: false, isFrozen: true })
    // What the page does to its own prototypes must not reach the preload.
    const reply = await page.evaluate(async () => {
      Array.prototype.map = (() => ['stolen']) as never
      JSON.stringify = () => 'stolen'
      return await drape.call({ id: 'isolated', name: 'jobs.list', input: {} })
    })
    expect(reply).toMatchObject({ ok: true })
    await page.reload()
  })

  it('4. enables the sandbox, for every process', async () => {
    for (const one of await preferences()) expect(one).toMatchObject({ sandbox: true })
    expect(await app.evaluate((electron) => electron.app.isSandboxed)).toBe(true)
    for (const source of hostSources) expect(source).not.toMatch(/no-sandbox|appendSwitch|disableHardwareAcceleration/)
  })

  it('5. handles permission requests: two are given to the page itself, all others are refused', async () => {
    for (const permission of ['fullscreen', 'clipboard-sanitized-write'])
      expect(await mayUse(permission, 'drape://studio/'), permission).toEqual({ asked: true, checked: true })
    const others =
      'clipboard-read display-capture fileSystem geolocation hid idle-detection media mediaKeySystem midi midiSysex notifications openExternal pointerLock keyboardLock serial speaker-selection storage-access top-level-storage-access usb window-management unknown deprecated-sync-clipboard-read'
    for (const permission of others.split(' '))
      expect(await mayUse(permission, 'drape://studio/'), permission).toEqual({ asked: false, checked: false })
    for (const address of ['https://example.com/', 'drape://other/', 'drape://studio.evil/', 'file:///', ''])
      expect(await mayUse('fullscreen', address), address).toEqual({ asked: false, checked: false })
    expect((await mayUse('fullscreen', 'drape://studio/', false)).asked).toBe(false)
    const device = await app.evaluate(({ session }) => (session.defaultSession.devicePermissionHandler as never as () => boolean)())
    expect(device).toBe(false)
    const display = await app.evaluate(({ session }) => {
      const handler = session.defaultSession.displayMediaRequestHandler as never as (
        request: object,
        answer: (streams: object) => void,
      ) => void
      return new Promise((resolve) => handler({}, resolve))
    })
    expect(display).toEqual({})
  })

  it('6. does not disable web security', async () => {
    for (const one of await preferences()) expect(one).toMatchObject({ webSecurity: true })
    expect(await app.evaluate(({ protocol }) => protocol.schemes.map(({ privileges }) => privileges?.['bypassCSP'] ?? false))).toEqual([
      false,
    ])
  })

  it('7. defines a policy for content without inline code or eval, and Chromium enforces it', async () => {
    const policy = await policyOf()
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/)
    for (const directive of ["script-src 'self'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(directive)
    const outcome = await page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      const holder = document.createElement('div')
      holder.innerHTML = '<img src="x" onerror="window.injected = true">'
      document.body.append(holder)
      // What a debugger evaluates may evaluate; what the page does later may not.
      await new Promise((resolve) => setTimeout(resolve))
      const evaluated = (() => {
        try {
          return new Function('return 1')()
        } catch {
          return 'refused'
        }
      })()
      const fetched = await fetch('https://example.com/').then(
        () => 'sent',
        () => 'refused',
      )
      return { injected: 'injected' in window, evaluated, fetched }
    })
    expect(outcome).toEqual({ injected: false, evaluated: 'refused', fetched: 'refused' })
  })

  it('8. does not allow insecure content', async () => {
    for (const one of await preferences()) expect(one).toMatchObject({ allowRunningInsecureContent: false })
  })

  it('9. does not enable experimental features', async () => {
    for (const one of await preferences()) expect(one).toMatchObject({ experimentalFeatures: false })
    for (const source of hostSources) expect(source).not.toMatch(/enable-experimental|enable-features/)
  })

  it('10. does not enable Blink features', async () => {
    for (const one of await preferences()) expect(one).not.toHaveProperty('enableBlinkFeatures')
    for (const source of hostSources) expect(source).not.toMatch(/enableBlinkFeatures|enable-blink-features/)
  })

  it('11. does not apply to <webview allowpopups>: there is no webview, and none can be made', async () => {
    for (const one of await preferences()) expect(one).toMatchObject({ webviewTag: false })
    for (const source of pageSources) expect(source).not.toMatch(/<webview|createElement\('webview'\)/)
  })

  it('12. does not apply to the options of <webview>: attaching one is refused before they are read', async () => {
    const isPrevented = await emit('will-attach-webview', {})
    expect(isPrevented).toBe(true)
  })

  it('13. limits navigation to the page itself', async () => {
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'drape://studio/media/x',
      'drape://other/',
      'data:text/html,x',
      'javascript:1',
    ]) {
      expect(await emit('will-navigate', { url }), url).toBe(true)
      expect(await emit('will-frame-navigate', { url, isMainFrame: true }), url).toBe(true)
      expect(await emit('will-redirect', { url }), url).toBe(true)
    }
    expect(await emit('will-navigate', { url: 'drape://studio/#gallery' })).toBe(false)
    // A frame inside of the page is never ours.
    expect(await emit('will-frame-navigate', { url: 'drape://studio/', isMainFrame: false })).toBe(true)
    await page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)))
    expect(new URL(page.url()).pathname).toBe('/')
    expect(await page.evaluate(() => typeof drape)).toBe('object')
  })

  it('14. limits new windows to none', async () => {
    const before = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
    const verdict = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.windowOpenHandler?.({ url: 'drape://studio/' }),
    )
    expect(verdict).toEqual({ action: 'deny' })
    await page.evaluate(() => void window.open('https://example.com/', '_blank'))
    await until('the window that was opened is gone', () => page.context().pages().length === 1)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(before)
  })

  it('15. does not hand addresses to other programs: nothing is opened outside at all', () => {
    for (const source of hostSources) expect(source).not.toMatch(/openExternal|openPath/)
  })

  it('16. uses a current version of Electron, pinned exactly', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { devDependencies: Record<string, string> }
    const installed = JSON.parse(readFileSync(join(root, 'node_modules/electron/package.json'), 'utf8')) as { version: string }
    expect(devDependencies['electron']).toBe(installed.version)
    // Three majors are supported at a time; 45 was the newest when this was written.
    expect(Number(installed.version.split('.')[0])).toBeGreaterThanOrEqual(45)
  })

  it('17. validates the sender of every message: window, top frame and origin', async () => {
    const ask = (change: 'none' | 'stranger' | 'subframe' | 'origin' | 'gone') =>
      app.evaluate(async ({ ipcMain, BrowserWindow }, what) => {
        const sender = BrowserWindow.getAllWindows()[0]?.webContents
        const top = sender?.mainFrame
        const event =
          what === 'stranger'
            ? { sender: { id: 4711, mainFrame: top, isDestroyed: () => false }, senderFrame: top }
            : what === 'subframe'
              ? { sender, senderFrame: { ...top, frameToken: 'inner', parent: top } }
              : what === 'origin'
                ? { sender, senderFrame: { ...top, origin: 'https://example.com' } }
                : { sender, senderFrame: what === 'gone' ? null : top }
        const reply = (await ipcMain.invoke('studio:call', event, [{ id: what, name: 'jobs.list', input: {} }])) as {
          ok: boolean
          error?: { code: string }
        }
        return reply.ok ? 'accepted' : reply.error?.code
      }, change)
    expect(await ask('none')).toBe('accepted')
    for (const change of ['stranger', 'subframe', 'origin', 'gone'] as const) expect(await ask(change), change).toBe('request.forbidden')
  })

  it('18. uses a scheme of its own, never file://', async () => {
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toMatch(/^drape:\/\/studio\//)
    for (const source of hostSources) expect(source).not.toMatch(/\bloadFile\(|file:\/\//)
  })

  it('19. sets the fuses of the binary', () => {
    // What flips and checks them is tested on a binary in fuses.test.ts.
    const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    for (const line of [
      'runAsNode: false',
      'enableCookieEncryption: true',
      'enableNodeOptionsEnvironmentVariable: false',
      'enableNodeCliInspectArguments: false',
      'enableEmbeddedAsarIntegrityValidation: true',
      'onlyLoadAppFromAsar: true',
      'grantFileProtocolExtraPrivileges: false',
    ])
      expect(config).toContain(line)
  })

  it('20. exposes no part of Electron to the page: five names, each of which takes plain data', async () => {
    const api = await page.evaluate(() => Object.entries(drape).map(([name, value]) => `${name}: ${typeof value}`))
    expect(api.sort()).toEqual(['call: function', 'cancel: function', 'onEvent: function', 'pathForFile: function', 'platform: string'])
    const heard = await page.evaluate(async () => {
      const values: unknown[][] = []
      drape.onEvent((...all: unknown[]) => values.push(all))
      await drape.call({ id: 'l', name: 'host.listen', input: { seq: 0 } })
      await drape.call({ id: 'p', name: 'jobs.pause', input: {} })
      await drape.call({ id: 'r', name: 'jobs.resume', input: {} })
      await new Promise((resolve) => setTimeout(resolve, 200))
      return values
    })
    // The event object of Electron holds the sender; it must stay behind.
    expect(heard.length).toBeGreaterThan(0)
    for (const all of heard) expect(all).toHaveLength(1)
  })
})
