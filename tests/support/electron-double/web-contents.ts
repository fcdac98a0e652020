import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'
import { originOf, toApp, toBrowser } from './addresses.ts'
import { openPage } from './browser.ts'
import { createCodec } from './codec.ts'
import { createEvent } from './event.ts'
import { cloned, ipcMain } from './ipc-main.ts'
import { isolatedWorldEnd, mainWorldEnd } from './worlds.ts'

const WORLD = 'Electron Isolated Context'
const BINDING = '__electronPost'
const codec = createCodec()
let lastId = 0

export interface ContentsOptions {
  readonly preload: string | undefined
  readonly width: number
  readonly height: number
}

interface Posted {
  readonly type: 'invoke' | 'send'
  readonly id: number
  readonly channel: string
  readonly values: string
}

/** Paths of the files that a test hands to a page, by name. */
const filePaths: Record<string, string> = {}

/** The double of `WebContents`: a page of a real Chromium, with the preload in a world of its own. */
export class WebContentsDouble extends EventEmitter {
  readonly id = ++lastId
  readonly drags: unknown[] = []
  readonly options: ContentsOptions
  page: Page | undefined
  windowOpenHandler: ((details: { url: string }) => { action: string }) | undefined
  /** A navigation that the app began itself asks nobody. */
  ownNavigation: string | undefined
  #cdp: CDPSession | undefined
  #attached: Promise<Page> | undefined
  #contexts: number[] = []
  #isDestroyed = false
  #frameToken = 'none'
  #url = ''

  constructor(options: ContentsOptions) {
    super()
    this.options = options
  }

  get mainFrame() {
    return { frameToken: this.#frameToken, processId: 1, parent: null, url: this.#url, origin: originOf(this.#url) }
  }

  getURL(): string {
    return this.#url
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.windowOpenHandler = handler
  }

  startDrag(item: unknown): void {
    this.drags.push(item)
  }

  /** Resolves when the page has loaded; a page that died is replaced. */
  async loadURL(url: string): Promise<void> {
    this.#attached ??= this.#attach()
    const page = await this.#attached
    this.ownNavigation = url
    this.emit('did-start-navigation', { url, isMainFrame: true, isSameDocument: false })
    await page.goto(toBrowser(url))
    this.emit('did-finish-load')
  }

  reload(): void {
    void this.loadURL(this.#url)
  }

  /** The process of the page dies. */
  forcefullyCrashRenderer(): void {
    void this.#cdp?.send('Page.crash' as never).catch(() => undefined)
  }

  send(channel: string, ...values: unknown[]): void {
    const text = codec.encode(cloned(values))
    void this.#deliver({ type: 'event', channel, values: text })
  }

  /** Tells the page where a file of this name lies, as a file that a person drops knows it. */
  async nameFile(name: string, path: string): Promise<void> {
    filePaths[name] = path
    await this.#deliver({ type: 'path', name, path })
  }

  /** Runs code in the world of the page. */
  async executeJavaScript(code: string): Promise<unknown> {
    return await this.page?.evaluate(code)
  }

  destroy(): void {
    this.#isDestroyed = true
    void this.page?.close().catch(() => undefined)
    this.emit('destroyed')
  }

  async #attach(): Promise<Page> {
    const page = await openPage(this.options)
    const cdp = await page.context().newCDPSession(page)
    this.page = page
    this.#cdp = cdp
    this.#contexts = []
    page.on('crash', () => {
      this.#attached = undefined
      this.page = undefined
      // The page of a process that died is of no use to Playwright; the next one takes its place.
      void page.close().catch(() => undefined)
      this.emit('render-process-gone', createEvent(), { reason: 'crashed', exitCode: 133 })
    })
    page.on('popup', (popup) => {
      const verdict = this.windowOpenHandler?.({ url: toApp(popup.url()) }) ?? { action: 'allow' }
      this.emit('double-popup', popup.url(), verdict.action)
      if (verdict.action === 'deny') void popup.close()
    })
    await cdp.send('Page.enable')
    await cdp.send('Runtime.enable')
    this.#followNavigation(cdp)
    await this.#addPreload(cdp)
    return page
  }

  #followNavigation(cdp: CDPSession): void {
    cdp.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.#frameToken = `${frame.id}/${frame.loaderId}`
      this.#url = toApp(frame.url + (frame.urlFragment ?? ''))
      this.emit('did-navigate', createEvent(), this.#url)
    })
    cdp.on('Page.navigatedWithinDocument', ({ url }) => {
      this.#url = toApp(url)
      this.emit('did-navigate-in-page', createEvent(), this.#url, true)
    })
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === WORLD) this.#contexts.push(context.id)
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#contexts = this.#contexts.filter((id) => id !== executionContextId)
    })
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#contexts = []
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === BINDING) void this.#receive(JSON.parse(payload) as Posted, executionContextId)
    })
  }

  async #addPreload(cdp: CDPSession): Promise<void> {
    const { preload } = this.options
    if (preload === undefined) return
    const source = readFileSync(preload, 'utf8')
    const token = `electron-${Math.random().toString(36).slice(2)}`
    const options = { token, binding: BINDING, platform: process.platform, paths: filePaths }
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
    // A preload runs in the top frame only.
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: `if (window === top) (${mainWorldEnd})(${JSON.stringify(token)})` })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: WORLD,
      source: `if (window === top) {
        const end = (${isolatedWorldEnd})(${JSON.stringify(options)}, ${createCodec});
        globalThis.__electronDeliver = end.deliver;
        const module = { exports: {} };
        (function (require, module, exports, process) {${source}\n})(end.require, module, module.exports, end.process)
      }`,
    })
  }

  async #receive(posted: Posted, contextId: number): Promise<void> {
    const event = createEvent({ sender: this, senderFrame: this.mainFrame, frameId: 1, processId: 1 })
    const values = codec.decode(posted.values) as unknown[]
    if (posted.type === 'send') {
      ipcMain.send(posted.channel, event, values)
      return
    }
    const answer = await ipcMain.invoke(posted.channel, event, values).then(
      (value) => ({ values: codec.encode([value]) }),
      (error: Error) => ({ error: error.message }),
    )
    void this.#deliver({ type: 'answer', id: posted.id, ...answer }, [contextId])
  }

  async #deliver(message: object, contexts: readonly number[] = this.#contexts): Promise<void> {
    const expression = `__electronDeliver(${JSON.stringify(message)})`
    // A page that is gone hears nothing.
    await Promise.all(contexts.map((contextId) => this.#cdp?.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined)))
  }
}
