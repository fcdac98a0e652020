import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { setNavigationGuard } from './browser.ts'
import { createEvent } from './event.ts'
import { WebContentsDouble } from './web-contents.ts'

interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

interface WindowOptions extends Partial<Bounds> {
  readonly show?: boolean
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string }
}

/** The double of `BrowserWindow`. What it was made with can be read back. */
class BrowserWindowDouble extends EventEmitter {
  static readonly all: BrowserWindowDouble[] = []
  readonly options: WindowOptions
  readonly webContents: WebContentsDouble
  readonly progress: { readonly fraction: number; readonly mode: string | undefined }[] = []
  bounds: Bounds
  #isFocused = false
  #isDestroyed = false
  #flags = { visible: false, maximized: false, fullScreen: false, minimized: false }

  constructor(options: WindowOptions) {
    super()
    this.options = options
    const { width = 800, height = 600, x = 40, y = 40 } = options
    this.bounds = { x, y, width, height }
    this.webContents = new WebContentsDouble({ preload: options.webPreferences?.preload, width, height })
    BrowserWindowDouble.all.push(this)
    this.#flags.visible = options.show !== false
    app.emit('web-contents-created', createEvent(), this.webContents)
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
  }

  static getAllWindows(): BrowserWindowDouble[] {
    return [...BrowserWindowDouble.all]
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  show(): void {
    this.#flags.visible = true
    this.focus()
  }

  focus(): void {
    if (this.#isFocused) return
    this.#isFocused = true
    this.emit('focus')
  }

  /** A person turns to another program. */
  blur(): void {
    this.#isFocused = false
    this.emit('blur')
  }

  isFocused(): boolean {
    return this.#isFocused
  }

  isVisible(): boolean {
    return this.#flags.visible
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  minimize(): void {
    this.#flags.minimized = true
    this.blur()
  }

  restore(): void {
    this.#flags.minimized = false
  }

  isMinimized(): boolean {
    return this.#flags.minimized
  }

  maximize(): void {
    this.#flags.maximized = true
  }

  isMaximized(): boolean {
    return this.#flags.maximized
  }

  setFullScreen(isFullScreen: boolean): void {
    this.#flags.fullScreen = isFullScreen
  }

  isFullScreen(): boolean {
    return this.#flags.fullScreen
  }

  setBounds(bounds: Bounds): void {
    this.bounds = bounds
    this.emit('move')
    this.emit('resize')
  }

  getNormalBounds(): Bounds {
    return this.bounds
  }

  setProgressBar(fraction: number, options?: { readonly mode?: string }): void {
    this.progress.push({ fraction, mode: options?.mode })
  }

  /** @returns false where a listener keeps the window open. */
  close(): boolean {
    const event = createEvent()
    this.emit('close', event)
    if (event.defaultPrevented) return false
    this.#isDestroyed = true
    BrowserWindowDouble.all.splice(BrowserWindowDouble.all.indexOf(this), 1)
    this.webContents.destroy()
    this.emit('closed')
    if (BrowserWindowDouble.all.length === 0) app.allWindowsClosed()
    return true
  }
}

app.windows = () => BrowserWindowDouble.getAllWindows()

/** Asks the app about navigations that a page began. */
setNavigationGuard((page, { url, isMainFrame }) => {
  const contents = BrowserWindowDouble.all.find((window) => window.webContents.page === page)?.webContents
  if (contents === undefined) return true
  const isOwn = contents.ownNavigation !== undefined && isMainFrame
  contents.ownNavigation = isMainFrame ? undefined : contents.ownNavigation
  if (isOwn) return true
  const event = createEvent({ url, isMainFrame, isSameDocument: false })
  contents.emit('will-frame-navigate', event)
  if (isMainFrame && !event.defaultPrevented) contents.emit('will-navigate', event)
  if (isMainFrame && !event.defaultPrevented) contents.emit('did-start-navigation', event)
  return !event.defaultPrevented
})

export const BrowserWindow = BrowserWindowDouble
