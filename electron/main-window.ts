import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { HostEvent } from '../app/contract/desktop.ts'
import type { Log } from '../app/platform/log.ts'
import { PAGE_URL } from './address.ts'
import type { DesktopInstallation } from './installation.ts'
import { sendEvent } from './ipc.ts'
import type { ElectronModules } from './modules.ts'
import { recoverRenderer } from './renderer-recovery.ts'
import type { Translate } from './texts.ts'
import { windowOptions } from './window.ts'
import { placeWindow } from './window-state.ts'

export interface MainWindowOptions {
  readonly electron: Pick<ElectronModules, 'app' | 'BrowserWindow' | 'dialog' | 'nativeTheme' | 'screen'>
  readonly installation: DesktopInstallation
  readonly translate: () => Translate
  readonly log: Log
  /** Called when a page is gone: reloaded, died, closed. */
  readonly onPageGone: (contentsId: number) => void
  readonly onFocus: () => void
}

/** The one window of the studio: opened, brought back, told things. */
export class MainWindow {
  readonly #options: MainWindowOptions
  #window: BrowserWindow | undefined

  constructor(options: MainWindowOptions) {
    this.#options = options
  }

  /** The window, if there is one. On a Mac the app may live without. */
  get current(): BrowserWindow | undefined {
    return this.#window
  }

  owns(contentsId: number): boolean {
    return this.#window?.webContents.id === contentsId
  }

  /** Opens the window, or brings the one that is open to the front. */
  show(): void {
    const window = this.#window
    if (window === undefined) {
      this.#open()
      return
    }
    if (window.isMinimized()) window.restore()
    window.show()
    window.focus()
  }

  tell(event: HostEvent): void {
    if (this.#window !== undefined) sendEvent(this.#window.webContents, event)
  }

  #open(): void {
    const { electron, installation, onPageGone, onFocus, log } = this.#options
    const place = placeWindow({ file: join(electron.app.getPath('userData'), 'window.json'), screen: electron.screen, log })
    const window = new electron.BrowserWindow(
      windowOptions({
        place: place.options,
        preloadFile: installation.preloadFile,
        iconFile: join(installation.iconsFolder, 'icon.png'),
        isDark: electron.nativeTheme.shouldUseDarkColors,
        isDevelopment: !electron.app.isPackaged,
      }),
    )
    this.#window = window
    const contentsId = window.webContents.id
    window.once('ready-to-show', () => {
      place.follow(window)
      window.show()
    })
    window.on('focus', onFocus)
    window.on('closed', () => {
      onPageGone(contentsId)
      this.#window = undefined
    })
    recoverRenderer(window, {
      nowMs: () => Date.now(),
      log,
      onGone: () => onPageGone(contentsId),
      askToTryAgain: () => this.#ask(window, { message: 'failure.pageDies', yes: 'failure.tryAgain', no: 'failure.quit' }),
      askToLoadAgain: () => this.#ask(window, { message: 'failure.pageHangs', yes: 'failure.loadAgain', no: 'failure.wait' }),
      quit: () => electron.app.quit(),
    })
    void window.loadURL(PAGE_URL)
  }

  async #ask(window: BrowserWindow, question: { readonly message: string; readonly yes: string; readonly no: string }): Promise<boolean> {
    const text = this.#options.translate()
    const { response } = await this.#options.electron.dialog.showMessageBox(window, {
      type: 'error',
      message: text(question.message),
      detail: text('failure.workIsSafe'),
      buttons: [text(question.yes), text(question.no)],
      defaultId: 0,
      cancelId: 1,
    })
    return response === 0
  }
}
